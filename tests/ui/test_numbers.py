"""Numbers are written as the language of the window does, and read with either decimal sign."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.language import languages
from studio.ui.numbers import fixed_text, number_text, plain_text, typed_number
from studio.ui.widgets.decimal_field import DecimalField, DecimalValidator


@pytest.fixture(autouse=True)
def as_before(qapp: QApplication) -> Iterator[None]:
    del qapp
    yield
    languages().use("system")


@pytest.mark.parametrize(("language", "sign"), [("en", "."), ("ru", ",")])
def test_numbers_follow_the_language(language: str, sign: str) -> None:
    languages().use(language)
    shown = (fixed_text(-0.144), fixed_text(3, 1, signed=True), fixed_text(-0.001), number_text(-14.0), number_text(0.5),
             number_text(120, 0), plain_text(0.85), plain_text(29.97), plain_text(25.0))
    in_english = ["−0.14", "+3.0", "0.00", "−14", "0.5", "120", "0.85", "29.97", "25"]
    assert [text.replace(sign, ".") for text in shown] == in_english
    assert all(("," if sign == "." else ".") not in text for text in shown)


def test_what_is_typed_is_read_with_either_sign() -> None:
    assert [typed_number(text) for text in ("0,5", "0.5", "−14,1")] == [0.5, 0.5, -14.1]
    with pytest.raises(ValueError, match="could not convert"):
        typed_number("half")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("typed", ["1.25", "1,25"])
def test_fields_take_a_point_and_a_comma(language: str, typed: str, qtbot: QtBot) -> None:
    languages().use(language)
    whole = QWidget()
    qtbot.addWidget(whole)
    field, line = DecimalField(whole), QLineEdit(whole)
    line.setValidator(DecimalValidator(0, 2, 4, line))
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClicks(line, typed)
    shown = "1,25" if language == "ru" else "1.25"
    assert (field.value(), field.text()) == (1.25, shown)
    assert (line.text(), line.hasAcceptableInput()) == (shown, True)
