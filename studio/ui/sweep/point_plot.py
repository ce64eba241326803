"""A plot of takes or presets: the point under the mouse is named, a click picks it. Imports pyqtgraph: import it late."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QFrame, QToolTip

from studio.review.lab.words import number
from studio.ui.language import shown_language
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.theme import SMALL, colors, text_font, theme

pg.setConfigOptions(antialias=True, exitCleanup=False)      # at the end Python deletes the scenes, in order

Values = NDArray[np.float64]
_REACH = 12.0                   # pixels from a point that still mean it
_RING = 14.0


def outline() -> QPen:
    """Around the point that is meant."""
    pen = QPen(colors().color("text"), 1.5)
    pen.setCosmetic(True)           # a symbol is drawn at the size of one and scaled
    return pen


class UnitAxis(pg.AxisItem):
    """Numbers with a unit, in the decimal sign of the language."""

    def __init__(self, side: str, unit: str = "") -> None:
        super().__init__("left" if side == "left" else "bottom")
        self.unit = unit

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        """As pyqtgraph asks for them."""
        del scale
        digits = max(0, -int(np.floor(np.log10(spacing)))) if 0 < spacing < 1 else 0
        return [number(shown_language(), value, digits) + self.unit for value in values]


class PointPlot(pg.PlotWidget):
    """`picked`: preset and frame of a point, frame -1 where the point is a whole preset. Subclasses `draw`."""

    picked = Signal(int, int)

    def __init__(self, model: SweepModel, name: str, x_unit: str = "", y_unit: str = "") -> None:
        self.model = model
        self._x = self._y = np.empty(0)
        self._arms = self._places = np.empty(0, np.int64)
        self._describe: Callable[[int, int], str] = lambda _arm, _place: ""
        self.bottom, self.left = UnitAxis("bottom", x_unit), UnitAxis("left", y_unit)
        super().__init__(None, colors().color("panel"), enableMenu=False,
                         axisItems={"left": self.left, "bottom": self.bottom})
        self._ring = pg.ScatterPlotItem(size=_RING, symbol="o", pxMode=True)
        self.hovered: int | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(120, 96)
        self.getPlotItem().hideButtons()
        self.getPlotItem().getViewBox().setMouseEnabled(x=False, y=False)
        theme().changed.connect(self.redraw)

    def draw(self) -> None:
        """Put items into the plot, by `add`, and say by `set_points` what can be picked."""

    def redraw(self) -> None:
        """Draw anew: other figures, another choice, another look."""
        self.setBackground(colors().color("panel"))
        self._style_axes()
        self.getPlotItem().clear()
        self.set_points(np.empty(0), np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
        if self.model.reading is not None:
            self.draw()
        self.hovered = None
        self._ring = pg.ScatterPlotItem(size=_RING, symbol="o", pxMode=True, pen=outline(),
                                        brush=QBrush(Qt.BrushStyle.NoBrush))
        self._ring.setZValue(100)
        self.add(self._ring, counts=False)

    def add(self, item: pg.GraphicsObject, *, counts: bool = True) -> None:
        """Put an item into the plot; `counts`: the range shown has to hold it."""
        self.getPlotItem().addItem(item, ignoreBounds=not counts)

    def set_points(self, x: Values, y: Values, arms: NDArray[np.int64], places: NDArray[np.int64]) -> None:
        """What the mouse finds; NaN is nowhere."""
        known = ~(np.isnan(x) | np.isnan(y))
        self._x, self._y, self._arms, self._places = x[known], y[known], arms[known], places[known]

    def describe_with(self, describe: Callable[[int, int], str]) -> None:
        """What is said of a point under the mouse."""
        self._describe = describe

    def ink(self, arm: int) -> QColor:
        """The accent for the chosen preset, grey for the others."""
        return colors().color("accent" if arm == self.model.arm else "second")

    def at(self, point: QPointF) -> int | None:
        """The point nearest to a place in the viewport, near enough to be meant."""
        if not len(self._x):
            return None
        across, down = self._in_pixels()
        distance = (across - point.x()) ** 2 + (down - point.y()) ** 2
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= _REACH**2 else None

    def place_of(self, arm: int, place: int) -> QPoint:
        """Where a take's point is in the viewport."""
        found = int(np.flatnonzero((self._arms == arm) & (self._places == place))[0])
        across, down = self._in_pixels()
        return QPoint(round(across[found]), round(down[found]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Name the point under the mouse."""
        found = self.at(event.position())
        if found == self.hovered:
            return
        self.hovered = found
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if found is None else Qt.CursorShape.PointingHandCursor)
        if found is None:
            self._ring.setData([], [])
            QToolTip.hideText()
            return
        self._ring.setData([float(self._x[found])], [float(self._y[found])])
        QToolTip.showText(event.globalPosition().toPoint(), self._describe(int(self._arms[found]), int(self._places[found])),
                          self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pick."""
        found = self.at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(int(self._arms[found]), int(self._places[found]))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is dragged here."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """As a click."""
        self.mousePressEvent(event)

    def _in_pixels(self) -> tuple[Values, Values]:
        box = self.getPlotItem().getViewBox()
        (left, right), (low, high) = box.viewRange()
        room = self.mapFromScene(box.sceneBoundingRect()).boundingRect()
        across = room.left() + (self._x - left) / ((right - left) or 1) * room.width()
        down = room.bottom() - (self._y - low) / ((high - low) or 1) * room.height()
        return across, down

    def _style_axes(self) -> None:
        for axis in (self.left, self.bottom):
            axis.setPen(QPen(colors().color("seam"), 1))
            axis.setTextPen(QPen(colors().color("second")))
            axis.setStyle(tickLength=0, tickFont=text_font(SMALL), maxTickLevel=0)
            axis.enableAutoSIPrefix(enable=False)
        self.left.setGrid(160)
