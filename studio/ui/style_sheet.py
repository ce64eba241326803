"""The style sheet of every standard control; `$name` stands for a colour of the look."""

from __future__ import annotations

import atexit
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from importlib.resources import as_file
from string import Template

from studio.episode.bundled import bundled

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; font-size: 13px; }
QMainWindow, QDialog, #window { background: $window; }
QMainWindow::separator { background: $seam; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QDockWidget { background: $panel; border: none; }
#panel, #panelBody, QScrollArea, QScrollArea > QWidget > QWidget { background: $panel; border: none; }
#panelHead { background: $panel; border-bottom: 1px solid $seam; }
#panelHead QLabel#title, QLabel#sectionTitle { font-weight: 600; }
#topBar { background: $panel; border-bottom: 1px solid $seam; }
#statusLine { background: $panel; border-top: 1px solid $seam; }
#statusLine QLabel { color: $second; font-size: 12px; }
QLabel#second { color: $second; }
QLabel#small { color: $second; font-size: 12px; }
QLabel#undecidedSmall { color: $undecided; font-size: 12px; }
QLabel#changed { color: $accent; }
QLabel#large { font-size: 22px; font-weight: 600; }
QLabel#key { background: $control; color: $second; border-radius: 3px; padding: 1px 5px; font-size: 11px; }
QLabel#chip { background: $control; border-radius: 9px; padding: 2px 8px; font-size: 12px; }
QLabel#accepted { color: $accepted; } QLabel#rejected { color: $rejected; } QLabel#undecided { color: $undecided; }
QFrame#seam { background: $seam; border: none; max-height: 1px; min-height: 1px; }

QPushButton, QToolButton, QComboBox { background: $control; border: 1px solid transparent; border-radius: 6px;
    padding: 5px 12px; min-height: 18px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $seam; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: $third; background: $raised; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus
    { border: 1px solid $accent; }
QPushButton#primary { background: $button; color: $on_button; font-weight: 600; }
QPushButton#primary:hover { background: $button_hover; }
QPushButton#primary:disabled { background: $raised; color: $third; }
QPushButton#danger { color: $rejected; }
QPushButton#flat, QToolButton#flat { background: transparent; padding: 4px 8px; }
QPushButton#flat:hover, QToolButton#flat:hover { background: $control; }
QPushButton#page { background: transparent; color: $second; padding: 5px 14px; }
QPushButton#page:hover { background: $raised; color: $text; }
QPushButton#page:checked { background: $control; color: $text; }
QPushButton#view { background: transparent; color: $second; padding: 2px 6px; }
QPushButton#view:hover { background: $raised; color: $text; }
QPushButton#view:checked { background: $control; color: $text; }
QPushButton#chip { background: $control; border-radius: 11px; padding: 2px 10px; font-size: 12px; }
QPushButton#chip:hover { background: $hover; }
QPushButton#chip:checked { background: $selection; }
QToolButton:checked { background: $selection; }
QToolButton::menu-indicator { image: none; }
QPushButton#menu { padding-right: 28px; }
QPushButton#menu::menu-indicator { image: url("$arrow"); width: 16px; height: 16px; subcontrol-origin: padding;
    subcontrol-position: right center; right: 8px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("$arrow"); width: 16px; height: 16px; margin-right: 6px; }
QComboBox QAbstractItemView { background: $control; border: 1px solid $seam; selection-background-color: $button;
    selection-color: $on_button; padding: 4px; }

QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QKeySequenceEdit { background: $raised; border: 1px solid $seam;
    border-radius: 6px; padding: 4px 8px; selection-background-color: $button; selection-color: $on_button; }
QLineEdit:disabled, QAbstractSpinBox:disabled { color: $third; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $second; border-radius: 4px;
    background: $raised; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $button; border-color: $button; image: url("$check"); }
QRadioButton::indicator:checked { background: $button; border-color: $button; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }

QSlider::groove:horizontal { height: 4px; background: $control; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $button; border-radius: 2px; }
QSlider::handle:horizontal { background: $text; width: 12px; height: 12px; margin: -4px 0; border-radius: 6px; }
QSlider::handle:horizontal:focus { background: $accent; }
QProgressBar { background: $control; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenu { background: $control; border: 1px solid $seam; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $button; color: $on_button; }
QMenu::item:disabled { color: $third; }
QMenu::separator { height: 1px; background: $seam; margin: 4px 8px; }
QToolTip { background: $control; color: $text; border: 1px solid $seam; padding: 4px 8px; }

QListView, QTreeView, QTableView { background: $panel; border: none; }
QAbstractItemView#pictures { background: $surround; }
QListView::item, QTreeView::item { padding: 4px 8px; }
QListView::item { border-radius: 4px; }
QTableView::item { padding: 0 5px; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QHeaderView::section { background: $panel; color: $second; border: none; border-bottom: 1px solid $seam; padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $hover; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: $third; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
QTabBar::tab { background: transparent; color: $second; padding: 6px 12px; border: none; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QSplitter::handle { background: $seam; }
#card { background: $raised; border: 1px solid $seam; border-radius: 6px; }
#card:hover { border-color: $third; }
#card[chosen="true"] { border: 1px solid $accent; }
#dropZone { background: transparent; border: 1px dashed $third; border-radius: 6px; }
#dropZone[ready="true"] { border: 1px dashed $accent; background: $raised; }
#laneHead { background: $panel; border-right: 1px solid $seam; border-bottom: 1px solid $seam; }
#laneHead[chosen="true"] { background: $raised; border-left: 2px solid $accent; }
QToolButton#toggle { padding: 1px 6px; min-height: 14px; border-radius: 4px; font-size: 11px; }
QToolButton#toggle:checked { background: $button; color: $on_button; }
QPushButton#fact { background: transparent; padding: 0 4px; border-radius: 4px; }
QPushButton#fact:hover { background: $control; }
QPushButton#fact:focus { border: 1px solid $accent; }
QAbstractSpinBox#compact, QComboBox#compact, QLineEdit#compact { background: transparent; border: 1px solid transparent;
    border-radius: 4px; padding: 1px 4px; min-height: 16px; }
QAbstractSpinBox#compact:hover, QComboBox#compact:hover, QLineEdit#compact:hover { background: $control; }
QAbstractSpinBox#compact:focus, QComboBox#compact:focus, QLineEdit#compact:focus { border: 1px solid $accent;
    background: $raised; }
#stageRow { border: 1px solid transparent; border-radius: 4px; }
#stageRow:hover { background: $raised; }
#stageRow:focus { border: 1px solid $accent; }
#overlay { background: $panel; border: 1px solid $hover; border-radius: 8px; }
#overlay QListView, #overlay QTreeView { background: $panel; }
#overlay QLineEdit#search { background: transparent; border: none; border-bottom: 1px solid $seam; border-radius: 0;
    padding: 12px; font-size: 15px; }
#banner { background: $raised; border-bottom: 1px solid $seam; }
#sidePanel { background: $panel; border-left: 1px solid $seam; }
#startPage, #startPage > QWidget, QListView#startList { background: $window; }
#panelHead QPushButton, #panelHead QToolButton { padding-top: 2px; padding-bottom: 2px; }
#problem { background: $raised; border: 1px solid $undecided; border-radius: 6px; }
#problem[kind="error"] { border: 1px solid $rejected; }
""")


def style_sheet(colors: Mapping[str, str], *, dark: bool) -> str:
    """The sheet in these colours (name to #RRGGBB), with the drawn marks of the dark or the light look."""
    arrow = _drawn("arrow-dark" if dark else "arrow-light")
    return _SHEET.substitute(colors, arrow=arrow, check=_drawn("check"))


@cache
def _drawn(name: str) -> str:
    """The path of an icon; files inside an archive are laid out for as long as the program runs."""
    return _laid_out.enter_context(as_file(bundled("resources", "icons", f"{name}.svg"))).as_posix()


_laid_out = ExitStack()
atexit.register(_laid_out.close)
