"""All frames as a strip of bars: tall ones that stand, short ones that do not, up to 20,000 of them."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.ui.theme import GRID, colors, theme

HEIGHT = 24
_MARK = 3                       # the current frame's mark, below the bars
_BAR_GAP_FROM = 4               # bars at least so wide leave a pixel between them


class FrameState(IntEnum):
    """What a bar says of its frame."""

    NOTHING = 0                 # no take and none asked for
    WAITING = 1                 # a take is to be made
    WORKING = 2                 # a take is being made
    MADE = 3                    # has takes, none judged
    PICKED = 4
    UNDECIDED = 5               # has takes, none that may stand, one that waits for a score
    OUT = 6                     # all takes failed or were rejected
    BROKEN = 7                  # making the take failed


_COLORS = ("control", "control", "accent", "third", "accepted", "undecided", "rejected", "rejected")
_TALL = np.array([0.25, 0.5, 1.0, 0.7, 1.0, 0.7, 0.5, 0.25])


class FrameStrip(QWidget):
    """`clicked` tells the number of the frame clicked, dragged over or gone to by an arrow key."""

    clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: NDArray[np.int8] = np.empty(0, np.int8)
        self._frames: NDArray[np.int64] = np.empty(0, np.int64)
        self._current: int | None = None
        self._bars: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Frames"))
        theme().changed.connect(self._repaint_bars)

    def set_states(self, states: NDArray[np.int8], frames: NDArray[np.int64]) -> None:
        """A FrameState for each frame, and the frames' numbers, ascending; both of one length."""
        if np.array_equal(states, self._states) and np.array_equal(frames, self._frames):
            return
        self._states, self._frames = states, frames
        self._repaint_bars()

    @property
    def current(self) -> int | None:
        """The number of the marked frame."""
        return self._current

    def set_current(self, frame: int | None) -> None:
        """Mark a frame."""
        if frame != self._current:
            self._current = frame
            self.update()

    def state_of(self, frame: int) -> FrameState:
        """What the strip says of a frame."""
        place = self._place_of(frame)
        return FrameState.NOTHING if place is None else FrameState(int(self._states[place]))

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as there is room."""
        return QSize(40 * GRID, HEIGHT + _MARK)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Bars, and the mark under the current one."""
        del event
        painter = QPainter(self)
        if self._bars is None:
            self._bars = self._draw_bars()
        painter.drawPixmap(0, 0, self._bars)
        place = None if self._current is None else self._place_of(self._current)
        if place is not None:
            self._draw_mark(painter, place)
        if self.hasFocus():
            painter.setPen(colors().color("accent"))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Bars of another width."""
        super().resizeEvent(event)
        self._repaint_bars()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to a frame."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._tell(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Run through the frames."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._tell(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left, right, Home and End."""
        last = len(self._frames) - 1
        place = None if self._current is None else self._place_of(self._current)
        at = 0 if place is None else place
        aims = {Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        aim = aims.get(Qt.Key(event.key()))
        if aim is None or last < 0:
            super().keyPressEvent(event)
        else:
            self._go(max(0, min(aim, last)))

    def event(self, event: QEvent) -> bool:
        """Tool tips name the frame under the pointer."""
        if isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            text = "" if place is None else self._describe(place)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def bar(self, frame: int) -> QRect:
        """Where a frame's bar is drawn; empty for a frame that the strip does not have."""
        place = self._place_of(frame)
        return QRect() if place is None else self._bar(place)

    def _describe(self, place: int) -> str:
        words = (self.tr("no take"), self.tr("waiting"), self.tr("being made"), self.tr("made"), self.tr("picked"),
                 self.tr("undecided"), self.tr("out"), self.tr("could not be made"))
        return self.tr("#{number}: {state}").format(number=int(self._frames[place]), state=words[self._states[place]])

    def _tell(self, point: QPoint) -> None:
        place = self._place_at(point)
        if place is not None:
            self._go(place)

    def _go(self, place: int) -> None:
        frame = int(self._frames[place])
        if frame != self._current:
            self.set_current(frame)
            self.clicked.emit(frame)

    def _place_at(self, point: QPoint) -> int | None:
        count = len(self._frames)
        return min(max(0, point.x() * count // max(1, self.width())), count - 1) if count else None

    def _place_of(self, frame: int) -> int | None:
        place = int(np.searchsorted(self._frames, frame))
        return place if place < len(self._frames) and self._frames[place] == frame else None

    def _repaint_bars(self) -> None:
        self._bars = None
        self.update()

    def _draw_mark(self, painter: QPainter, place: int) -> None:
        bar = self._bar(place)
        width = max(bar.width(), 3)
        painter.fillRect(bar.center().x() - width // 2, HEIGHT + 1, width, _MARK - 1, colors().color("text"))
        if bar.width() < _BAR_GAP_FROM:
            painter.fillRect(bar.center().x(), 0, 1, HEIGHT, colors().color("text"))

    def _bar(self, place: int) -> QRect:
        count, width = len(self._frames), self.width()
        left, right = place * width // count, (place + 1) * width // count
        gap = right - left >= _BAR_GAP_FROM
        tall = round(HEIGHT * float(_TALL[self._states[place]]))
        return QRect(left, HEIGHT - tall, max(1, right - left - gap), tall)

    def _draw_bars(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        bars = QPixmap(self.size() * ratio)
        bars.setDevicePixelRatio(ratio)
        bars.fill(Qt.GlobalColor.transparent)
        painter = QPainter(bars)
        fills = [_fill(name) for name in _COLORS]
        if len(self._frames) <= self.width():
            for place, state in enumerate(self._states.tolist()):
                painter.fillRect(self._bar(place), fills[state])
        else:
            for left, (state, tall) in enumerate(self._by_pixel()):
                painter.fillRect(left, HEIGHT - tall, 1, tall, fills[state])
        painter.end()
        return bars

    def _by_pixel(self) -> list[tuple[int, int]]:
        """More frames than pixels: for each pixel the state that most of its frames have, and their mean height."""
        width = self.width()
        pixel = np.arange(len(self._states)) * width // len(self._states)
        counts = np.zeros((width, len(FrameState)))
        np.add.at(counts, (pixel, self._states), 1)
        tall = counts @ _TALL / counts.sum(axis=1)
        return list(zip(counts.argmax(axis=1).tolist(), np.round(tall * HEIGHT).astype(int).tolist(), strict=True))


def _fill(name: str) -> QColor:
    """Verdicts a little dimmed: the pictures are the colour."""
    color = colors().color(name)
    if name in ("accepted", "rejected", "undecided"):
        color.setAlphaF(0.7)
    return color
