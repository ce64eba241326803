"""The workspace Review: the filter at the left, takes in the middle, the current take at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.review.deciding import Deciding
from studio.ui.review.filter_panel import FilterPanel
from studio.ui.review.picture_views import PictureViews
from studio.ui.review.review_model import ReviewModel
from studio.ui.review.review_state import VIEWS, ReviewState, View
from studio.ui.review.take_grid import TakeGrid
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.widgets.panel import Panel
from studio.ui.workspace import Workspace


class ReviewWorkspace(Workspace):
    """`stack` holds the views of the middle, one for each of VIEWS; `add_view` puts one in."""

    key = "review"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self.model = ReviewModel(session, self)
        self.state = ReviewState(self.model, self)
        self.stack = QStackedWidget()
        self.thumbnails = ThumbnailCache(session.store.takes.folder, self)
        self.grid = TakeGrid(self.state, self.thumbnails)
        self._views: dict[View, QWidget] = {}
        takes = Panel("review.takes", self.tr("Takes"), margins=False)
        takes.body.addWidget(self.stack, 1)
        self.set_center(takes)
        self.add_view("grid", self.grid)
        self.filter = FilterPanel(context, self.state)
        self.filter_dock = self.add_panel(self.filter, "left", width=272)
        self.deciding = Deciding(context, self.state, self)
        for view in VIEWS:
            context.actions.bind(f"review.{view}", partial(self.state.set_view, view), self)
        self.looks = PictureViews(self, context, session, self.state)
        for looking_view, widget in self.looks.views.items():
            self.add_view(looking_view, widget)
        self.add_panel(self.looks.panel, "right", width=340)
        self.state.view_changed.connect(lambda _: self._show_view())

    def add_view(self, view: View, widget: QWidget) -> None:
        """Put a view into the middle; it is shown when `state.view` says so."""
        self._views[view] = widget
        self.stack.addWidget(widget)

    def show_frame(self, frame: int) -> None:
        """Open the take of a frame in the loupe, as another workspace asks."""
        if self.looks.show_frame(frame):
            self.state.set_view("loupe")

    def first_focus(self) -> QWidget | None:
        """The view shown."""
        return self.stack.currentWidget()

    def _show_view(self) -> None:
        widget = self._views.get(self.state.view)
        if widget is not None:
            self.stack.setCurrentWidget(widget)
            widget.setFocus()
