"""The files of a drop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(mime: QMimeData) -> list[Path]:
    """The local files among what was dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
