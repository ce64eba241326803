"""Words and figures of the workspace Export."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from studio.jobs.licences import SaleAnswer
from studio.ui.numbers import fixed_text

_MINUTE, _HOUR = 60, 3600
_EXACT_BELOW_S = 9.95


def seconds_text(seconds: float) -> str:
    """`0.4 s`, `12 s`, `2:50`, `1:02:03`."""
    if seconds < _EXACT_BELOW_S:
        return QCoreApplication.translate("Export", "{seconds} s").format(seconds=fixed_text(seconds, 1))
    whole = round(seconds)
    if whole < _MINUTE:
        return QCoreApplication.translate("Export", "{seconds} s").format(seconds=whole)
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def about_text(seconds: float) -> str:
    """As written on the button: `under 1 s`, `about 9 s`, `about 2:50`."""
    if seconds < 1:
        return QCoreApplication.translate("Export", "under 1 s")
    whole = round(seconds)
    shown = seconds_text(seconds)
    if whole < _MINUTE:
        shown = QCoreApplication.translate("Export", "{seconds} s").format(seconds=whole)
    return QCoreApplication.translate("Export", "about {time}").format(time=shown)


def when_text(at: datetime, now: datetime) -> str:
    """`today 14:03`, `yesterday 09:30`, `12.03.2026`."""
    local, today = at.astimezone(), now.astimezone()
    days = (today.date() - local.date()).days
    clock = f"{local:%H:%M}"
    if days == 0:
        return QCoreApplication.translate("Export", "today {time}").format(time=clock)
    if days == 1:
        return QCoreApplication.translate("Export", "yesterday {time}").format(time=clock)
    date = QDate(local.year, local.month, local.day)
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def sale_text(sale: SaleAnswer) -> tuple[str, str]:
    """The answer with its shape, and the style that it is shown in."""
    names = ", ".join(_part_name(part) for part in sale.because)
    if sale.answer == "yes":
        return QCoreApplication.translate("Export", "✓ yes, for the models"), "accepted"
    if sale.answer == "no":
        return QCoreApplication.translate("Export", "✕ no: {models}").format(models=names), "undecided"
    return QCoreApplication.translate("Export", "? depends on {models}").format(models=names), "undecided"


def face_text(whose_face: str) -> tuple[str, str]:
    """Whose face it is, and the style that it is shown in."""
    if not whose_face:
        return QCoreApplication.translate("Export", "? not said yet"), "undecided"
    known = {
        "mine": QCoreApplication.translate("Export", "mine"),
        "synthetic": QCoreApplication.translate("Export", "synthetic"),
        "with consent": QCoreApplication.translate("Export", "with consent"),
    }
    return known.get(whose_face, whose_face), ""


def _part_name(part: str) -> str:
    known = {
        "your own script": QCoreApplication.translate("Export", "your own script"),
        "imported pictures": QCoreApplication.translate("Export", "imported pictures"),
    }
    return known.get(part, part)

