"""The one formula for transparency."""

from __future__ import annotations

import numpy as np

from studio.media.alpha import over_grey


def test_every_colour_at_every_opacity_to_the_nearest_level() -> None:
    colour, alpha = np.meshgrid(np.arange(256), np.arange(256), indexing="ij")
    rgba = np.stack([colour, colour, colour, alpha], axis=-1).astype(np.uint8)
    exact = colour * (alpha / 255) + 128 * (1 - alpha / 255)
    assert np.abs(over_grey(rgba)[..., 0] - exact).max() <= 0.5
