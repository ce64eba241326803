"""Paints a picture anew in steps from noise to detail: a diffusion sampler whose denoiser is a paint filter.

A step follows flow matching, x = (1 - level) * picture + level * noise, with Euler's method: the denoiser says
what the clean picture is, and x moves there by the share of noise that the step takes away. So the brush, the
grain that stays, `steps`, `denoise` and `seed` act as they do in a diffusion engine.
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
GRAIN = 0.8         # share of the noise left for the brush to paint
FACE_CARE = 0.85    # how far the brush spares a face


def restyle(
    start: Floats,
    aim: Callable[[int], Floats],
    care: Floats,
    settings: TakeSettings,
    on_step: Callable[[int, int, Floats], None],
) -> Floats:
    """The picture painted from `start` (RGB, 0-1) towards `aim(step)`; `on_step(step, steps, picture)` follows it.

    `care` (height, width; 0-1) is where the brush must be fine. With no steps, `start` itself.
    """
    levels = noise_levels(settings)
    noise = _noise(settings.seed, start.shape[1], start.shape[0])
    state = start + np.float32(levels[0]) * (noise - start)
    for step, (level, after) in enumerate(pairwise(levels)):
        clean = _denoised(aim(step), noise, care, level)
        state = clean + np.float32(after / level) * (state - clean)
        on_step(step + 1, len(levels) - 1, state)
    return state


def _noise(seed: int, width: int, height: int) -> Floats:
    """Coloured grain around mid-grey; two pixels wide, as latent noise is coarser than a pixel too."""
    shape = (height + 1) // 2, (width + 1) // 2, 3
    grain = np.random.Generator(np.random.PCG64(seed)).standard_normal(shape, np.float32)
    wide = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(0.5 + 0.28 * wide, np.float32)


def _denoised(aim: Floats, noise: Floats, care: Floats, level: float) -> Floats:
    """The clean picture as far as it can be told at a noise level: grained and painted with a brush as coarse.

    A coarse brush works on a smaller copy, which costs less and looks the same.
    """
    height, width = aim.shape[:2]
    shrink = min(2 ** int(np.clip(np.log2(level * 10), 0, 3)), width, height)
    grained = aim + np.float32(GRAIN * level) * (noise - 0.5) * (1 - FACE_CARE * care)[..., None]
    if shrink > 1:
        grained = _resized(grained, width // shrink, height // shrink)
        care = _resized(care, width // shrink, height // shrink)
    painted = _painted(grained, level * BRUSH * min(width, height) / shrink)
    result = painted + (FACE_CARE * care)[..., None] * (grained - painted)
    return np.clip(_resized(result, width, height) if shrink > 1 else result, 0, 1)


def _resized(picture: Floats, width: int, height: int) -> Floats:
    smaller = width < picture.shape[1]
    how = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), np.float32)


def _painted(picture: Floats, brush: float) -> Floats:
    """Kuwahara's filter, weighted: each pixel takes the colour of the calmest of the four squares it corners.

    Kuwahara et al., "Processing of RI-angiocardiographic images", 1976; the weights in place of a choice are
    Papari's (2007), and keep the strokes from jumping between frames.
    """
    size = max(1, round(brush))
    if size == 1:
        return picture
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32)
    mean = np.asarray(cv2.blur(cv2.merge([picture, grey, grey * grey]), (size, size)), np.float32)
    calm = 1 / np.square(np.maximum(mean[..., 4] - np.square(mean[..., 3]), 0) + 1e-4)
    weighted = cv2.merge([mean[..., :3] * calm[..., None], calm])
    back, ahead = size // 2, (size + 1) // 2
    wide = np.asarray(cv2.copyMakeBorder(weighted, ahead, ahead, ahead, ahead, cv2.BORDER_REFLECT_101), np.float32)
    height, width = grey.shape
    corners = [
        wide[ahead + dy : ahead + dy + height, ahead + dx : ahead + dx + width]
        for dy in (-back, ahead) for dx in (-back, ahead)
    ]
    total = sum(corners[1:], corners[0])
    return np.asarray(total[..., :3] / total[..., 3:], np.float32)
