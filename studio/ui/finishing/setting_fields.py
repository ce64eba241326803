"""Fields of one setting each: they show what is kept, and keep at once what the person changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from studio.episode.finish_rules import FINISH_RULES
from studio.episode.settings_check import Real, Whole
from studio.ui.episode_session import EpisodeSession
from studio.ui.widgets.field_rows import ChoiceField, CountField, NumberField, TextField


class SettingFields(QObject):
    """Makes the fields. `undoable` settings, such as those of the loop, are kept as steps of the history."""

    def __init__(self, session: EpisodeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shows: list[Callable[[], object]] = []
        session.settings_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the settings as they are now."""
        for show in self._shows:
            show()

    def choice(self, name: str, choices: Mapping[object, str], *, other: Callable[[Any], str] = str,
               undo_label: str = "") -> ChoiceField:
        """One of a few; `other` names a value that none of them has. With `undo_label` it is a step of the history."""
        field = ChoiceField(choices)

        def show() -> None:
            value = self._value(name)
            if field.findData(value) < 0:
                field.addItem(other(value), value)
            field.show_value(value)

        field.committed.connect(lambda value: self._keep(name, value, undo_label))
        self._follow(show)
        return field

    def number(self, name: str, decimals: int, unit: str, step: float) -> NumberField:
        """A real number within what the setting allows."""
        rule = FINISH_RULES[name]
        assert isinstance(rule, Real)
        field = NumberField(rule.low, rule.high, decimals, unit, step)
        field.committed.connect(lambda value: self._keep(name, round(value, decimals)))
        self._follow(lambda: field.show_value(self._value(name)))
        return field

    def count(self, name: str) -> CountField:
        """A whole number within what the setting allows."""
        rule = FINISH_RULES[name]
        assert isinstance(rule, Whole)
        field = CountField(rule.low, rule.high)
        field.committed.connect(lambda value: self._keep(name, value))
        self._follow(lambda: field.show_value(self._value(name)))
        return field

    def text(self, name: str, hint: str = "") -> TextField:
        """A line of text; `hint` stands there while it is empty."""
        field = TextField(hint)
        field.committed.connect(lambda value: self._keep(name, value))
        self._follow(lambda: field.show_value(self._value(name)))
        return field

    def _follow(self, show: Callable[[], object]) -> None:
        self._shows.append(show)
        show()

    def _value(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._session.settings, name)

    def _keep(self, name: str, value: object, undo_label: str = "") -> None:
        if undo_label:
            self._session.set_setting(name, value, undo_label)
        else:
            self._session.change_settings({name: value})
