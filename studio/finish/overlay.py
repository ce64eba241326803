"""What is laid over the pictures of a finished video: captions, a visible credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

RgbaPicture: TypeAlias = NDArray[np.uint8]
"""RGB and opacity, not multiplied with it; shape (height, width, 4), values 0-255."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A small picture and the pixel of the frame on which its upper left corner lies; it lies wholly inside."""

    pixels: RgbaPicture
    left: int
    top: int


class FrameOverlay(Protocol):
    """Something shown over some frames. It is made for the size of the video that it is laid over."""

    def at(self, frame: int, /) -> Patch | None:
        """What lies over this frame (0 is the first of the video); None: nothing.

        Asked in ascending order, twice over; the very same object while nothing changes, so that it is encoded once.
        """
