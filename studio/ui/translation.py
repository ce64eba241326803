"""Marks texts that are translated later than they are written, and plurals outside of classes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """`text` as it is; by this very name pyside6-lupdate finds it. Qt's own is typed as giving any object."""
    del context
    return text


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """A text with `%n` in the plural form for `n`, in no context: pyside6-lupdate loses plurals in `translate(...)`."""
    return QCoreApplication.translate("", text, comment, n)
