"""Real mouse drags in pixels of a widget."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from studio.ui.timeline.timeline_workspace import TimelineWorkspace

_STEPS = 6


def drag(widget: QWidget, start: QPoint, end: QPoint, *, free: bool = False) -> None:
    """Press at `start`, move in steps, let go at `end`; `free` holds Ctrl, which lets nothing draw."""
    press_and_move(widget, start, end, free=free)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, _keys(free=free), end)


def press_and_move(widget: QWidget, start: QPoint, end: QPoint, *, free: bool = False) -> None:
    """As `drag`, without letting go."""
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, _keys(free=free), start)
    for step in range(1, _STEPS + 1):
        share = step / _STEPS
        place = QPointF(start) * (1 - share) + QPointF(end) * share
        move(widget, place.toPoint(), free=free)


def move(widget: QWidget, place: QPoint, *, free: bool = False) -> None:
    """Move with the left button down."""
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), QPointF(widget.mapToGlobal(place)),
                        Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, _keys(free=free))
    QCoreApplication.sendEvent(widget, event)


def voice_point(timeline: TimelineWorkspace, seconds: float, height: float = 0.8) -> QPoint:
    """A point in the voice's row; `height` from 0 at the top to 1."""
    lanes = timeline.timeline.lanes
    row = lanes.row_of("voice")
    return QPoint(round(lanes.axis.x(seconds)), round(row.top + row.height * height))


def _keys(*, free: bool) -> Qt.KeyboardModifier:
    return Qt.KeyboardModifier.ControlModifier if free else Qt.KeyboardModifier.NoModifier
