"""Where frames lie on the filmstrip and on the curve below it, in one place for both."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Signal

WIDEST = 160.0
"""Pixels a frame takes at most; a thumbnail may be wider than its frame, which then stands for several."""


class StripMap(QObject):
    """Frames are counted by their place 0..count-1. `scale`: pixels a frame; `offset`: pixels scrolled by."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.width = 1.0
        self.scale = 1.0
        self.offset = 0.0

    @property
    def least_scale(self) -> float:
        """All frames fit the width."""
        return self.width / max(1, self.count)

    @property
    def length(self) -> float:
        """Pixels of all frames."""
        return self.count * self.scale

    def set_count(self, count: int) -> None:
        """Another source: all of it is shown."""
        self.count = count
        self.scale, self.offset = self.least_scale, 0.0
        self.changed.emit()

    def set_width(self, width: float) -> None:
        """The widget's width changed; what fitted before still does."""
        fitted = self.scale <= self.least_scale * 1.001
        self.width = max(1.0, width)
        self._set(self.least_scale if fitted else self.scale, self.offset)

    def zoom(self, factor: float, x: float) -> None:
        """Larger or smaller, keeping the frame under `x` where it is."""
        place = self.place_at(x)
        scale = self._bounded_scale(self.scale * factor)
        self._set(scale, place * scale - x)

    def scroll_to(self, offset: float) -> None:
        """Show from that many pixels on."""
        self._set(self.scale, offset)

    def show_place(self, place: int) -> None:
        """Scroll no more than is needed to see a frame."""
        left = place * self.scale
        if left < self.offset:
            self.scroll_to(left)
        elif left + self.scale > self.offset + self.width:
            self.scroll_to(left + self.scale - self.width)

    def x_of(self, place: float) -> float:
        """The left edge of a frame, in pixels of the widget."""
        return place * self.scale - self.offset

    def place_at(self, x: float) -> float:
        """The inverse; not bounded to the source."""
        return (x + self.offset) / self.scale if self.scale else 0.0

    def frame_at(self, x: float) -> int:
        """The frame at `x`, the nearest where there is none."""
        return min(max(math.floor(self.place_at(x)), 0), max(0, self.count - 1))

    def _bounded_scale(self, scale: float) -> float:
        return min(max(scale, self.least_scale), max(WIDEST, self.least_scale))

    def _set(self, scale: float, offset: float) -> None:
        self.scale = self._bounded_scale(scale)
        self.offset = min(max(0.0, offset), max(0.0, self.length - self.width))
        self.changed.emit()
