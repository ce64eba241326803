"""What differs between two pictures."""

from __future__ import annotations

import numpy as np

from studio.episode.picture import Picture
from studio.media.picture_difference import difference_picture


def _flat(value: int, width: int = 6, height: int = 4) -> Picture:
    return np.full((height, width, 3), value, np.uint8)


def test_equal_pictures_are_black_and_the_order_does_not_count() -> None:
    assert difference_picture(_flat(90), _flat(90)).max() == 0
    assert np.array_equal(difference_picture(_flat(90), _flat(80)), difference_picture(_flat(80), _flat(90)))


def test_the_gain_enlarges_and_white_is_the_most() -> None:
    assert (difference_picture(_flat(90), _flat(80), 3) == 30).all()
    assert (difference_picture(_flat(0), _flat(200), 3) == 255).all()


def test_another_size_is_brought_to_the_seconds() -> None:
    assert difference_picture(_flat(5, 30, 9), _flat(7), 1).shape == (4, 6, 3)
