"""Still pictures in and out."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.alpha import over_grey
from studio.media.input_files import require_file, shown
from studio.media.png_text import png_text, with_png_text
from studio.media.quick_png import quick_png
from studio.media.resizing import fit_picture, resize

__all__ = [
    "MOST_PIXELS",
    "encode_jpeg",
    "encode_png",
    "fit_picture",
    "png_text",
    "read_picture",
    "resize",
    "with_png_text",
]

MOST_PIXELS = 100_000_000
"""Larger pictures are refused: 100 Mpx are 300 MB of RGB (8192 x 8192 and 16384 x 4096 pass)."""

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")
_READABLE = "PNG, JPEG, WebP, TIFF or BMP"
# What Pillow's decoders raise on damaged data.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error, zlib.error)
# Up filter and run lengths: half the time of compression level 1 on takes of 512x768, and smaller (measured).
_PNG_SETTINGS = [
    cv2.IMWRITE_PNG_COMPRESSION, 1,
    cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE,
    cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP,
]  # fmt: skip


def read_picture(source: Path | bytes, name: str | None = None) -> Picture:
    """A picture file, upright by its EXIF orientation, transparent parts over mid-grey.

    Grey, palette, CMYK and 16-bit pictures become 8-bit RGB; an embedded colour profile is ignored; of
    several pages the first counts. `name` stands for the picture in errors (a path names itself).
    Raises StudioError("input") naming the file: not a picture, cut off, or above `MOST_PIXELS`.
    """
    label = name or (shown(source) if isinstance(source, Path) else "This")
    if isinstance(source, Path):
        require_file(source, "picture")
    quick = quick_png(source if isinstance(source, bytes) else _png_bytes(source))
    if quick is not None:
        return quick
    try:
        with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=_FORMATS) as image:
            return _pixels(image, label)
    except UnidentifiedImageError as problem:
        raise StudioError("input", f"{label} is not a picture: use {_READABLE}.", str(problem)) from problem
    except Image.DecompressionBombError as problem:
        raise _too_large(label) from problem
    except _BROKEN as problem:
        message = f"{label} is a damaged or cut off picture: copy or save it again."
        raise StudioError("input", message, f"{type(problem).__name__}: {problem}") from problem


def _png_bytes(path: Path) -> bytes:
    """A PNG's content, of any other file nothing: the general reader opens those itself."""
    return path.read_bytes() if path.suffix.lower() == ".png" else b""


def encode_png(picture: Picture, text: Mapping[str, str] | None = None) -> bytes:
    """PNG bytes, the same for the same picture and text."""
    png = _encode(".png", picture, _PNG_SETTINGS)
    return with_png_text(png, text) if text else png


def encode_jpeg(picture: Picture, quality: int = 90) -> bytes:
    """JPEG bytes; `quality` 1-100."""
    return _encode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encode(suffix: str, picture: Picture, settings: list[int]) -> bytes:
    done, data = cv2.imencode(suffix, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), settings)
    if not done:
        size = f"{picture.shape[1]} x {picture.shape[0]}"
        raise StudioError("input", f"A picture of {size} cannot be written as {suffix}.")
    return data.tobytes()


def _pixels(image: Image.Image, label: str) -> Picture:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(label)
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        return over_grey(np.asarray(upright.convert("RGBA")))
    if upright.mode.startswith("I;16"):
        return _from_grey16(upright)
    if upright.mode in ("I", "F"):
        raise StudioError("input", f"{label} has 32-bit pixels: save it with 8 or 16 bits.")
    return np.array(upright.convert("RGB"))


def _from_grey16(image: Image.Image) -> Picture:
    """16-bit grey: Pillow's own conversion clips at 255 instead of scaling."""
    wide = np.asarray(image).astype(np.uint32)
    grey = ((wide * 255 + 32767) // 65535).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=2)


def _too_large(label: str) -> StudioError:
    return StudioError("input", f"{label} is larger than 100 megapixels: make it smaller.")
