"""The place of sweeps in the workspace Review: the view is made when first asked for, and has the whole workspace then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QDockWidget

from studio.ui.review.review_actions import SPECS, SWEEPS
from studio.ui.review.review_state import VIEWS
from studio.ui.review.take_pictures import TakePictures
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.widgets.pressable import Pressable
from studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from studio.ui.review.review_workspace import ReviewWorkspace
    from studio.ui.sweep.sweep_view import SweepView

_ALWAYS = {*(f"review.{view}" for view in VIEWS), *(spec.id for spec in SWEEPS)}


class SweepRoom(QObject):
    """`told`: the status line has something else to say. `layout_before` is the workspace's layout without a sweep."""

    told = Signal()

    def __init__(self, workspace: ReviewWorkspace, pictures: TakePictures, thumbnails: ThumbnailCache) -> None:
        super().__init__(workspace)
        self.layout_before = QByteArray()
        self._workspace, self._pictures, self._thumbnails = workspace, pictures, thumbnails
        self._view: SweepView | None = None
        self._is_shown = False
        self._hidden: list[QDockWidget] = []
        workspace.context.actions.bind("review.new_sweep", self._begin, workspace)

    @property
    def view(self) -> SweepView:
        """The view, made when first asked for."""
        if self._view is None:
            from studio.ui.sweep.sweep_model import SweepModel  # nobody waits for it at the start
            from studio.ui.sweep.sweep_view import SweepView

            workspace = self._workspace
            model = SweepModel(workspace.context, workspace.session, workspace)
            self._view = SweepView(model, self._pictures, self._thumbnails, workspace)
            Pressable(self._view).guard(self._view)
            workspace.stack.addWidget(self._view)
            self._view.told.connect(self.told)
        return self._view

    def show(self, shown: bool) -> None:  # noqa: FBT001
        """Give the sweep the workspace, or take it back: panels of takes are hidden, and what acts on takes is off."""
        if shown == self._is_shown:
            return
        self._is_shown = shown
        workspace = self._workspace
        if shown:
            self.layout_before = Workspace.layout_state(workspace)
            self._hidden = [dock for dock in workspace.docks() if not dock.isHidden()]
        for dock in self._hidden:
            dock.setHidden(shown)
        for spec in SPECS:
            if spec.id not in _ALWAYS:
                workspace.context.actions.set_enabled(spec.id, enabled=not shown)
        self.view.set_active(shown)

    def _begin(self) -> None:
        self._workspace.state.set_view("sweep")
        self.view.open_start()
