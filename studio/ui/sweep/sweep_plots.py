"""The three plots of a sweep. Imports pyqtgraph: import it late."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from studio.review.lab.words import number, say
from studio.ui.language import shown_language
from studio.ui.sweep.point_plot import PointPlot, Values, outline
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.sweep_words import score_word
from studio.ui.theme import SMALL, colors, text_font

YAW = "yaw"
_DOT, _SMALL_DOT = 10.0, 5.0
_MANY = 2000                    # points: from here on smaller and paler
_MOST = 3000                    # points drawn; beyond, only every so manieth frame is, and the mouse finds all


class PassPlot(PointPlot):
    """Time of a frame against the strict pass, with intervals and the Pareto front; the shares alone where no time is
    known."""

    def __init__(self, model: SweepModel) -> None:
        super().__init__(model, say(shown_language(), "figure_pass"), " " + say(shown_language(), "unit_seconds"), " %")
        self.describe_with(self._describe_arm)
        self.setToolTip(self.accessibleName())

    def draw(self) -> None:
        """Every preset that was judged."""
        findings = self.model.findings
        if findings is None:
            return
        rates, points = findings.analysis.rates, findings.analysis.points
        timed = all(point.seconds is not None for point in points)
        x = np.array([point.seconds if timed and point.seconds is not None else float(place)
                      for place, point in enumerate(points)])
        y = np.array([100 * rate.share if rate.share is not None else math.nan for rate in rates])
        self.bottom.setTicks(None if timed else [[]])
        if timed:
            self._draw_front(x, y)
        for arm in np.argsort([arm == self.model.arm for arm in range(len(rates))], kind="stable").tolist():
            if not math.isnan(y[arm]):
                self._draw_arm(arm, float(x[arm]), float(y[arm]), 100 * rates[arm].low, 100 * rates[arm].high)
        self._set_range(x, [100 * rate.high for rate in rates])
        self.set_points(x, y, np.arange(len(rates)), np.full(len(rates), -1))

    def _draw_arm(self, arm: int, x: float, y: float, low: float, high: float) -> None:
        ink = self.ink(arm)
        pen = QPen(ink, 2)
        pen.setCosmetic(True)
        self.add(pg.PlotCurveItem([x, x], [low, high], pen=pen))
        self.add(pg.ScatterPlotItem([x], [y], size=_DOT, symbol="o", pen=QPen(Qt.PenStyle.NoPen), brush=QBrush(ink)))
        name = pg.TextItem(self.model.reading.sweep.arms[arm].label if self.model.reading else "", colors().color("text"),
                           anchor=(-0.25, 0.5))
        name.setFont(text_font(SMALL, bold=True))
        name.setPos(x, y)
        self.add(name, counts=False)

    def _draw_front(self, x: Values, y: Values) -> None:
        findings = self.model.findings
        on_front = [place for place, point in enumerate(findings.analysis.points) if point.on_front] if findings else []
        order = sorted((place for place in on_front if not math.isnan(y[place])), key=lambda place: float(x[place]))
        if len(order) > 1:
            pen = QPen(colors().color("third"), 1, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            self.add(pg.PlotCurveItem(x[order], y[order], pen=pen))

    def _set_range(self, x: Values, highs: list[float]) -> None:
        low, high = float(np.nanmin(x)), float(np.nanmax(x))
        room = (high - low) or max(1.0, high)
        self.setXRange(low - 0.12 * room, high + 0.22 * room, padding=0)
        self.setYRange(-3, min(103.0, max(highs, default=100.0) * 1.06 + 2), padding=0)

    def _describe_arm(self, arm: int, place: int) -> str:
        del place
        from studio.review.lab.sentences import rate_sentence

        findings = self.model.findings
        return rate_sentence(findings.analysis.rates[arm], shown_language()) if findings else ""


def drawn_step(takes: int) -> int:
    """Of so many takes, every which frame is drawn: more points than pixels show nothing more and hold the window up."""
    return max(1, math.ceil(takes / _MOST))


class TakePlot(PointPlot):
    """Every take a point, those of the chosen preset in the accent and on top."""

    def __init__(self, model: SweepModel, name: str, x_unit: str = "") -> None:
        self._drawn: tuple[object, ...] = ()
        self._mark: pg.ScatterPlotItem | None = None
        self._takes_x = self._takes_y = np.empty((0, 0))
        super().__init__(model, name, x_unit)

    def redraw(self) -> None:
        """Another frame alone only moves its mark."""
        shown = (self.model.reading, self.model.score, self.model.arm, colors())
        if shown == self._drawn and self._mark is not None:
            self._move_mark()
            return
        self._drawn, self._mark = shown, None
        super().redraw()

    def draw_takes(self, x: Values, y: Values) -> None:
        """`x` and `y`: shape (presets, frames)."""
        (arms, frames), step = x.shape, drawn_step(x.size)
        many = x.size > _MANY
        chosen = self.model.arm
        for arm in sorted(range(arms), key=lambda arm: arm == chosen):
            across, down = x[arm, ::step], y[arm, ::step]
            known = ~(np.isnan(across) | np.isnan(down))
            ink = QColor(self.ink(arm))
            ink.setAlpha((140 if many else 220) if arm == chosen else 50 if many else 110)
            self.add(pg.ScatterPlotItem(across[known], down[known], size=_SMALL_DOT - many, symbol="o", pxMode=True,
                                        pen=QPen(Qt.PenStyle.NoPen), brush=QBrush(ink)))
        self.set_points(x.ravel(), y.ravel(), np.repeat(np.arange(arms), frames), np.tile(np.arange(frames), arms))
        self.describe_with(self._describe_take)
        self._takes_x, self._takes_y = x, y
        self._mark = pg.ScatterPlotItem(size=_DOT, symbol="o", pxMode=True, pen=outline(),
                                        brush=QBrush(colors().color("accent")))
        self._mark.setZValue(90)
        self.add(self._mark, counts=False)
        self._move_mark()

    def _move_mark(self) -> None:
        arm, place = self.model.arm, self.model.place
        if self._mark is None or arm is None or place is None:
            return
        x, y = float(self._takes_x[arm, place]), float(self._takes_y[arm, place])
        known = not (math.isnan(x) or math.isnan(y))
        self._mark.setData([x] if known else [], [y] if known else [])

    def _describe_take(self, arm: int, place: int) -> str:
        reading, score = self.model.reading, self.model.score
        if reading is None:
            return ""
        value = reading.table.scores[score][arm, place]
        return f"{reading.sweep.arms[arm].label}  #{reading.sweep.frames[place]}  {score_word(score)} " \
               f"{number(shown_language(), float(value), 2 if abs(value) < 10 else 1)}"


class YawPlot(TakePlot):
    """The chosen score of every take against the yaw of its face."""

    def __init__(self, model: SweepModel) -> None:
        super().__init__(model, say(shown_language(), "axis_yaw"), "°")

    def draw(self) -> None:
        """Nothing where yaw was not measured."""
        reading = self.model.reading
        if reading is not None and {YAW, self.model.score} <= reading.table.scores.keys():
            self.draw_takes(reading.table.scores[YAW], reading.table.scores[self.model.score])


class SpreadPlot(TakePlot):
    """How the chosen score is distributed with each preset: every take, the middle half and the median."""

    def __init__(self, model: SweepModel) -> None:
        super().__init__(model, say(shown_language(), "figure_det"))

    def draw(self) -> None:
        """A line a preset, the first at the top."""
        reading = self.model.reading
        if reading is None or self.model.score not in reading.table.scores:
            return
        values = reading.table.scores[self.model.score]
        arms = len(values)
        self.left.setTicks([[(float(-arm), reading.sweep.arms[arm].label) for arm in range(arms)]])
        shift = np.random.default_rng(0).uniform(-0.3, 0.3, values.shape)
        self.draw_takes(values, shift - np.arange(arms)[:, None])
        for arm in range(arms):
            self._draw_middle(arm, values[arm][~np.isnan(values[arm])])
        self.setYRange(-arms + 0.4, 0.6, padding=0)

    def _draw_middle(self, arm: int, values: Values) -> None:
        if not values.size:
            return
        low, middle, high = np.quantile(values, [0.25, 0.5, 0.75]).tolist()
        ground = QColor(self.ink(arm))
        ground.setAlpha(50)
        box = pg.BarGraphItem(x0=[low], x1=[high], y=[-arm], height=0.6, pen=QPen(Qt.PenStyle.NoPen), brush=QBrush(ground))
        pen = QPen(self.ink(arm), 2.5)
        pen.setCosmetic(True)
        self.add(box)
        self.add(pg.PlotCurveItem([middle, middle], [-arm - 0.36, -arm + 0.36], pen=pen))
