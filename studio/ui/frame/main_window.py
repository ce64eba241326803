"""The window: top bar, start page or the open episode's workspaces, status line."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.status_line import StatusLine
from studio.ui.frame.top_bar import PAGES, TopBar
from studio.ui.job_follower import JobFollower
from studio.ui.job_notices import JobNotices
from studio.ui.theme import LOOKS, theme
from studio.ui.workspace import Workspace


class MainWindow(QWidget):
    """Holds at most one open episode; its workspaces are made when first shown."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.session: EpisodeSession | None = None
        self.setObjectName("window")
        self.setWindowTitle("Full-Motion Studio")
        self._workspaces: dict[str, Workspace] = {}
        self.top_bar = TopBar(context)
        self.pages = QStackedWidget()
        self.status_line = StatusLine(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.top_bar, 0), (self.pages, 1), (self.status_line, 0)):
            column.addWidget(part, stretch)
        self._start_page = QLabel("", alignment=Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(self._start_page)
        JobNotices(context.jobs, context.notices, self)
        self._bind()
        self.resize(1600, 1000)

    @property
    def workspace(self) -> Workspace | None:
        """The one shown; None on the start page."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Workspace) else None

    def open_episode(self, folder: Path) -> None:
        """Show an episode; says in place what is wrong where it cannot be opened."""
        try:
            session = EpisodeSession(folder, self.context.background)
        except StudioError as error:
            self.context.notices.fail(error)
            return
        self.close_episode()
        self.session = session
        session.failed.connect(self.context.notices.fail)
        JobFollower(self.context, session)
        for notice in session.store.notices:
            self.context.notices.warn(notice)
        self.context.state.add_recent(folder)
        self.top_bar.show_session(session)
        self.status_line.show_session(session)
        self.go("review" if session.store.takes.count() else "prepare")
        session.reload()

    def close_episode(self) -> None:
        """Back to the start page."""
        self._keep_layout()
        self.pages.setCurrentWidget(self._start_page)
        for workspace in self._workspaces.values():
            self.pages.removeWidget(workspace)
            workspace.deleteLater()
        self._workspaces.clear()
        self.top_bar.show_session(None)
        self.status_line.show_session(None)
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
            self.session = None

    def go(self, key: str) -> Workspace | None:
        """Show a workspace of the open episode."""
        if self.session is None:
            return None
        before = self.workspace
        shown = self._workspace(key, self.session)
        if before is not None and before is not shown:
            before.left()
        self.pages.setCurrentWidget(shown)
        self.top_bar.show_page(key)
        self.status_line.show_workspace(shown)
        shown.entered()
        focus = shown.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return shown

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close the episode and remember the layout."""
        self.close_episode()
        self.context.jobs.close()
        self.context.state.save()
        event.accept()

    def _workspace(self, key: str, session: EpisodeSession) -> Workspace:
        if key not in self._workspaces:
            module = import_module(f"studio.ui.{key}.{key}_workspace")
            made: Workspace = getattr(module, f"{key.capitalize()}Workspace")(self.context, session)
            made.restore_layout(self.context.state.bytes(f"layout.{key}"))
            self._workspaces[key] = made
            self.pages.addWidget(made)
        return self._workspaces[key]

    def _keep_layout(self) -> None:
        for key, workspace in self._workspaces.items():
            self.context.state.put(f"layout.{key}", workspace.layout_state())

    def _bind(self) -> None:
        actions = self.context.actions
        for key in PAGES:
            actions.bind(f"window.{key}", partial(self.go, key), self)
        actions.bind("window.undo", lambda: self.session and self.session.undo(), self)
        actions.bind("window.redo", lambda: self.session and self.session.redo(), self)
        actions.bind("window.quit", self.close, self)
        actions.bind("window.start_page", self.close_episode, self)
        for look in LOOKS:
            actions.bind(f"window.look_{look}", partial(theme().set_look, look), self)
