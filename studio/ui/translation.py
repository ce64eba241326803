"""Marks texts that are translated later than they are written."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802
    """`text` as it is; by this very name pyside6-lupdate finds it. Qt's own is typed as giving any object."""
    del context
    return text
