"""Font files that are there wherever the studio is installed."""

from __future__ import annotations

import shutil
from pathlib import Path

import matplotlib

from studio.finish.caption_font import CaptionFont
from studio.jobs.file_digests import digest_of


def wide_font_file(folder: Path) -> Path:
    """DejaVu Sans, which matplotlib brings along: Latin, Cyrillic, Arabic, Hebrew, no Chinese."""
    return Path(shutil.copy(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf"), folder / "wide.ttf"))


def wide_font(folder: Path) -> CaptionFont:
    """The same as captions are drawn with it."""
    file = wide_font_file(folder)
    return CaptionFont(file, digest_of(file))
