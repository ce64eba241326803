"""Plays takes as their loop would show them, at its speed: what is not read in time is dropped, never slowed down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

from studio.finish.loop import frame_rate
from studio.finish.palindrome import palindrome_indices, palindrome_period
from studio.ui.review.take_pictures import TakePictures
from studio.ui.widgets.picture_levels import PictureLevels, levels_bytes

_AHEAD = 48                 # pictures asked for beyond the one shown
_SHARE = 0.75               # of the cache that a loop may fill
_SMALLEST = 256
_TICKS = 3                  # looks at the clock in the time of a frame


class PickPlayer(QObject):
    """`shown` comes with each picture that was ready at its time; `dropped` counts those that were not."""

    shown = Signal(int, object)         # row, PictureLevels
    stopped = Signal(int)               # the row shown last

    def __init__(self, pictures: TakePictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._rows: list[int] = []
        self._order: list[int] = []
        self._clock = QElapsedTimer()
        self._place = -1
        self._last_row = -1
        self._longest = 0
        self.fps = Fraction(25)
        self.dropped = 0
        self.played = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether it runs."""
        return self._timer.isActive()

    @property
    def longest(self) -> int:
        """The longest edge the pictures are read at; 0 for their own size."""
        return self._longest

    def play(self, rows: Sequence[int], longest: int, begin: int | None = None) -> None:
        """Play these rows (at least one) forward and back as the episode's loop goes, from the row `begin` where that
        is one of them.

        `longest`: the most pixels on an edge that can be seen, so that no more are kept.
        """
        settings = self._pictures.session.settings
        self._rows = list(rows)
        period = palindrome_period(len(rows), settings.hold)
        start = min(settings.loop_start, len(rows) - 1)
        order = palindrome_indices(len(rows), period, start, forward=settings.loop_forward, hold=settings.hold)
        self._order = _beginning_at([self._rows[item] for item in order.tolist()], begin)
        self.fps = frame_rate(settings.fps)
        self._longest = self._edge(longest)
        self.dropped = self.played = 0
        self._place = -1
        self._last_row = self._order[0]
        self._clock.start()
        self._timer.start(max(1, int(1000 / float(self.fps) / _TICKS)))
        self._tick()

    def stop(self) -> None:
        """Stop at the picture shown."""
        if self.is_playing:
            self._timer.stop()
            self._pictures.cache.want("play", [])
            self.stopped.emit(self._last_row)

    def _tick(self) -> None:
        """Show what is due. The clock begins with the first picture; what cannot be read is no reason to wait."""
        due = int(self._clock.elapsed() * self.fps / 1000) if self._place >= 0 else 0
        if due == self._place:
            return
        row = self._order[due % len(self._order)]
        levels = self._ready(row)
        self._read_ahead(due)
        if levels is None and self._place < 0 and not self._pictures.problem(self._pictures.take(row, self._longest)):
            self._clock.restart()
            return
        self.dropped += max(0, due - self._place - 1) + (levels is None)
        self._place = due
        if levels is not None:
            self.played += 1
            self._last_row = row
            self.shown.emit(row, levels)

    def _ready(self, row: int) -> PictureLevels | None:
        """The picture, or its thumbnail while it is still being read."""
        cache = self._pictures.cache
        return cache.get(self._pictures.take(row, self._longest).key) or self._pictures.small(row)

    def _read_ahead(self, place: int) -> None:
        """Ask for what is due and what comes next, once each: thumbnails first, which are read in no time."""
        coming = dict.fromkeys(self._order[(place + step) % len(self._order)] for step in range(_AHEAD))
        pictures = self._pictures
        missing = [row for row in coming if pictures.cache.get(pictures.take(row, self._longest).key) is None]
        small = [pictures.thumbnail(row) for row in missing]
        pictures.cache.want("play", small + [pictures.take(row, self._longest) for row in missing])

    def _edge(self, longest: int) -> int:
        """Small enough that the whole loop stays in memory, where it can be; never below a thumbnail's size."""
        facts = self._pictures.details(self._rows[0]).facts
        room = self._pictures.cache.budget * _SHARE / len(self._rows)
        fitting = max(facts.width, facts.height) * math.sqrt(room / levels_bytes(facts.width, facts.height))
        edge = int(max(_SMALLEST, min(longest, fitting)))
        return 0 if edge >= max(facts.width, facts.height) else edge


def _beginning_at(order: list[int], row: int | None) -> list[int]:
    """The same round, begun where `row` first comes."""
    place = order.index(row) if row in order else 0
    return order[place:] + order[:place]
