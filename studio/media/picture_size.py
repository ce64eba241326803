"""The size of a picture from its header alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ExifTags, Image

if TYPE_CHECKING:
    from pathlib import Path

_TURNED = range(5, 9)  # EXIF orientations that swap width and height


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height as shown, pixels; None where the file does not begin like a picture.

    A file that passes may still be cut off further on: only `read_picture` knows.
    """
    try:
        with Image.open(path) as image:
            turned = image.getexif().get(ExifTags.Base.Orientation, 1) in _TURNED
            return (image.height, image.width) if turned else image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
