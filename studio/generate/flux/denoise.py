"""The loop over noise levels: from a noised picture's latents to clean ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from studio.generate.flux.step_cache import StepCache

if TYPE_CHECKING:
    from torch import Tensor

    from studio.generate.flux.runner import Condition, FluxRunner

OnLatents: TypeAlias = Callable[[int, "Tensor"], None]
"""After step `index` (from 0): the clean latents that it predicts, in tokens, valid until the next step."""

Velocity: TypeAlias = Callable[["Tensor", int], "Tensor"]
"""Of latents at a step."""

CFG_MATTERS = 0.01
"""How far true CFG must be from 1 to be run at all (ToTheBeginning/PuLID, flux/sampling.py)."""


@dataclass(frozen=True, slots=True)
class Steering:
    """How the loop is steered.

    `start_step`: the first step that sees the identity. `true_cfg`: how far to go from the negative prompt, from step
    `true_cfg_from` on; 1 leaves it out. `step_cache`: the change of the first block, as a share, below which a step
    reuses the rest of the one before; 0 runs all.
    """

    start_step: int = 0
    true_cfg: float = 1.0
    true_cfg_from: int = 1
    step_cache: float = 0.0

    @property
    def uses_negative(self) -> bool:
        """Whether a negative condition is needed."""
        return abs(self.true_cfg - 1) > CFG_MATTERS


@dataclass(frozen=True, slots=True)
class Denoised:
    """Clean latents (batch, tokens, channels), and how many steps the step cache left out on the way."""

    latents: Tensor
    left_out: int


def denoise(runner: FluxRunner, latents: Tensor, sigmas: Sequence[float], positive: Condition, negative: Condition | None,
            steering: Steering, on_latents: OnLatents) -> Denoised:
    """Clean latents from `latents` (batch, tokens, channels) at noise level sigmas[0], by Euler's steps down to 0."""
    caches = {False: StepCache(runner, steering.step_cache), True: StepCache(runner, steering.step_cache)}

    def velocity(latents: Tensor, step: int) -> Tensor:
        towards = caches[False].velocity(latents, _seen(positive, step, steering), step)
        if negative is None or not steering.uses_negative or step < steering.true_cfg_from:
            return towards
        towards = towards.clone()
        away = caches[True].velocity(latents, _seen(negative, step, steering), step)
        return away + steering.true_cfg * (towards - away)

    clean = euler_steps(velocity, latents, sigmas, on_latents)
    return Denoised(clean, caches[False].left_out)


def euler_steps(velocity: Velocity, latents: Tensor, sigmas: Sequence[float], on_latents: OnLatents) -> Tensor:
    """Clean latents from `latents` at noise level sigmas[0], by Euler's steps down to 0."""
    for step, (sigma, following) in enumerate(pairwise(sigmas)):
        found = velocity(latents, step)
        on_latents(step, latents - sigma * found)
        latents = latents + (following - sigma) * found
    return latents


def _seen(condition: Condition, step: int, steering: Steering) -> Condition:
    return condition if step >= steering.start_step else condition.without_identity()
