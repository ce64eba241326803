"""The middle of the sweep panel: what each preset costs and brings, what follows from it, and the scores of every take.

Where there is room all are shown; in a low window one of the two rows, with a switch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.sweep.recommendation_card import RecommendationCard
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.sweep_words import score_word, sentence_case
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from studio.ui.sweep.point_plot import PointPlot

_ROOM_FOR_BOTH = 470            # pixels of height
_CARD, _CARD_MOST = 300, 460


class PlotArea(QWidget):
    """`picked`: preset and frame of a point that was clicked, frame -1 for a preset. Plots are made once the library that
    draws them is loaded, in the background, when they are first shown; one at a time, so that none holds the window up."""

    picked = Signal(int, int)

    def __init__(self, model: SweepModel) -> None:
        super().__init__()
        self._model = model
        self.plots: dict[str, PointPlot] = {}
        self._asked = False
        self._unmade: list[str] = []
        self.card = RecommendationCard(model)
        self.score = QComboBox()
        self.score.setAccessibleName(self.tr("Score shown in the plots"))
        self.score.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.score.activated.connect(lambda place: model.set_score(str(self.score.itemData(place))))
        self._switch = {key: self._switch_button(text) for key, text in (
            ("result", self.tr("Time and recommendation")), ("scores", self.tr("Scores of every take")))}
        self._titles = {key: label("", "small") for key in ("pass", "yaw", "spread")}
        self._slots = {key: QVBoxLayout() for key in self._titles}
        self.no_yaw = ElidedLabel("", "small")
        self._by_yaw = QWidget()
        self._lay_out()
        self._make = QTimer(self, singleShot=True, interval=0)
        self._make.timeout.connect(self._make_next)
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._draw)
        for signal in (model.reading_changed, model.findings_changed, model.chosen_changed, model.score_changed):
            signal.connect(self._draw_soon)
        model.reading_changed.connect(self._list_scores)
        model.reading_changed.connect(self._show_yaw)
        model.session.closing.connect(self._close_plots)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Both rows or one."""
        super().resizeEvent(event)
        self._show_rows()

    def make_plots(self) -> None:
        """Load the library and make the plots, once; what is about to be painted comes first."""
        if not self._asked:
            self._asked = True
            QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        self._model.session.background.read(self, _import, lambda _: self._loaded(), self._model.failed.emit)

    def _loaded(self) -> None:
        self._unmade = list(self._slots)
        self._make.start()

    def _make_next(self) -> None:
        from studio.ui.sweep.sweep_plots import PassPlot, SpreadPlot, YawPlot

        if not self._unmade:
            return
        key = self._unmade.pop(0)
        plot = self.plots[key] = {"pass": PassPlot, "yaw": YawPlot, "spread": SpreadPlot}[key](self._model)
        plot.picked.connect(self.picked)
        self._slots[key].addWidget(plot, 1)
        (self._make if self._unmade else self._redraw).start()

    def _close_plots(self) -> None:
        """Each holds menus without a parent, which it lets go of only when it is closed; it has no parent then either."""
        self._unmade = []
        for plot in self.plots.values():
            plot.close()
            plot.deleteLater()
        self.plots = {}

    def _draw_soon(self) -> None:
        if self.plots and not self._unmade:
            self._redraw.start()

    def _draw(self) -> None:
        for key, plot in self.plots.items():
            if plot.isVisible() or key == "pass":
                plot.redraw()
        self._say()

    def _list_scores(self) -> None:
        self.score.clear()
        for name in self._model.scores:
            self.score.addItem(sentence_case(score_word(name)), name)
        self.score.setCurrentIndex(self.score.findData(self._model.score))
        self.score.setEnabled(self.score.count() > 1)

    def _say(self) -> None:
        timed = self._model.findings is not None and all(
            point.seconds is not None for point in self._model.findings.analysis.points)
        self._titles["pass"].setText(self.tr("Strict pass by time of a frame; bars are 95 % intervals, dashed: not beaten")
                                     if timed else self.tr("Strict pass of each preset; bars are 95 % intervals"))
        self._titles["spread"].setText(self._spread_title())

    def _show_yaw(self) -> None:
        """Its plot where it was measured; else the other has the room, and a line says why and what to do."""
        reading = self._model.reading
        measured = reading is None or "yaw" in reading.table.scores
        self._by_yaw.setVisible(measured)
        analyzer = reading.table.analyzer.partition(" ")[0] if reading is not None else ""
        self.no_yaw.setText("" if measured else self.tr(
            "Nothing is shown by yaw: {analyzer} measured none. insightface does, see Models in Prepare.").format(
                analyzer=analyzer or "–"))

    def _spread_title(self) -> str:
        from studio.ui.sweep.sweep_plots import drawn_step

        step = drawn_step(self._model.reading.table.passed.size) if self._model.reading else 1
        if step == 1:
            return self.tr("By preset: every take, middle half, median")
        return self.tr("By preset: one frame in {step}, middle half and median of all").format(step=step)

    def _lay_out(self) -> None:
        for key, slot in self._slots.items():
            slot.setContentsMargins(0, 0, 0, 0)
            slot.setSpacing(GRID)
            slot.addWidget(_shrinking(self._titles[key]))
        self._result, self._scores = QWidget(), QWidget()
        first = QHBoxLayout(self._result)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(2 * INSIDE)
        first.addLayout(self._slots["pass"], 2)
        first.addWidget(self.card, 1)
        self.card.setMinimumWidth(_CARD)
        self.card.setMaximumWidth(_CARD_MOST)
        second = QVBoxLayout(self._scores)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(GRID)
        second.addLayout(self._score_row())
        pair = QHBoxLayout()
        pair.setSpacing(2 * INSIDE)
        self._by_yaw.setLayout(self._slots["yaw"])
        self._titles["yaw"].setText(self.tr("By the yaw of the face"))
        pair.addWidget(self._by_yaw, 1)
        pair.addLayout(self._slots["spread"], 1)
        second.addLayout(pair, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        self._switch_row = self._switches()
        column.addWidget(self._switch_row)
        column.addWidget(self._result, 1)
        column.addWidget(self._scores, 1)

    def _score_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(label(self.tr("Score"), "second"))
        row.addWidget(self.score)
        row.addSpacing(BETWEEN)
        row.addWidget(self.no_yaw, 1)
        return row

    def _switches(self) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        group = QButtonGroup(self)
        for item in self._switch.values():
            group.addButton(item)
            row.addWidget(item)
        row.addStretch(1)
        self._switch["result"].setChecked(True)
        return whole

    def _switch_button(self, text: str) -> QPushButton:
        made = button(text, self._show_rows, style="view")
        made.setCheckable(True)
        return made

    def _show_rows(self) -> None:
        both = self.height() >= _ROOM_FOR_BOTH
        self._switch_row.setVisible(not both)
        self._result.setVisible(both or self._switch["result"].isChecked())
        self._scores.setVisible(both or self._switch["scores"].isChecked())
        self._draw_soon()


def _import() -> None:
    """It makes no Qt object that belongs to a thread."""
    import_module("pyqtgraph")


def _shrinking(text: QLabel) -> QLabel:
    """It may be cut rather than widen the window."""
    text.setMinimumWidth(1)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return text
