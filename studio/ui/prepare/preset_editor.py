"""The editor of a preset: bounds checked while typing, what differs from the default marked, saved under a name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.episode.preset import Preset
from studio.episode.preset_library import Origin
from studio.episode.settings_check import settings_from
from studio.episode.take_request import TakeSettings
from studio.generate.open_engine import engine_names
from studio.generate.schedule import steps_run
from studio.ui.prepare.preset_fields import NAMES, PresetFields
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label

_PAIRS = (("width", "height"), ("weight", "start_step"))


class PresetEditor(QWidget):
    """`edited` after each change, also back to what is saved. Nothing is written to the disk from here."""

    edited = Signal()
    save_asked = Signal()
    save_as_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._preset: Preset | None = None
        self._default: TakeSettings | None = None
        self._edited: Preset | None = None
        self.problems: dict[str, str] = {}
        self.fields = PresetFields(self)
        self._errors = {name: label("", "rejected", wrap=True) for name in self.fields.widgets}
        self._steps_run = label("", "small", wrap=True)
        self._fp8_comparable = False
        self.fp8_warning = label(self.tr(
            "fp8 changes pictures. Make some frames in bf16 too and compare them in Review before you rely on it."),
            "undecided", wrap=True)
        self._unsaved = label("", "undecided", wrap=True)
        self.save_button = button(self.tr("Save"), self.save_asked.emit, style="chip")
        self.save_as_button = button(self.tr("Save as my own…"), self.save_as_asked.emit, style="chip")
        self.drop_button = button(self.tr("Drop changes"), self.drop_changes, style="chip")
        self._build()
        self.fields.changed.connect(self._check)
        self.setEnabled(False)

    @property
    def settings(self) -> TakeSettings | None:
        """The settings as written, None while they cannot be used."""
        return self._edited.settings if self._edited else None

    @property
    def preset(self) -> Preset | None:
        """The preset as written, None while it cannot be used."""
        return self._edited

    @property
    def saved(self) -> Preset | None:
        """The preset as it was given."""
        return self._preset

    @property
    def default(self) -> TakeSettings | None:
        """What differences are marked from."""
        return self._default

    @property
    def steps_text(self) -> str:
        """How many steps will run, in words."""
        return self._steps_run.text()

    @property
    def is_changed(self) -> bool:
        """Whether something differs from what is saved."""
        return self._preset is not None and self._edited != self._preset

    def show_preset(self, preset: Preset | None, origin: Origin, default: TakeSettings | None) -> None:
        """Edit a preset; changes not saved are gone. `default`: what to mark differences from."""
        self._preset, self._default = preset, default
        self.setEnabled(preset is not None)
        self.save_button.setVisible(origin != "shipped")
        if preset is not None:
            self.fields.show_preset(preset)
        self._check()

    def drop_changes(self) -> None:
        """Back to what is saved."""
        if self._preset is not None:
            self.fields.show_preset(self._preset)
            self._check()

    def set_fp8_comparable(self, *, comparable: bool) -> None:
        """Whether the episode has takes in fp8 and in another precision: nothing has to be said of fp8 then."""
        self._fp8_comparable = comparable
        self._show_fp8_warning(self.settings)

    def set_value(self, name: str, value: str) -> None:
        """Change a value from elsewhere, such as the fit beside the preview."""
        self.fields.set_value(name, value)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(GRID)
        grid.setColumnMinimumWidth(0, NAMES)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        seconds = {second for _, second in _PAIRS}
        row = 0
        for name in self.fields.widgets:
            if name in seconds:
                continue
            row = self._add_row(grid, row, name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(BETWEEN)
        self._column.addLayout(grid)
        self._column.addWidget(self._unsaved)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for item in (self.save_button, self.save_as_button, self.drop_button):
            buttons.addWidget(item)
        buttons.addStretch(1)
        self._column.addLayout(buttons)

    def _add_row(self, grid: QGridLayout, row: int, name: str) -> int:
        second = dict(_PAIRS).get(name)
        shown = self.fields.labels[name]
        shown.setMinimumHeight(self.fields.widgets["seed"].sizeHint().height())
        grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields.widgets[name], row, 1, 1, 1 if second or name == "steps" else 3)
        if second:
            grid.addWidget(self.fields.labels[second], row, 2, Qt.AlignmentFlag.AlignCenter)
            self.fields.labels[second].setWordWrap(False)
            grid.addWidget(self.fields.widgets[second], row, 3)
        if name == "steps":
            grid.addWidget(self._steps_run, row, 2, 1, 2)
        row += 1
        if name == "options":
            grid.addWidget(self.fp8_warning, row, 1, 1, 3)
            row += 1
        for each in filter(None, (name, second)):
            grid.addWidget(self._errors[each], row, 1, 1, 3)
            row += 1
        return row

    def _check(self) -> None:
        """Say beside each field what is wrong with it, and mark what differs."""
        values, unread = self.fields.values()
        note = str(values.pop("note", ""))
        settings, problems = settings_from(values, engine_names())
        self.problems = {**{_field_of(text): text for text in problems}, **unread}
        usable = settings is not None and not self.problems and self._preset is not None
        self._edited = Preset(self._preset.name, settings, note) if usable and self._preset and settings else None
        for name, error in self._errors.items():
            error.setText(self.problems.get(name, "") if self._preset else "")
            error.setVisible(bool(error.text()))
        self._mark(values)
        self._show_steps(settings)
        self._show_fp8_warning(settings)
        self._show_unsaved()
        self.edited.emit()

    def _mark(self, values: dict[str, object]) -> None:
        options = values.get("options")
        if isinstance(options, Mapping):
            values = {**values, "options": tuple(sorted(options.items()))}
        for name, shown in self.fields.labels.items():
            before = getattr(self._default, name, None)
            differs = self._default is not None and name != "note" and values.get(name) != before
            shown.setObjectName("changed" if differs else "second")
            shown.setToolTip(self.tr("the default preset has {value}").format(value=before or "–") if differs else "")
            shown.style().polish(shown)

    def _show_steps(self, settings: TakeSettings | None) -> None:
        self._steps_run.setVisible(settings is not None)
        if settings is not None:
            self._steps_run.setText(self.tr("%n step(s) will run", "", steps_run(settings)))

    def _show_fp8_warning(self, settings: TakeSettings | None) -> None:
        wanted = settings is not None and settings.engine == "flux-pulid" and ("precision", "fp8") in settings.options
        self.fp8_warning.setVisible(wanted and not self._fp8_comparable)

    def _show_unsaved(self) -> None:
        changed = self.is_changed
        self._unsaved.setVisible(changed)
        self._unsaved.setText(self.tr("? changes not saved"))
        for item in (self.save_button, self.save_as_button):
            item.setEnabled(self._edited is not None)
        self.save_button.setEnabled(self._edited is not None and changed)
        self.drop_button.setVisible(changed)


def _field_of(problem: str) -> str:
    """Problems begin with the name of their field; those of one option belong to all."""
    return problem.split(" ", 1)[0].split(".", 1)[0]
