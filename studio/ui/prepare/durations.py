"""Forecasts in words."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Durations(QObject):
    """`5 min 36 s`; nothing measured is said so."""

    def text(self, seconds: float | None) -> str:
        """So many seconds, as a person says them."""
        if seconds is None:
            return self.tr("not measured here yet")
        whole = round(seconds)
        if whole < 60:
            return self.tr("{seconds} s").format(seconds=max(1, whole) if seconds > 0 else 0)
        minutes, rest = divmod(whole, 60)
        if minutes < 60:
            return self.tr("{minutes} min {seconds:02d} s").format(minutes=minutes, seconds=rest)
        hours, minutes = divmod(minutes, 60)
        return self.tr("{hours} h {minutes:02d} min").format(hours=hours, minutes=minutes)
