"""Paints a picture anew in steps from noise to detail: a diffusion sampler whose denoiser is a paint filter.

A step follows flow matching, x = (1 - level) * picture + level * noise, with Euler's method: the denoiser says
what the clean picture is, and the picture moves there by the share of noise that the step takes away. So the
brush, the grain that stays, `steps`, `denoise` and `seed` act as they do in a diffusion engine.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.generate.schedule import noise_levels

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.episode.take_request import TakeSettings
    from studio.generate.face_surface import Floats

BRUSH = 0.11        # brush at noise level 1, as a share of the picture's short edge
GRAIN = 0.8         # share of the noise that the brush paints as well
UNDERPAINTING = 0.3     # share of earlier, coarser strokes that shows through a step's own
FACE_CARE = 0.85    # how far all this spares a face
PREVIEW_EDGE = 384


def restyle(
    start: Floats,
    carried: Floats,
    care: Floats,
    settings: TakeSettings,
    on_step: Callable[[int, int, Floats], None],
) -> Floats:
    """The picture (RGB, 0-1) painted from `start` towards `carried`; with no steps, `start` itself.

    Before `start_step` the steps lead to `start`. `care` (height, width; 0-1) is where the brush must be
    fine. After each step `on_step(number, steps, picture)` is shown a small picture with noise still in it.
    """
    levels = noise_levels(settings)
    height, width = start.shape[:2]
    painter = _Painter(_noise(settings.seed, width, height), FACE_CARE * care[..., None])
    before, after = _Scaled(start), _Scaled(carried)
    painted = start
    for step, (level, next_level) in enumerate(pairwise(levels)):
        shrink = _shrink(level, next_level, min(width, height))
        painted = _resized(painted, width // shrink, height // shrink)
        clean = painter.paint(after if step >= settings.start_step else before, painted, level, shrink)
        share = (1 - next_level / level) / (1 - next_level)
        painted = np.asarray(cv2.addWeighted(clean, share, painted, 1 - share, 0), np.float32)
        on_step(step + 1, len(levels) - 1, painter.preview(painted, 0.5 * next_level))
    return _resized(painted, width, height)


def _shrink(level: float, next_level: float, edge: int) -> int:
    """How much smaller the copy is that a step works on: a coarse brush costs less there, and looks the same."""
    coarsest = 8 if next_level > 0 else 2
    return min(1 << int(np.log2(max(level * 14, 1))), coarsest, edge)


class _Scaled:
    """A picture and its smaller copies, each made once."""

    def __init__(self, picture: Floats) -> None:
        self._copies = {1: picture}

    def by(self, shrink: int) -> Floats:
        if shrink not in self._copies:
            height, width = self._copies[1].shape[:2]
            small = _resized(self._copies[1], width // shrink, height // shrink)
            self._copies[shrink] = small if small.ndim == 3 else small[..., None]
        return self._copies[shrink]


class _Painter:
    """The denoiser: says at a noise level what the clean picture is, in strokes as coarse as the noise hides."""

    def __init__(self, noise: Floats, spared: Floats) -> None:
        self._noise, self._spared = _Scaled(noise), _Scaled(spared)
        self._edge = min(noise.shape[:2])
        shrink = max(1.0, max(noise.shape[:2]) / PREVIEW_EDGE)
        self._preview_noise = _resized(noise, *(max(1, round(side / shrink)) for side in noise.shape[1::-1]))

    def paint(self, aim: _Scaled, painted: Floats, level: float, shrink: int) -> Floats:
        """Strokes of `aim` over what is painted already, on copies `shrink` times smaller."""
        wanted, spared = aim.by(shrink), self._spared.by(shrink)
        grain = np.float32(GRAIN * level) * (self._noise.by(shrink) - np.float32(0.5))
        loose = np.float32(UNDERPAINTING) * (painted - wanted) + grain
        sketch = np.asarray(wanted + (1 - spared) * loose, np.float32)
        strokes = strokes_of(sketch, level * BRUSH * self._edge / shrink)
        return np.asarray(strokes + spared * (sketch - strokes), np.float32)

    def preview(self, painted: Floats, noise: float) -> Floats:
        """A small picture with this share of noise in it."""
        small = _resized(painted, self._preview_noise.shape[1], self._preview_noise.shape[0])
        return np.asarray(cv2.addWeighted(small, 1 - noise, self._preview_noise, noise, 0), np.float32)


def _noise(seed: int, width: int, height: int) -> Floats:
    """Coloured grain around mid-grey; two pixels wide, as latent noise is coarser than a pixel too."""
    shape = (height + 1) // 2, (width + 1) // 2, 3
    grain = np.random.Generator(np.random.PCG64(seed)).standard_normal(shape, np.float32)
    wide = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.float32(0.5) + np.float32(0.28) * wide, np.float32)


def _resized(picture: Floats, width: int, height: int) -> Floats:
    if picture.shape[:2] == (height, width):
        return picture
    how = cv2.INTER_AREA if width < picture.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), np.float32)


def strokes_of(picture: Floats, brush: float) -> Floats:
    """Kuwahara's filter, weighted: each pixel takes the colour of the calmest of the four squares it corners.

    `brush` is a square's side in pixels.

    Kuwahara et al., "Processing of RI-angiocardiographic images", 1976; weights in place of a choice, after
    Papari et al., 2007, keep the strokes from jumping between frames.
    """
    size = max(1, round(brush))
    if size == 1:
        return picture
    height, width = picture.shape[:2]
    wide = np.asarray(cv2.copyMakeBorder(picture, size, size, size, size, cv2.BORDER_REFLECT), np.float32)
    grey = np.asarray(cv2.cvtColor(wide, cv2.COLOR_RGB2GRAY), np.float32)
    mean = np.asarray(cv2.blur(cv2.merge([wide, grey, grey * grey]), (size, size)), np.float32)
    calm = 1 / np.square(np.maximum(mean[..., 4] - np.square(mean[..., 3]), 0) + np.float32(1e-4))
    weighted = np.asarray(cv2.merge([mean[..., :3] * calm[..., None], calm]), np.float32)
    places = (size - (size - 1) // 2, size + size // 2)     # where `blur` has the squares that end at a pixel
    corners = [weighted[top : top + height, left : left + width] for top in places for left in places]
    total = sum(corners[1:], corners[0])
    return np.asarray(total[..., :3] / total[..., 3:], np.float32)
