"""The figures of a take as rows: what it scored and against what, how it was made."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.jobs.take_details import TakeDetails
from studio.review.reachable import Reachable
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.review.score_words import STYLE_OF, UNKNOWN, JudgedScore
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import FactRows, label

_MARK = 12              # pixels: values end before it, whether marked or not


class ScoreRows(QWidget):
    """Name with threshold, value and mark in columns of their own, and lines of small print under a name."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(2, _MARK)
        self._rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._used = 0

    def begin(self) -> None:
        """The rows are told anew."""
        self._used = 0

    def add(self, score: JudgedScore) -> None:
        """A score."""
        name = f"{score.name}  {score.limit}" if score.limit else score.name
        value = (self.tr("not measured"), "second") if score.text == UNKNOWN else (score.text, "")
        self._row((name, "second"), value, (score.mark, STYLE_OF[score.mark]))

    def add_fact(self, name: str, value: str) -> None:
        """A fact without a threshold."""
        self.add(JudgedScore(name, value, "", ""))

    def add_print(self, text: str) -> None:
        """Small print under the row before."""
        if self._used:
            note = self._rows[self._used - 1][3]
            note.setText(text)
            note.show()

    def end(self) -> None:
        """Hide the rows that were not told."""
        for row in self._rows[self._used:]:
            for item in row:
                item.hide()

    def _row(self, *cells: tuple[str, str]) -> None:
        if self._used == len(self._rows):
            self._rows.append(self._new_row(2 * len(self._rows)))
        row = self._rows[self._used]
        for item, (text, style) in zip(row, cells, strict=False):
            item.setText(text)
            item.show()
            if item.objectName() != style:
                item.setObjectName(style)
                item.style().polish(item)
        row[3].hide()
        self._used += 1

    def _new_row(self, line: int) -> tuple[QLabel, QLabel, QLabel, QLabel]:
        """Name, value, mark, and the small print below."""
        name, value, mark, note = label("", wrap=True), label(), label(), label("", "small", wrap=True)
        for column, item in enumerate((name, value, mark)):
            side = Qt.AlignmentFlag.AlignLeft if item is name else Qt.AlignmentFlag.AlignRight
            item.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(item, line, column)
        self._grid.addWidget(note, line + 1, 0, 1, 3)
        return name, value, mark, note


def reachable_words(found: Reachable | None) -> str:
    """What identity other takes reach at this angle; empty where the angle is not known."""
    if found is None:
        return ""
    yaw = f"{fixed_text(found.yaw, 0, signed=True)}°"
    if found.low is None or found.high is None:
        text = QCoreApplication.translate("TakeRows", "at {yaw}: too few takes to say, n = {n}")
        return text.format(yaw=yaw, n=found.count)
    return QCoreApplication.translate("TakeRows", "at {yaw}: {low} – {high} possible, n = {n}").format(
        yaw=yaw, low=fixed_text(found.low), high=fixed_text(found.high), n=found.count)


def mean_and_std(mean: float | None, std: float | None) -> str:
    """Such as `228.6 / 49.5`; nothing where neither was measured."""
    texts = [UNKNOWN if value is None or math.isnan(value) else fixed_text(value, 1) for value in (mean, std)]
    return UNKNOWN if set(texts) == {UNKNOWN} else " / ".join(texts)


def unknown() -> str:
    """The word for what nobody knows."""
    return QCoreApplication.translate("TakeRows", "unknown")


class RecipeRows(FactRows):
    """Preset, denoise and weight, seed, and how a take was made; what is unknown is said to be unknown."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, BETWEEN + _MARK, 0)

    def show_details(self, details: TakeDetails) -> None:
        """Tell of this take."""
        facts = details.facts
        size, steps = f"{facts.width}×{facts.height}", details.setting("steps")
        denoise, weight, seed = (details.setting(name) for name in ("denoise", "weight", "seed"))
        self.set("preset", self.tr("Preset"), " · ".join([details.preset or unknown(), size, self._steps(steps)]))
        self.set("denoise", self.tr("Denoise / weight"), f"{_figure(denoise)} / {_figure(weight)}")
        self.set("seed", self.tr("Seed"), unknown() if seed is None else str(seed))
        self.set("made", self.tr("Made"), self._made(details), tip=localized(facts.software))

    def _steps(self, steps: int | None) -> str:
        return self.tr("steps unknown") if steps is None else self.tr("%n step(s)", "", steps)

    def _made(self, details: TakeDetails) -> str:
        seconds, request = details.facts.seconds, details.request
        time = self.tr("time unknown") if seconds is None else self.tr("{seconds} s").format(seconds=fixed_text(seconds))
        engine = f"{request.settings.engine} {request.engine_revision}".strip()
        return " · ".join(filter(None, (time, request.precision, engine)))


def _figure(value: float | None) -> str:
    return unknown() if value is None else fixed_text(value)
