"""Pictures of ours as Qt's."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

from studio.episode.picture import Picture


def as_image(picture: Picture) -> QImage:
    """A QImage with pixels of its own, in the format that paints fastest; for any thread."""
    pixels = np.ascontiguousarray(picture)
    height, width = pixels.shape[:2]
    borrowed = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    copied = borrowed.convertToFormat(QImage.Format.Format_RGB32)
    del borrowed, pixels        # in this order: the image reads the array's bytes until it was copied
    return copied
