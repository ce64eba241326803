"""A picture ready to be painted at any zoom: itself and its halves, so that nothing large is scaled while painting."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from studio.episode.picture import Picture
from studio.media.resizing import resize
from studio.ui.widgets.images import as_image

_SMALLEST = 384     # longest edge; below, painting scales in no time
_BYTES = 4          # a pixel


@dataclass(frozen=True, slots=True, eq=False)
class PictureLevels:
    """`images` go from the largest to the smallest, each half of the one before; `width` and `height` are those of the
    picture itself, also where it was read at a reduced size."""

    images: tuple[QImage, ...]
    width: int
    height: int

    @property
    def bytes(self) -> int:
        """Memory held."""
        return sum(image.sizeInBytes() for image in self.images)

    def level(self, scale: float) -> QImage:
        """The smallest one that has every detail at `scale` device pixels a picture pixel."""
        wanted = self.width * scale
        enough = [image for image in self.images if image.width() >= wanted]
        return enough[-1] if enough else self.images[0]


def levels_of(picture: Picture, longest: int = 0) -> PictureLevels:
    """The levels of a picture; may be called on any thread. `longest` > 0: keep no more pixels than that on an edge."""
    height, width = picture.shape[:2]
    kept = _reduced(picture, longest)
    images = [as_image(kept)]
    while max(kept.shape[:2]) > 2 * _SMALLEST:
        kept = resize(kept, max(1, kept.shape[1] // 2), max(1, kept.shape[0] // 2))
        images.append(as_image(kept))
    return PictureLevels(tuple(images), width, height)


def levels_bytes(width: int, height: int) -> int:
    """About the memory that a picture of this size takes with its levels."""
    return width * height * _BYTES * 4 // 3


def _reduced(picture: Picture, longest: int) -> Picture:
    height, width = picture.shape[:2]
    if not longest or max(width, height) <= longest:
        return picture
    scale = longest / max(width, height)
    return resize(picture, max(1, round(width * scale)), max(1, round(height * scale)))


