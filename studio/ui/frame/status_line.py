"""The line at the bottom: what a key would act on, counts, what undo would undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, INSIDE, STATUS
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.workspace import Workspace


class StatusLine(QWidget):
    """26 pixels."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._session: EpisodeSession | None = None
        self._workspace: Workspace | None = None
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(STATUS)
        self.setAccessibleName(self.tr("Status"))
        self._scope, self._facts, self._undo = ElidedLabel(), ElidedLabel(), ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        row.setSpacing(2 * BETWEEN)
        row.addWidget(self._scope)
        row.addStretch(1)
        row.addWidget(self._facts)
        row.addWidget(self._undo)
        context.actions.shortcuts_changed.connect(self._show_undo)

    def texts(self) -> tuple[str, str, str]:
        """Scope, facts and undo as shown."""
        return self._scope.text(), self._facts.text(), self._undo.text()

    def show_session(self, session: EpisodeSession | None) -> None:
        """Follow an episode's history."""
        self._session = session
        self._workspace = None
        self._scope.setText("" if session else self.tr("Drop pictures, a video and a voice to begin"))
        self._facts.setText("" if session else self.tr("Nothing leaves this machine"))
        if session is not None:
            session.history_changed.connect(self._show_undo)
            session.takes_changed.connect(self._show_undo)
            session.closing.connect(self._forget)
        self._show_undo()

    def show_workspace(self, workspace: Workspace | None) -> None:
        """Show what this workspace says of itself from now on; None: nothing, until another is there."""
        if self._workspace is not None:
            self._workspace.scope_changed.disconnect(self._scope.setText)
            self._workspace.facts_changed.disconnect(self._facts.setText)
        if workspace is not None:
            workspace.scope_changed.connect(self._scope.setText)
            workspace.facts_changed.connect(self._facts.setText)
        self._workspace = workspace
        self._scope.setText(workspace.scope_text() if workspace else "")
        self._facts.setText(workspace.facts_text() if workspace else "")

    def _forget(self) -> None:
        self._session = None

    def _show_undo(self) -> None:
        step = localized(self._session.store.history.next_undo() or "") if self._session is not None else ""
        key = self._context.actions.key_text("window.undo").replace("+", " ")
        self._undo.setText(self.tr("{key}: {step}").format(key=key, step=step) if step else "")
        self._undo.setVisible(bool(step))
        self._undo.setToolTip(self.tr("What undo would take back: {step}").format(step=step) if step else "")
