"""The line at the bottom: what a key would act on, counts, what undo would undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.theme import BETWEEN, INSIDE, STATUS
from studio.ui.widgets.controls import label
from studio.ui.workspace import Workspace


class StatusLine(QWidget):
    """26 pixels."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self._context = context
        self._workspace: Workspace | None = None
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(STATUS)
        self._scope, self._facts, self._undo = label(), label(), label()
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        row.setSpacing(2 * BETWEEN)
        row.addWidget(self._scope)
        row.addStretch(1)
        row.addWidget(self._facts)
        row.addWidget(self._undo)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Follow an episode's history."""
        self._undo.setText("")
        if session is not None:
            session.history_changed.connect(lambda: self._show_undo(session))
            self._show_undo(session)

    def show_workspace(self, workspace: Workspace) -> None:
        """Show what this workspace says of itself from now on."""
        if self._workspace is not workspace:
            workspace.scope_changed.connect(self._scope.setText)
            workspace.facts_changed.connect(self._facts.setText)
            self._workspace = workspace
        self._scope.setText(workspace.scope_text())
        self._facts.setText(workspace.facts_text())

    def _show_undo(self, session: EpisodeSession) -> None:
        done = [step.label for step in session.steps() if not step.undone]
        self._undo.setText(self.tr("Ctrl+Z: {step}").format(step=done[-1]) if done else "")
