"""How a picture lies in the frame of a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.finish.targets import Shape

TALL_SIZE = (1080, 1920)
LARGE_SHORT_SIDE = 1080

LEAST_KEPT = 0.75
"""Share of the picture's width or height that may be left by cropping; 512x768 keeps 0.84 in 9:16, a square 0.56."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The target's frame is `width` x `height`, even; the picture's part from (`left`, `top`), `crop_width` x `crop_height`
    (even, inside the picture), fills it, or stands whole on a blurred, darkened copy of itself (`on_blur`)."""

    width: int
    height: int
    left: int
    top: int
    crop_width: int
    crop_height: int
    on_blur: bool = False

    @property
    def inner(self) -> tuple[int, int]:
        """Width and height that the picture takes in the frame, even."""
        if not self.on_blur:
            return self.width, self.height
        scale = min(self.width / self.crop_width, self.height / self.crop_height)
        return _even(self.crop_width * scale, self.width), _even(self.crop_height * scale, self.height)


def place(shape: Shape, width: int, height: int, face: tuple[float, float] = (0.5, 0.5)) -> Placement:
    """Where a picture of `width` x `height` (even) lies; `face` is the middle of the face, 0-1 of width and height.

    "tall" crops around the face where at least `LEAST_KEPT` of the picture stays, else shows it whole on a blurred copy.
    "large" scales up, never down.
    """
    if shape == "tall":
        return _tall(width, height, face)
    scale = max(1.0, LARGE_SHORT_SIDE / min(width, height)) if shape == "large" else 1.0
    return Placement(_even(width * scale), _even(height * scale), 0, 0, width, height)


def _tall(width: int, height: int, face: tuple[float, float]) -> Placement:
    wide, high = TALL_SIZE
    scale = max(wide / width, high / height)
    crop_width, crop_height = _even(wide / scale, width), _even(high / scale, height)
    if min(crop_width / width, crop_height / height) < LEAST_KEPT:
        return Placement(wide, high, 0, 0, width, height, on_blur=True)
    left = _around(face[0] * width, crop_width, width)
    top = _around(face[1] * height, crop_height, height)
    return Placement(wide, high, left, top, crop_width, crop_height)


def _around(middle: float, length: int, whole: int) -> int:
    """Where a stretch of `length` begins that has `middle` in its middle, even and inside `whole`."""
    begin = min(max(0.0, middle - length / 2), whole - length)
    return int(begin // 2) * 2


def _even(value: float, most: int | None = None) -> int:
    """The nearest even number, at least 2; at most `most` (even)."""
    nearest = max(2, round(value / 2) * 2)
    return nearest if most is None else min(nearest, most - most % 2)
