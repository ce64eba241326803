"""A button with its key: drawn where there is room, first to go where there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.theme import colors, theme
from studio.ui.widgets.key_button import KEY_HEIGHT, KeyButton


def _made(qtbot: QtBot, pressed: list[str], key: str) -> KeyButton:
    theme().set_look("dark")
    made = KeyButton("Accept", key, lambda: pressed.append(key), sign="✓", sign_color="accepted")
    made.setStyleSheet(theme().sheet)
    qtbot.addWidget(made)
    made.show()
    return made


def _names(button: KeyButton) -> set[str]:
    """The colours on it."""
    image = button.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_the_key_is_drawn_beside_the_text_and_the_sign_in_its_colour(qtbot: QtBot) -> None:
    made = _made(qtbot, [], "P")
    made.resize(made.sizeHint())
    assert colors().panel in _names(made)
    assert any(QColor(name).green() > QColor(name).red() + 40 for name in _names(made))     # a thin ✓, blended at its edges
    assert made.sizeHint().width() >= _made(qtbot, [], "").sizeHint().width() + KEY_HEIGHT


def test_where_there_is_no_room_the_key_goes_first_then_the_text(qtbot: QtBot) -> None:
    made = _made(qtbot, [], "P")
    made.resize(made.sizeHint().width() - KEY_HEIGHT, made.sizeHint().height())
    assert colors().panel not in _names(made)
    assert made.minimumSizeHint().width() < made.sizeHint().width() - KEY_HEIGHT
    assert made.text() == made.accessibleName() == "Accept"


def test_another_key_is_shown_at_once_and_a_click_presses_it(qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = _made(qtbot, pressed, "P")
    before = made.sizeHint().width()
    made.set_key("Ctrl+Shift+P")
    assert made.sizeHint().width() > before
    assert made.key == "Ctrl+Shift+P"
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert pressed == ["P"]
