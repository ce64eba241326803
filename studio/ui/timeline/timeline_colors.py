"""The timeline's tints, made from the look's colours. Green, red and amber are left to the verdicts."""

from __future__ import annotations

from PySide6.QtGui import QColor

from studio.episode.track import TrackKind
from studio.ui.theme import colors, theme

_VIOLET = {True: "#9A7BFF", False: "#6B47D9"}
_CYAN = {True: "#46B4D8", False: "#1B7FA6"}
_SLATE = {True: "#93A1B5", False: "#5E6B7E"}


def violet() -> QColor:
    """Backward blocks, music."""
    return QColor(_VIOLET[theme().is_dark])


def gap_color() -> QColor:
    """The edge of frames that show no pick of their own."""
    return QColor(_SLATE[theme().is_dark])


def wave_color(kind: TrackKind) -> QColor:
    """A track's waveform."""
    if kind == "voice":
        return colors().color("accent")
    table = {"foley": _CYAN, "music": _VIOLET, "sound": _SLATE}[kind]
    return QColor(table[theme().is_dark])


def tint(color: QColor, strength: float) -> QColor:
    """`color` laid over a panel, opaque; `strength` 0-1."""
    under = colors().color("panel")
    mixed = (round(a * strength + b * (1 - strength)) for a, b in zip(_rgb(color), _rgb(under), strict=True))
    return QColor(*mixed)


def faint(color: QColor, alpha: float) -> QColor:
    """`color` seen through; `alpha` 0-1."""
    made = QColor(color)
    made.setAlphaF(alpha)
    return made


def block_color(*, forward: bool) -> QColor:
    """The ground of a block of the loop."""
    strength = 0.32 if theme().is_dark else 0.22
    return tint(colors().color("accent") if forward else violet(), strength)


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()
