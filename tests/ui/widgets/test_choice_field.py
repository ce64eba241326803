"""A quiet choice is as wide as what is chosen, its list as wide as the widest choice."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.widgets.field_rows import ChoiceField, FieldRows


def test_texts_of_choices_end_in_one_line(qtbot: QtBot) -> None:
    rows, fields = FieldRows(), {text: ChoiceField({1: "as it is", 2: "in-between pictures"}) for text in ("one", "two")}
    qtbot.addWidget(rows)
    for place, (key, field) in enumerate(fields.items(), start=1):
        rows.add(key, key, field)
        field.show_value(place)
    rows.resize(400, 80)
    rows.show()
    short, long = fields.values()
    assert short.geometry().right() == long.geometry().right()
    advance = short.fontMetrics().horizontalAdvance
    assert long.width() - short.width() == advance("in-between pictures") - advance("as it is")
    short.show_value(2)
    qtbot.waitUntil(lambda: short.width() == long.width())
    short.show_value(1)
    short.showPopup()
    shown: QWidget = short.view().window()
    assert shown.width() >= long.width() > short.sizeHint().width()
    short.hidePopup()
