"""Qt's objects are deleted by the window's thread alone, whichever thread makes garbage or lets go of them last."""

from __future__ import annotations

import gc
import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.ui import garbage
from studio.ui.background import Background
from studio.ui.frame.main_window import MainWindow

ENOUGH = 20_000         # allocations after which Python's own collector would have run many times


class Last:
    """Notes which thread deletes it; may lie in a cycle, as widgets do."""

    def __init__(self, deleted_by: list[threading.Thread], *, cycle: bool = False) -> None:
        self.itself = self if cycle else None
        self._deleted_by = deleted_by

    def __del__(self) -> None:
        self._deleted_by.append(threading.current_thread())


def test_cycles_are_collected_in_the_windows_thread(window: MainWindow, qtbot: QtBot) -> None:
    deleted_by: list[threading.Thread] = []

    def allocate() -> None:
        for _ in range(ENOUGH):
            Last(deleted_by, cycle=True)

    window.context.background.read(window, allocate, lambda _: None)
    qtbot.waitUntil(lambda: len(deleted_by) >= ENOUGH)
    assert set(deleted_by) == {threading.main_thread()}
    assert not gc.isenabled()


def test_what_is_set_aside_is_passed_over(qtbot: QtBot) -> None:
    del qtbot
    gone: list[threading.Thread] = []
    kept = [Last(gone, cycle=True)]
    garbage.set_aside()
    try:
        kept.clear()
        garbage.collect_all()
        assert gone == []
        kept.append(Last(gone, cycle=True))
        kept.clear()
        garbage.collect_all()
        assert len(gone) == 1
    finally:
        gc.unfreeze()
    gc.collect()
    assert len(gone) == 2


@pytest.mark.parametrize("fails", [False, True])
def test_what_an_errand_refers_to_is_let_go_by_the_windows_thread(background: Background, qtbot: QtBot, *,
                                                                  fails: bool) -> None:
    deleted_by: list[threading.Thread] = []
    owner = QObject()

    def work(last: Last) -> str:
        if fails:
            raise StudioError("input", "on purpose")
        return type(last).__name__

    def done(last: Last, _: object) -> None:
        del last

    for _ in range(300):
        last = Last(deleted_by)
        background.read(owner, partial(work, last), partial(done, last), partial(done, last))
        del last
    qtbot.waitUntil(lambda: len(deleted_by) == 300)
    assert set(deleted_by) == {threading.main_thread()}


def test_nothing_is_told_to_an_owner_that_is_gone(background: Background, qtbot: QtBot) -> None:
    owner, other = QObject(), QObject()
    told: list[str] = []
    gate = threading.Event()
    background.write(owner, gate.wait, lambda _: told.append("owner"))
    background.write(other, lambda: None, lambda _: told.append("other"))
    owner.deleteLater()
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["other"]


def test_writes_run_one_after_the_other_in_their_order(background: Background, qtbot: QtBot) -> None:
    order: list[int] = []
    done: list[int] = []
    owner = QObject()
    for number in range(50):
        background.write(owner, partial(order.append, number), lambda _: done.append(1))
    qtbot.waitUntil(lambda: len(done) == 50)
    assert order == list(range(50))


def test_a_fault_of_ours_is_told_as_an_error(background: Background, qtbot: QtBot) -> None:
    failed: list[StudioError] = []
    owner = QObject()
    background.read(owner, partial(int, "no number"), lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].kind == "internal"
