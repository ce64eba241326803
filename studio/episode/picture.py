"""The one picture type that passes between rooms, and its fingerprint."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]
"""RGB, shape (height, width, 3), values 0-255, sRGB, C-contiguous."""


def pixels_sha256(picture: Picture) -> str:
    """Hex sha256 over the picture's shape and pixels; equal pictures share it whatever file they came from."""
    digest = hashlib.sha256(f"rgb8 {picture.shape[1]}x{picture.shape[0]}\n".encode())
    digest.update(np.ascontiguousarray(picture).data)
    return digest.hexdigest()
