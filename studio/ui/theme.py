"""Colours, fonts and the style sheet, dark and light; painted widgets ask `colors()` and repaint on `theme().changed`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studio.episode.bundled import bundled
from studio.ui.style_sheet import style_sheet

Look: TypeAlias = Literal["system", "dark", "light"]
LOOKS: tuple[Look, ...] = ("system", "dark", "light")

GRID = 4
INSIDE, BETWEEN = 12, 8                     # inside panels, between things
HEAD, TOP_BAR, STATUS = 32, 44, 26          # heights of a panel's head, the top bar, the status line
RADIUS = 6
TEXT, SMALL, LARGE = 13, 12, 22             # pixels


@dataclass(frozen=True, slots=True)
class Colors:
    """One look's colours, as #RRGGBB. Green, red and amber mean verdicts and nothing else."""

    window: str
    panel: str
    raised: str
    control: str
    hover: str
    seam: str
    text: str
    second: str
    third: str
    accent: str
    button: str
    button_hover: str
    on_button: str
    accepted: str
    rejected: str
    undecided: str
    surround: str
    selection: str

    def color(self, name: str) -> QColor:
        """The colour of that name for painting."""
        return QColor(getattr(self, name))

    def as_dict(self) -> dict[str, str]:
        """Name to #RRGGBB."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


DARK = Colors(
    window="#111316", panel="#16191D", raised="#1C2026", control="#252B34", hover="#2E3540", seam="#23272E",
    text="#E4E7EB", second="#8E97A3", third="#828B97", accent="#5B8CFF", button="#3B6FE8", button_hover="#3362D4",
    on_button="#FFFFFF", accepted="#4CC38A", rejected="#F2716B", undecided="#D9A441", surround="#131619",
    selection="#22365F",
)
LIGHT = Colors(
    window="#F2F3F5", panel="#FFFFFF", raised="#F6F7F9", control="#E8EBEF", hover="#DCE0E6", seam="#DDE1E6",
    text="#1B1F24", second="#59626E", third="#616A75", accent="#2F62DB", button="#2F62DB", button_hover="#2856C4",
    on_button="#FFFFFF", accepted="#187548", rejected="#BF3530", undecided="#8A600E", surround="#E9EBEE",
    selection="#D5E1FB",
)


class Theme(QObject):
    """The look of the application: follows the system until the person chooses dark or light."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._look: Look = "system"
        self.colors = DARK

    @property
    def look(self) -> Look:
        """What the person chose."""
        return self._look

    @property
    def is_dark(self) -> bool:
        """Which of the two is shown."""
        return self.colors is DARK

    def install(self, application: QApplication) -> None:
        """Load the fonts and colour the application; call once."""
        application.setStyle("Fusion")
        _load_fonts()
        application.setFont(text_font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def sheet(self) -> str:
        """The style sheet of the look shown, for a window to wear with all that it holds or opens: to change the
        application's own takes Qt five times as long."""
        return style_sheet(self.colors.as_dict(), dark=self.is_dark)

    def set_look(self, look: Look) -> None:
        """Change the look at once."""
        self._look = look
        self._apply()

    def _follow_system(self) -> None:
        if self._look == "system":
            self._apply()

    def _apply(self) -> None:
        self.colors = {"dark": DARK, "light": LIGHT, "system": _system_colors()}[self._look]
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_palette(self.colors))
        self.changed.emit()


@cache
def theme() -> Theme:
    """The one theme of this process."""
    return Theme()


def colors() -> Colors:
    """The colours shown now."""
    return theme().colors


def text_font(size: int = TEXT, *, bold: bool = False) -> QFont:
    """The interface's font at `size` pixels, with tabular figures."""
    font = QFont("Inter")
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _system_colors() -> Colors:
    scheme = QGuiApplication.styleHints().colorScheme()
    return LIGHT if scheme == Qt.ColorScheme.Light else DARK


def _load_fonts() -> None:
    for weight in ("Regular", "Medium", "SemiBold"):
        with as_file(bundled("resources", "fonts", f"Inter-{weight}.otf")) as path:
            QFontDatabase.addApplicationFont(str(path))


def _palette(shown: Colors) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: shown.panel, QPalette.ColorRole.WindowText: shown.text,
        QPalette.ColorRole.Base: shown.raised, QPalette.ColorRole.AlternateBase: shown.panel,
        QPalette.ColorRole.Text: shown.text, QPalette.ColorRole.PlaceholderText: shown.third,
        QPalette.ColorRole.Button: shown.control, QPalette.ColorRole.ButtonText: shown.text,
        QPalette.ColorRole.BrightText: shown.rejected, QPalette.ColorRole.Highlight: shown.button,
        QPalette.ColorRole.HighlightedText: shown.on_button, QPalette.ColorRole.ToolTipBase: shown.control,
        QPalette.ColorRole.ToolTipText: shown.text, QPalette.ColorRole.Link: shown.accent,
        QPalette.ColorRole.Accent: shown.accent,
    }
    palette = QPalette()
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(shown.third))
    return palette
