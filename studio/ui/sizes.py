"""Sizes of files, as the window writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_KEEPS_DECIMALS = 10**6


def size_text(size: int) -> str:
    """`761 kB`, `33.7 GB` with the language's own units, and a point as every number of the window has it."""
    locale, digits = QLocale(), 1 if size >= _KEEPS_DECIMALS else 0
    shown = locale.formattedDataSize(size, digits, QLocale.DataSizeFormat.DataSizeSIFormat)
    return shown.replace(locale.decimalPoint(), ".")
