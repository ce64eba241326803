"""Makes the workspaces of the open episode in parts, so that the window answers meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from studio.ui import garbage
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.frame.page_modules import LIGHT_PAGES, load_libraries, load_next
from studio.ui.frame.places import PAGES
from studio.ui.workspace import Workspace

BEGIN_AFTER_MS = 400
FEW_TAKES = 10_000              # with more, a workspace that nobody looks at would cost too much to keep up to date
_REST_MS = 15                   # between two steps: input and paint come first
TURN_S = 0.01                   # of steps for a workspace that is waited for, before the window has its turn


class WorkspaceMaker(QObject):
    """First the workspace that is wanted; the others, where there are few takes, while the person looks at the first one.

    A step loads a module or makes a part of a workspace. `wanted` is the key of one that is waited for; `made`: it is there.
    """

    made = Signal(str)

    def __init__(self, parent: QObject, context: WindowContext, begun: Callable[[Workspace], object],
                 finished: Callable[[Workspace], object]) -> None:
        """Each workspace is given to `begun` while it is empty, and to `finished` when it is whole."""
        super().__init__(parent)
        self._context, self._begin_with, self._finish_with = context, begun, finished
        self._session: EpisodeSession | None = None
        self._begun: dict[str, Workspace] = {}
        self._whole: dict[str, Workspace] = {}
        self._unseen: list[Workspace] = []
        self.wanted = ""
        self._is_time = self._had_pages = False
        self._libraries: Literal["", "coming", "there"] = ""
        self._timer = QTimer(self, interval=_REST_MS)
        self._timer.timeout.connect(self._turn)

    def begin_soon(self) -> None:
        """Make beforehand what is missing, when the window has been shown, or an episode opened, for a moment."""
        QTimer.singleShot(BEGIN_AFTER_MS, self, self._begin)

    def show_session(self, session: EpisodeSession | None) -> None:
        """Make workspaces for this episode from now on; those of another have been taken."""
        self._session = session

    def whole(self, key: str) -> Workspace | None:
        """The workspace, where it has been made."""
        return self._whole.get(key)

    def want(self, key: str) -> None:
        """Make this one next, and say so when it is there."""
        self.wanted = key
        if key in LIGHT_PAGES:
            self._go_on()
        else:
            self._with_libraries()

    def forget_wanted(self) -> None:
        """Nobody waits any more."""
        self.wanted = ""
        self._go_on()

    def take_all(self) -> dict[str, Workspace]:
        """All that were begun, whole, to be thrown away: what their parts began to read is ended by them."""
        self.forget_wanted()
        self._had_pages = self._had_pages or bool(self._begun)
        for key in [key for key in self._begun if key not in self._whole]:
            self._begun[key].build_all()
            self._finish(key)
        self._unseen.clear()
        taken, self._begun, self._whole = self._whole, {}, {}
        for made in taken.values():
            made.closing.emit()
        return taken

    def _begin(self) -> None:
        self._is_time = True
        self._with_libraries()

    def _with_libraries(self) -> None:
        if self._libraries == "there":
            self._go_on()
        elif not self._libraries:
            self._libraries = "coming"
            self._context.background.measure(self, load_libraries, self._libraries_came, self._libraries_came)

    def _libraries_came(self, outcome: object) -> None:
        del outcome
        self._libraries = "there"
        self._go_on()

    def _go_on(self) -> None:
        """At once where somebody waits; else when it is time and what all of them need has been loaded elsewhere."""
        if self.wanted:
            self._timer.start(0)
        elif self._is_time and self._libraries == "there":
            self._timer.start(_REST_MS)
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._timer.stop()          # begun again below: what raises is told of, and not tried again and again
        ends = time.perf_counter() + TURN_S
        if self.wanted in self._whole:
            self._tell()
            return
        while is_more := self._step():
            if not self.wanted or self.wanted in self._whole or time.perf_counter() > ends:
                break
        if is_more:
            self._go_on()

    def _tell(self) -> None:
        """In a turn of its own: what follows shows it."""
        key = self.wanted
        self.forget_wanted()
        self.made.emit(key)

    def _step(self) -> bool:
        """Load a module, make a part, or let go of pages that went; False: nothing is left to do."""
        key = self.wanted
        if self._had_pages:
            self._had_pages = False
            garbage.collect_all()
            return True
        if self._unseen and not key:
            self._unseen.pop().grab()       # sized, polished and painted once, so that the first look at it is as any other
            return True
        if load_next([key]) if key else load_next():
            return True
        key = key or self._next_page()
        if key:
            self._build_on(key)
        elif self._session is None:
            garbage.set_aside()         # what was loaded; an episode and its pages would be kept in it for ever
        return bool(key)

    def _next_page(self) -> str:
        session = self._session
        if session is None or not session.loaded or len(session.takes) > FEW_TAKES:
            return ""
        return next((key for key in PAGES if key not in self._whole), "")

    def _build_on(self, key: str) -> None:
        if key not in self._begun:
            module = import_module(f"studio.ui.{key}.{key}_workspace")
            made = getattr(module, f"{key.capitalize()}Workspace")(self._context, self._session)
            self._begun[key] = made
            self._begin_with(made)
        elif not self._begun[key].build_on():
            self._finish(key)

    def _finish(self, key: str) -> None:
        self._whole[key] = self._begun[key]
        self._finish_with(self._whole[key])
        if key != self.wanted:
            self._unseen.append(self._whole[key])
