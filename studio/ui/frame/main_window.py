"""The window: top bar, start page or the open episode's workspaces, side panel, status line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.alt_key import AltKey
from studio.ui.frame.banner import Banner
from studio.ui.frame.closing import Closing
from studio.ui.frame.dressing import Dressing
from studio.ui.frame.letting_go import LettingGo
from studio.ui.frame.places import PAGES
from studio.ui.frame.side_panel import WIDTH, SidePanel
from studio.ui.frame.status_line import StatusLine
from studio.ui.frame.top_bar import TopBar
from studio.ui.frame.window_commands import WindowCommands
from studio.ui.frame.workspace_maker import WorkspaceMaker
from studio.ui.icons import icon
from studio.ui.job_follower import JobFollower
from studio.ui.job_notices import JobNotices
from studio.ui.widgets.view_stack import ViewStack
from studio.ui.workspace import Workspace

if TYPE_CHECKING:
    from studio.ui.frame.start_page import StartPage

LEAST = (960, 600)


class MainWindow(QWidget):
    """Holds at most one open episode and shows one of its workspaces, or an empty place while that is being made.

    Everything visible is made by `rebuild`, anew after a change of language.
    """

    def __init__(self, context: WindowContext) -> None:
        super().__init__()
        self.context = context
        self.session: EpisodeSession | None = None
        self.setObjectName("window")
        self.setWindowTitle("Full-Motion Studio")
        self.setWindowIcon(icon("app"))
        self.setMinimumSize(*LEAST)
        self._dressing, self._leaving = Dressing(self), LettingGo(self)
        self._then: Callable[[Workspace], object] | None = None
        self._content: QWidget | None = None
        self._start_page: StartPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.commands = WindowCommands(self)
        self._closing = Closing(self, context)
        self._maker = WorkspaceMaker(self, context, self._place, self._adopt)
        self._maker.made.connect(self._show_made)
        self._alt = AltKey(self)
        self._alt.pressed_alone.connect(self.commands.open_menu)
        JobNotices(context.jobs, context.notices, self)
        self._build()
        self.resize(1600, 1000)
        self.restoreGeometry(context.state.bytes("geometry"))
        for notice in context.state.notices:
            context.notices.warn(notice)

    @property
    def workspace(self) -> Workspace | None:
        """The one shown; None on the start page."""
        shown = self.pages.currentWidget()
        return shown if isinstance(shown, Workspace) else None

    @property
    def page(self) -> str:
        """The key of the workspace shown, or nothing on the start page."""
        return self.workspace.key if self.workspace is not None else ""

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
        self._show_session()
        self.go(self._first_page(session))
        session.reload()
        self._maker.begin_soon()

    @property
    def start_page(self) -> StartPage:
        """Made when first shown: a start with an episode does without it."""
        if self._start_page is None:
            from studio.ui.frame.start_page import StartPage

            self._start_page = StartPage(self.context)
            self._start_page.open_requested.connect(self.open_episode)
            self.pages.addWidget(self._start_page)
        return self._start_page

    def close_episode(self) -> None:
        """Back to the start page."""
        if self.session is None:
            return
        session = self.session
        self._drop_workspaces()
        self._leaving.all_now()         # with the session that they show
        self.session = None
        self._show_session()
        session.close()
        session.deleteLater()
        self.start_page.refresh()

    def go(self, key: str, then: Callable[[Workspace], object] | None = None) -> None:
        """Show a workspace of the open episode when it is made; `then` gets it as it is shown, unless another is wanted."""
        if self.session is None:
            return
        self._then = then or (self._then if key == self._maker.wanted else None)
        self._maker.forget_wanted()
        if self._maker.whole(key) is not None:
            self._show_made(key)
            return
        self._leave(self._coming)
        self.status_line.show_workspace(None)
        self._coming.setFocus(Qt.FocusReason.OtherFocusReason)     # keys are not for what was shown before
        self.top_bar.show_page(key)
        self._maker.want(key)

    def go_to_frame(self, key: str, frame: int | None) -> None:
        """Show a workspace, and a frame in it where that workspace can."""
        self.go(key, partial(_show_frame, frame))

    def rebuild(self) -> None:
        """Make everything visible anew: the language changed, or layouts go back to the usual."""
        page, side = self.page or self._maker.wanted, self.side.shown
        self.setLocale(QLocale())                   # which the fields in it follow
        self._drop_workspaces()
        self._build()
        self.side.show_page(side)
        if page:
            self.go(page, self._then)

    def panels(self) -> list[QWidget]:
        """What F6 walks through."""
        shown = self.pages.currentWidget() or self._coming
        middle: list[QWidget] = list(shown.panels()) if isinstance(shown, Workspace) else [shown]
        return [*middle, self.side, self.banner, self.top_bar]

    def usual_layout(self) -> None:
        """Forget how panels were arranged."""
        page = self.page or self._maker.wanted
        self._drop_workspaces()
        for key in PAGES:
            self.context.state.put(f"layout.{key}", "")
        self.side.show_page("")
        if page:
            self.go(page, self._then)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The native window exists from here on."""
        super().showEvent(event)
        self._maker.begin_soon()
        if self.session is None:
            self._show_start_page()
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self._alt)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask where jobs work; close the episode and remember the layout."""
        if not self._closing.may_close():
            event.ignore()
            return
        if self._start_page is not None:
            self._start_page.stop()
        self.context.state.put("geometry", self.saveGeometry())
        self._dressing.end()
        self._leaving.all_now()
        self.close_episode()
        self.context.jobs.close()
        self.context.weights.close()
        self.context.state.save()
        event.accept()

    def _build(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._column.removeWidget(self._content)
            self._leaving.let_go([self._content])
        context = self.context
        self._content = QWidget()
        self.top_bar = TopBar(context, self.commands.run, self.commands.can_run)
        self.banner = Banner(context.notices)
        self.pages = ViewStack()
        self._coming = QWidget()
        self.pages.addWidget(self._coming)
        self._dressing.show_pages(self.pages)
        self.side = SidePanel(context)
        self.status_line = StatusLine(context)
        self._start_page = None
        self.side.changed.connect(self.commands.side_changed)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((self.top_bar, 0), (self.banner, 0), (self._split(), 1), (self.status_line, 0)):
            column.addWidget(part, stretch)
        self._column.addWidget(self._content)
        self._show_session()

    def _split(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (self.pages, self.side):
            split.addWidget(part)
        split.setStretchFactor(0, 1)
        split.setSizes([LEAST[0], WIDTH])
        return split

    def _show_session(self) -> None:
        for part in (self.top_bar, self.side, self.status_line, self._maker):
            part.show_session(self.session)
        self.setWindowTitle(f"{self.session.name} – Full-Motion Studio" if self.session else "Full-Motion Studio")
        self.commands.show_session(self.session)
        if self.session is None and self.isVisible():
            self._show_start_page()

    def _show_start_page(self) -> None:
        self.pages.setCurrentWidget(self.start_page)
        self.start_page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, shown: QWidget) -> None:
        before = self.workspace
        if before is not None and before is not shown:
            before.left()
        self.pages.setCurrentWidget(shown)

    def _show_made(self, key: str) -> None:
        shown = self._maker.whole(key)
        assert shown is not None
        then, self._then = self._then, None
        self._leave(shown)
        self.top_bar.show_page(key)
        self.status_line.show_workspace(shown)
        self._remember_page(key)
        shown.entered()
        focus = shown.first_focus()
        if isinstance(focus, QLineEdit):        # there the keys of the pages would be typed
            focus = shown.panels()[0]
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if then is not None:
            then(shown)

    def _place(self, made: Workspace) -> None:
        """Its parts get their style once, if it is where it belongs before it has any."""
        made.setParent(self.pages)
        made.resize(self.size())        # in less room panels would give up widths, and not take them back

    def _adopt(self, made: Workspace) -> None:
        made.go_requested.connect(self.go_to_frame)
        made.restore_layout(self.context.state.bytes(f"layout.{made.key}"))
        self.pages.addWidget(made)
        made.resize(self.pages.size())

    def _drop_workspaces(self) -> None:
        self._leave(self._coming)
        self.status_line.show_workspace(None)
        made = self._maker.take_all()
        for key, workspace in made.items():
            self.context.state.put(f"layout.{key}", workspace.layout_state())
            self.pages.removeWidget(workspace)
        self._leaving.let_go(made.values())

    def _first_page(self, session: EpisodeSession) -> str:
        remembered = self.context.state.mapping("pages").get(str(session.folder))
        if remembered in PAGES:
            return str(remembered)
        return "review" if session.store.takes.count() else "prepare"

    def _remember_page(self, key: str) -> None:
        if self.session is not None:
            known = {str(path) for path in self.context.state.recent()}
            pages = {name: page for name, page in self.context.state.mapping("pages").items() if name in known}
            self.context.state.put("pages", {**pages, str(self.session.folder): key})


def _show_frame(frame: int | None, shown: Workspace) -> None:
    show_frame = getattr(shown, "show_frame", None)
    if frame is not None and show_frame is not None:
        show_frame(frame)
