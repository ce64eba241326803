"""Lengths of time as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.ui.numbers import fixed_text

_HOUR, _MINUTE = 3600, 60


def clock_text(seconds: float) -> str:
    """`0:45`, `12:30`, `1:02:03`."""
    whole = round(max(0.0, seconds))
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def short_text(seconds: float) -> str:
    """`0.3 s`."""
    return QCoreApplication.translate("Times", "{seconds} s").format(seconds=fixed_text(seconds, 1))


def span_text(seconds: float) -> str:
    """`40 s`, `1 min 20 s`, `2 h 5 min`, in the language shown."""
    whole = max(1, round(seconds))
    if whole < _MINUTE:
        return QCoreApplication.translate("Times", "{seconds} s").format(seconds=whole)
    minutes, left = divmod(whole, _MINUTE)
    if minutes < _MINUTE:
        text = QCoreApplication.translate("Times", "{minutes} min {seconds} s")
        return text.format(minutes=minutes, seconds=left)
    hours, minutes = divmod(minutes, _MINUTE)
    return QCoreApplication.translate("Times", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
