"""What the episode would take with another preset, other frames, another voice: beside what it takes as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.jobs.what_if import Asked, Plan, WhatIf, beyond_text, unique_text, what_if
from studio.ui.background import Background
from studio.ui.generate.plan_table import PlanTable
from studio.ui.language import shown_language
from studio.ui.localized import localized
from studio.ui.one_reading import OneReading
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.field_rows import ChoiceField, CountField, FieldRows, NumberField

AFTER_MS = 200
MOST_FRAMES, MOST_VOICE_S = 100_000, 86_399.0


@dataclass(frozen=True, slots=True)
class _Answer:
    what: WhatIf
    beyond: tuple[str, str]
    unique: tuple[str, str]


class WhatIfPart(QWidget):
    """Opened by its button; reckons on another thread, the last wish only. `revealed`: it has just grown to its height."""

    revealed = Signal()

    def __init__(self, folder: Path, background: Background, names: Mapping[str, str]) -> None:
        super().__init__()
        self._folder, self._background = folder, background
        self._asked = Asked()
        self._reading = OneReading(self._read, AFTER_MS, self)
        self._reveals = False
        self.toggle = button(self.tr("What if…"), self._toggled, style="flat",
                             tip=self.tr("The whole episode with another preset, number of frames or voice"))
        self.toggle.setCheckable(True)
        self.inner = QWidget()
        self.preset = ChoiceField({})
        self.frames, self.unique = CountField(1, MOST_FRAMES), CountField(0, MOST_FRAMES)
        self.voice = NumberField(0.0, MOST_VOICE_S, 1, self.tr(" s"), 5)
        self.unique.setSpecialValueText("–")
        self.table = PlanTable(names)
        self.told = label("", "small", wrap=True)
        self._fill()
        self._connect()

    def read_soon(self) -> None:
        """Timings, takes or settings are others."""
        if self.inner.isVisible():
            self._reading.soon()

    def _fill(self) -> None:
        rows = FieldRows()
        rows.add("preset", self.tr("Preset"), self.preset)
        rows.add("frames", self.tr("Frames"), self.frames)
        rows.add("voice", self.tr("Voice"), self.voice)
        rows.add("unique", self.tr("Unique frames wanted"), self.unique)
        column = QVBoxLayout(self.inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for widget in (rows, self.table, self.told):
            column.addWidget(widget)
        self.inner.hide()
        self.told.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.inner)

    def _connect(self) -> None:
        self.preset.committed.connect(lambda _: self._ask())
        for field in (self.frames, self.unique):
            field.committed.connect(lambda _: self._ask())
        self.voice.committed.connect(lambda _: self._ask())

    def _toggled(self) -> None:
        self.inner.setVisible(self.toggle.isChecked())
        self._reveals = self.toggle.isChecked()
        if self.toggle.isChecked():
            self._reading.now()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What was just opened comes into view."""
        super().resizeEvent(event)
        if self._reveals and self.table.cells:
            self._reveals = False
            QTimer.singleShot(0, self, self.revealed.emit)

    def _ask(self) -> None:
        preset = self.preset.currentData()
        self._asked = Asked(str(preset) if preset else None, self.frames.value(), self.voice.value(), self.unique.value())
        self._reading.soon()

    def _read(self) -> None:
        folder, asked, language = self._folder, self._asked, shown_language()

        def work() -> _Answer:
            found = what_if(folder, asked)
            now, then = found.now, found.then
            return _Answer(found, (beyond_text(now, language), beyond_text(then, language)),
                           (unique_text(now, language), unique_text(then, language)))

        self._background.measure(self, work, self._done, self._failed)

    def _done(self, answer: _Answer) -> None:
        self._show(answer)
        self._reading.ended()

    def _failed(self, error: StudioError) -> None:
        self.told.setText(localized(error.message))
        self.told.show()
        self._reading.ended()

    def _show(self, answer: _Answer) -> None:
        what = answer.what
        self.preset.set_choices({name: name for name in what.presets})
        if self._asked == Asked():
            wish = what.now.forecast.wish
            self.preset.show_value(wish.preset)
            self.frames.show_value(wish.frames)
            self.voice.show_value(wish.voice_s)
        self.table.show_plans(what)
        lines = self._unique_lines(answer) if self._asked.unique else []
        text = "\n".join(dict.fromkeys((*filter(None, answer.beyond), *lines)))
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _unique_lines(self, answer: _Answer) -> list[str]:
        plans: tuple[Plan, Plan] = (answer.what.now, answer.what.then)
        presets = [plan.forecast.wish.preset for plan in plans]
        unknown = self.tr("no take was scored on this machine")
        return list(dict.fromkeys(f"{preset}: {text or unknown}"
                                  for preset, text in zip(presets, answer.unique, strict=True)))
