"""Sizes of files, as the window writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

_KEEPS_DECIMALS = 10**6


def size_text(size: int) -> str:
    """`761 kB`, `33.7 GB`, as the language writes them."""
    digits = 1 if size >= _KEEPS_DECIMALS else 0
    return QLocale().formattedDataSize(size, digits, QLocale.DataSizeFormat.DataSizeSIFormat)
