"""Which part of the time is shown and how large: seconds to pixels and back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.episode.track import SOUND_RATE

SAMPLE_PIXELS = 12
"""Pixels of one sample at the closest zoom."""

_FASTEST = float(SOUND_RATE * SAMPLE_PIXELS)
_SHRUNK = 2.0
_ROOM = 1.04                # a little empty time after the end when all is shown


class TimeAxis(QObject):
    """`first_s` is the time at the left edge; `pixels_per_s` the zoom. Zooming keeps the time under a point in place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first_s = 0.0
        self.pixels_per_s = 100.0
        self.width = 0
        self.length_s = 0.0
        self._reach_s = 0.0
        self._fitted = True         # stays fitted while the person has not zoomed

    @property
    def last_s(self) -> float:
        """The time at the right edge."""
        return self.time(self.width)

    @property
    def shown_s(self) -> float:
        """Seconds within the width."""
        return self.width / self.pixels_per_s

    def x(self, seconds: float) -> float:
        """Pixels from the left edge."""
        return (seconds - self.first_s) * self.pixels_per_s

    def time(self, x: float) -> float:
        """Seconds at a pixel."""
        return self.first_s + x / self.pixels_per_s

    def set_width(self, width: int) -> None:
        """The widget's width in pixels."""
        if width != self.width:
            self.width = width
            self._settle()

    def set_length(self, seconds: float) -> None:
        """How long everything together is. Where it becomes a little shorter the room stays, so that what was trimmed
        can be drawn out again under the same zoom."""
        if seconds != self.length_s:
            self.length_s = seconds
            if seconds > self._reach_s or seconds < self._reach_s / _SHRUNK:
                self._reach_s = seconds
            self._settle()

    def fit(self) -> None:
        """Show all of it."""
        self._fitted = True
        self._reach_s = self.length_s
        self._settle()

    def zoom(self, factor: float, x: float) -> None:
        """Enlarge (factor > 1) or reduce around the time at pixel `x`."""
        seconds = self.time(x)
        wanted = min(max(self.pixels_per_s * factor, self._slowest()), _FASTEST)
        self._fitted = wanted <= self._slowest()
        self.pixels_per_s = wanted
        self.first_s = seconds - x / wanted
        self._settle()

    def scroll_to(self, first_s: float) -> None:
        """Let another time be at the left edge."""
        self.first_s = first_s
        self._settle()

    def show_time(self, seconds: float) -> None:
        """Scroll by a page where that time is out of sight."""
        if self.width and not self.first_s <= seconds <= self.last_s:
            self.scroll_to(seconds - self.shown_s / 10)

    def furthest_s(self) -> float:
        """The largest `first_s`."""
        return max(0.0, self._reach_s * _ROOM - self.shown_s)

    def _slowest(self) -> float:
        return max(1, self.width) / (max(self._reach_s, 1.0) * _ROOM)

    def _settle(self) -> None:
        self.pixels_per_s = self._slowest() if self._fitted else min(max(self.pixels_per_s, self._slowest()), _FASTEST)
        self.first_s = min(max(0.0, self.first_s), self.furthest_s())
        self.changed.emit()
