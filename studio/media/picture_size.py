"""The size of a picture from its header alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageOps

if TYPE_CHECKING:
    from pathlib import Path

_TURNED = range(5, 9)  # EXIF orientations that swap width and height


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height as shown, pixels; None where the file does not begin like a picture.

    A file that passes may still be cut off further on: only `read_picture` knows.
    """
    try:
        with Image.open(path) as image:
            return _upright_size(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _upright_size(image: Image.Image) -> tuple[int, int]:
    if image.format == "PNG" and "exif" not in image.info:
        return image.size  # Pillow would decode all of it to look for EXIF behind the pixels
    if image.getexif().get(ExifTags.Base.Orientation, 1) not in _TURNED:
        return image.size
    if image.format == "TIFF":
        return ImageOps.exif_transpose(image).size  # whether its size is turned already depends on Pillow
    return image.height, image.width
