"""The visible credit: where it lies, how large it is, and that it can be read."""

from __future__ import annotations

import numpy as np
import pytest

from studio.finish.credit import CreditOverlay, credit_text
from studio.finish.overlay import FrameOverlay, Patch


def _patch(text: str, width: int, height: int) -> Patch:
    overlay: FrameOverlay = CreditOverlay(text, width, height)
    patch = overlay.at(0)
    assert patch is not None
    assert overlay.at(999) is patch
    return patch


def test_the_words() -> None:
    assert credit_text("flux-pulid") == "Generated · flux-pulid"
    assert credit_text("draft", language="ru") == "Сгенерировано · draft"


@pytest.mark.parametrize(("width", "height"), [(512, 768), (1080, 1920), (1920, 1080), (96, 64), (16, 16)])
@pytest.mark.parametrize("text", ["Generated · flux-pulid", "Сгенерировано · " + "очень длинное имя " * 20])
def test_it_lies_inside_at_the_lower_right(width: int, height: int, text: str) -> None:
    patch = _patch(text, width, height)
    rows, columns, channels = patch.pixels.shape
    assert channels == 4
    assert 0 <= patch.left <= patch.left + columns <= width
    assert 0 <= patch.top <= patch.top + rows <= height
    if min(width, height) > 300:
        assert columns <= 0.7 * width + 2
        right, below = width - patch.left - columns, height - patch.top - rows
        assert right == below == round(min(width, height) / 40)


def test_it_grows_with_the_picture() -> None:
    small, large = (_patch("Generated", side, side).pixels.shape[0] for side in (540, 1080))
    assert 1.8 < large / small < 2.2


def test_white_on_black_reads_over_white_and_cyrillic_has_its_letters() -> None:
    pixels = _patch("Ёжик", 1080, 1920).pixels.astype(float)
    over_white = pixels[..., :3] * pixels[..., 3:] / 255 + 255 - pixels[..., 3:]
    plate, ink = np.median(over_white), over_white.max()
    assert _contrast(ink, plate) >= 4.5
    boxes = _patch("□□□□", 1080, 1920).pixels
    assert boxes.shape != pixels.shape or (boxes != pixels).any()


def _contrast(lighter: float, darker: float) -> float:
    """WCAG 2's ratio of two greys, 0-255."""
    greys = lighter, darker
    luminances = [(grey / 255 / 12.92) if grey <= 10 else ((grey / 255 + 0.055) / 1.055) ** 2.4 for grey in greys]
    return (luminances[0] + 0.05) / (luminances[1] + 0.05)
