"""The noise levels that klein runs through."""

from __future__ import annotations

import math

_FEW, _MANY = 10, 200
_LINES = {_FEW: (8.73809524e-05, 1.89833333), _MANY: (0.00016927, 0.45666666)}
_LARGE = 4300
"""black-forest-labs/flux2 `compute_empirical_mu`: mu is a line over the picture's tokens at 10 and at 200 steps, between
and beyond them a line over the steps; above 4300 tokens it is that of 200 steps."""


def klein_sigmas(steps: int, tokens: int) -> list[float]:
    """`steps` falling levels from 1 (all noise) and a last 0, for a picture of `tokens`.

    linspace(1, 1/steps) shifted by e^mu, as diffusers' `Flux2KleinPipeline` and ComfyUI's node Flux2Scheduler have it.
    """
    mu = klein_shift(steps, tokens)
    return [*(math.exp(mu) / (math.exp(mu) + 1 / level - 1) for level in (1 - step / steps for step in range(steps))), 0.0]


def klein_shift(steps: int, tokens: int) -> float:
    """mu."""
    few, many = (slope * tokens + offset for slope, offset in (_LINES[_FEW], _LINES[_MANY]))
    if tokens > _LARGE:
        return many
    return many + (many - few) / (_MANY - _FEW) * (steps - _MANY)
