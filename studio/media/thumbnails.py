"""Small pictures for grids and filmstrips."""

from __future__ import annotations

from studio.episode.picture import Picture
from studio.media.pictures import encode_jpeg
from studio.media.resizing import resize

_QUALITY = 85


def thumbnail_jpeg(picture: Picture, long_edge: int = 256) -> bytes:
    """JPEG bytes whose longer side is `long_edge` pixels; a smaller picture keeps its size."""
    height, width = picture.shape[:2]
    scale = min(1.0, long_edge / max(width, height))
    return encode_jpeg(resize(picture, max(1, round(width * scale)), max(1, round(height * scale))), _QUALITY)
