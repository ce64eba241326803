"""Leaving out the later blocks of a step that hardly differs from the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

    from studio.generate.flux.runner import Condition, FluxRunner


class StepCache:
    """Velocities with or without the later blocks, for one picture.

    As diffusers' `FirstBlockCache`: where what the first block adds changed by less than `threshold` (mean absolute
    change over mean absolute value) since the later blocks ran last, what they added then is added again. With
    `threshold` 0 nothing is left out and nothing is kept.
    """

    def __init__(self, runner: FluxRunner, threshold: float) -> None:
        self._runner = runner
        self._threshold = threshold
        self._first: Tensor | None = None
        self._later: Tensor | None = None
        self._with_identity = False
        self.left_out = 0

    def velocity(self, latents: Tensor, condition: Condition, step: int) -> Tensor:
        """As `FluxRunner.velocity`."""
        if self._threshold <= 0:
            return self._runner.velocity(latents, condition, step)
        tokens = self._runner.tokens
        begun = self._runner.first_block(latents, condition, step)
        embedded, image = begun[:, :tokens], begun[:, tokens : 2 * tokens]
        added = image - embedded
        if self._later is not None and self._is_alike(added, condition):
            self.left_out += 1
        else:
            self._first, self._with_identity = added, condition.identity is not None
            self._later = self._runner.other_blocks(begun, condition, step) - image
        return self._runner.leave(image + self._later, condition, step).to(latents.dtype)

    def _is_alike(self, added: Tensor, condition: Condition) -> bool:
        if self._first is None or self._with_identity != (condition.identity is not None):
            return False
        change = (added - self._first).abs().mean() / self._first.abs().mean()
        return float(change) < self._threshold
