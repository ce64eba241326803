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
            return (image.height, image.width) if _is_turned(image) else image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _is_turned(image: Image.Image) -> bool:
    if image.format == "PNG" and "exif" not in image.info:
        return False  # Pillow would decode all of it to look for EXIF behind the pixels
    return image.getexif().get(ExifTags.Base.Orientation, 1) in _TURNED
