"""Reading anew what may have changed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.ui.one_reading import OneReading, ShownReading

AFTER_MS = 20


class Reader(QObject):
    """Counts the readings that began."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = 0
        self.reading = OneReading(self._begin, AFTER_MS, self)

    def _begin(self) -> None:
        self.begun += 1


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    del qtbot
    return Reader()


def test_calls_in_between_count_once(reader: Reader, qtbot: QtBot) -> None:
    for _ in range(3):
        reader.reading.soon()
    assert reader.begun == 0
    qtbot.waitUntil(lambda: reader.begun > 0)
    qtbot.wait(3 * AFTER_MS)
    assert reader.begun == 1


def test_never_two_at_once_and_once_more_after_it(reader: Reader, qtbot: QtBot) -> None:
    reader.reading.now()
    for _ in range(3):
        reader.reading.now()
    assert reader.begun == 1
    reader.reading.ended()
    qtbot.waitUntil(lambda: reader.begun > 1)
    reader.reading.ended()
    qtbot.wait(3 * AFTER_MS)
    assert reader.begun == 2


def test_what_is_read_at_once_is_not_read_again_soon(reader: Reader, qtbot: QtBot) -> None:
    reader.reading.soon()
    reader.reading.now()
    reader.reading.ended()
    qtbot.wait(3 * AFTER_MS)
    assert reader.begun == 1


def test_what_changes_all_the_time_is_read_now_and_then(reader: Reader, qtbot: QtBot) -> None:
    for _ in range(20):
        reader.reading.in_time()
        qtbot.wait(AFTER_MS // 4)
    assert reader.begun >= 1


def test_nothing_is_read_for_nobody(reader: Reader, qtbot: QtBot) -> None:
    shown = ShownReading(reader._begin, AFTER_MS, reader)
    steps = ((False, True, 0), (True, False, 1), (False, True, 1), (True, False, 2), (True, False, 2), (True, True, 3))
    for now_shown, changes, begun in steps:
        shown.set_shown(shown=now_shown)
        if changes:
            shown.soon()
        qtbot.wait(3 * AFTER_MS)
        assert reader.begun == begun
        shown.ended()
