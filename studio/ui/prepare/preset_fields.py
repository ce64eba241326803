"""The fields of a preset, and how each is written and read back."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from studio.episode.preset import Preset
from studio.episode.settings_check import RULES, Real, Whole
from studio.generate.open_engine import engine_names
from studio.ui.localized import localized
from studio.ui.numbers import plain_text, typed_number
from studio.ui.widgets.controls import label

_TEXT_LINES = 3
_LEAST_COMBO = 108
_LEAST_WIDTH = 56
NAMES = 96                 # pixels of the names' column


class PresetFields(QObject):
    """A widget for each value. `changed` after each edit; `values` are what is written, as TOML would have them."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.widgets: dict[str, QWidget] = {}
        self.labels: dict[str, QLabel] = {}
        self._quiet = False
        for name, text in self._names().items():
            self.widgets[name] = self._make(name)
            self.widgets[name].setAccessibleName(text)
            self.labels[name] = label(self._short_names().get(name, text), "second", wrap=True)
            self.labels[name].setMaximumWidth(NAMES)

    def show_preset(self, preset: Preset) -> None:
        """Write its values into the widgets."""
        self._quiet = True
        values = {**asdict(preset.settings), "note": preset.note, "options": _options_text(preset)}
        for name, widget in self.widgets.items():
            _write(widget, _spelled(values[name]))
        self._quiet = False

    def set_value(self, name: str, value: str) -> None:
        """Write one value as if the person had."""
        _write(self.widgets[name], value)

    def values(self) -> tuple[dict[str, object], dict[str, str]]:
        """What is written, and by name what cannot be read at all."""
        found: dict[str, object] = {}
        problems: dict[str, str] = {}
        for name, widget in self.widgets.items():
            try:
                found[name] = _read(name, _text(widget))
            except ValueError as error:
                problems[name] = str(error) if name == "options" else self.tr("{name} must be {wanted}").format(
                    name=name, wanted=localized(RULES[name].wanted))
        return found, problems

    def _names(self) -> dict[str, str]:
        return {
            "engine": self.tr("Engine"), "prompt": self.tr("Prompt"), "negative_prompt": self.tr("Without"),
            "width": self.tr("Width"), "height": self.tr("Height"), "fit": self.tr("Fit"), "steps": self.tr("Steps"),
            "schedule": self.tr("Steps read as"), "denoise": self.tr("Denoise"), "weight": self.tr("Identity weight"),
            "start_step": self.tr("from step"), "guidance": self.tr("Guidance"), "seed": self.tr("Seed"),
            "options": self.tr("Engine options"), "note": self.tr("Note"),
        }

    def _short_names(self) -> dict[str, str]:
        """Where two fields stand in one row."""
        return {"width": self.tr("Size"), "height": "×", "schedule": self.tr("Read as")}

    def _make(self, name: str) -> QWidget:
        choices = {"engine": engine_names(), "fit": ("cover", "contain", "face"), "schedule": ("comfyui", "diffusers")}
        if name in choices:
            return self._combo(choices[name])
        if name in ("prompt", "options", "note"):
            return self._text_box(name)
        field = QLineEdit()
        field.setMinimumWidth(_LEAST_WIDTH)
        if isinstance(RULES.get(name), Whole | Real):
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setToolTip(localized(RULES[name].wanted) if name in RULES else "")
        field.textChanged.connect(self._tell)
        return field

    def _combo(self, words: tuple[str, ...]) -> QComboBox:
        combo = QComboBox()
        combo.addItems(list(words))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumWidth(_LEAST_COMBO)
        combo.currentTextChanged.connect(self._tell)
        return combo

    def _text_box(self, name: str) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setMinimumWidth(_LEAST_WIDTH)
        lines = 2 if name != "prompt" else _TEXT_LINES
        box.setFixedHeight(box.fontMetrics().lineSpacing() * lines + 18)
        if name == "options":
            box.setPlaceholderText('name = "value"')
        box.textChanged.connect(self._tell)
        return box

    def _tell(self, *_: object) -> None:
        if not self._quiet:
            self.changed.emit()


def _write(widget: QWidget, text: str) -> None:
    if isinstance(widget, QComboBox):
        if widget.findText(text) < 0:
            widget.addItem(text)
        widget.setCurrentText(text)
    elif isinstance(widget, QLineEdit):
        widget.setText(text)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)


def _text(widget: QWidget) -> str:
    readers: dict[type[QWidget], Callable[[Any], str]] = {
        QComboBox: QComboBox.currentText, QLineEdit: QLineEdit.text, QPlainTextEdit: QPlainTextEdit.toPlainText}
    return readers[type(widget)](widget)


def _read(name: str, text: str) -> object:
    """Raises ValueError where the text is no value of that kind."""
    rule = RULES.get(name)
    if isinstance(rule, Whole):
        return int(text)
    if isinstance(rule, Real):
        return typed_number(text)
    return tomllib.loads(text) if name == "options" else text


def _spelled(value: object) -> str:
    return plain_text(value) if isinstance(value, float) else str(value)


def _options_text(preset: Preset) -> str:
    import tomlkit

    return tomlkit.dumps(dict(preset.settings.options)).rstrip("\n")
