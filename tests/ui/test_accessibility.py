"""What a screen reader finds: everything that can be used has a name, in every workspace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.ui.frame.main_window import MainWindow
from studio.ui.frame.places import PAGES
from tests.ui.pages import visit

USED = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
        QTextEdit)


def test_the_start_page_is_named(window: MainWindow) -> None:
    assert _nameless(window) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_everything_that_can_be_used_is_named(episode_window: MainWindow, qtbot: QtBot, language: str) -> None:
    episode_window.commands.use_language(language)
    for page in PAGES:
        visit(episode_window, page)
        qtbot.wait(100)
        assert _nameless(episode_window) == [], page


def test_what_is_painted_by_hand_is_named_too(episode_window: MainWindow, qtbot: QtBot) -> None:
    """Whatever takes the keyboard: strips, histograms, lanes."""
    for page in PAGES:
        shown = visit(episode_window, page)
        assert shown is not None
        qtbot.wait(100)
        takes_keys = [item for item in shown.findChildren(QWidget) if item.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert [_described(item) for item in takes_keys if item.isVisible() and not _is_part(item) and not _name(item)
                ] == [], page


def test_panels_are_named_for_f6(episode_window: MainWindow) -> None:
    for page in PAGES:
        visit(episode_window, page)
        assert [_described(panel) for panel in episode_window.panels() if panel.isVisible() and not _name(panel)] == [], page


def _nameless(window: MainWindow) -> list[str]:
    return [_described(item) for item in window.findChildren(QWidget)
            if isinstance(item, USED) and item.isVisible() and not _is_part(item) and not _name(item)]


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _is_part(widget: QWidget) -> bool:
    """Parts that Qt makes inside another control, which speaks for them."""
    whole = widget.parentWidget()
    return (isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")
            or isinstance(whole, QComboBox | QAbstractSpinBox)
            or (isinstance(whole, QLineEdit) and isinstance(widget, QAbstractButton)))


def _described(widget: QWidget) -> str:
    chain: list[str] = []
    parent: QWidget | None = widget
    while parent is not None and len(chain) < 4:
        chain.append(f"{type(parent).__name__}#{parent.objectName()}")
        parent = parent.parentWidget()
    return " < ".join(chain)
