"""Runs klein's transformer for pictures and references of one size: as it is on a processor, as CUDA graphs on a card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from studio.generate.flux.attention import fastest_attention
from studio.generate.flux.graphs import Captured, TensorFunction
from studio.generate.flux.rows import Kept
from studio.generate.klein.modulations import SharedModulations
from studio.generate.klein.positions import Grid, klein_rope

if TYPE_CHECKING:
    from studio.generate.flux.attention import Rope
    from studio.generate.klein.transformer import KleinTransformer


class KleinCondition(NamedTuple):
    """What steers the velocities: prompt (batch, tokens, text_dim), modulations of every step, references' tokens."""

    text: Tensor
    modulations: SharedModulations
    references: Tensor


class KleinShapes(NamedTuple):
    """What a runner is made for; sizes in tokens."""

    picture: Grid
    references: tuple[Grid, ...]
    keep_references: bool

    @property
    def image_tokens(self) -> int:
        """Of the picture and the references."""
        return self.picture.tokens + sum(grid.tokens for grid in self.references)


class KleinRunner:
    """Velocities for one set of shapes.

    With `keep_references`, the references go through the transformer with the first step of a picture only; later steps
    attend to the keys and values that they had then. That is not what the model was trained for, and not what diffusers'
    `Flux2KleinPipeline` does: there the references see each step's noise level and picture, here those of the first step.
    Without it every step is diffusers' own. With random weights the last latents of four steps differ by 2 % of their size
    at the tests' tiny size; `python -m tests.benchmarks.flux --only klein_forward` prints the share at full size.
    """

    def __init__(self, transformer: KleinTransformer, shapes: KleinShapes, device: torch.device, *, graphs: bool) -> None:
        """With `graphs`, the forwards are captured when they are needed first."""
        self.shapes = shapes
        self._transformer = transformer
        self._device = device
        self._graphs = graphs
        self._ropes: dict[int, Rope] = {}
        self._room: dict[int, list[Kept]] = {}
        self._ready: dict[tuple[bool, int], TensorFunction] = {}

    def velocity(self, latents: Tensor, condition: KleinCondition, step: int) -> Tensor:
        """Of latents (batch, tokens, channels), in their type; overwritten by the next call. Steps come in order."""
        text = condition.text
        with_references = step == 0 or not self.shapes.keep_references
        images = latents.to(text.dtype)
        if with_references:
            images = torch.cat([images, condition.references.to(text.dtype)], dim=1)
        inputs = [images, text, *condition.modulations.step(step)]
        place = with_references, text.shape[1]
        if place not in self._ready:
            self._ready[place] = Captured(self._forward, inputs) if self._graphs else self._forward
        return self._ready[place](*inputs).to(latents.dtype)

    def _forward(self, images: Tensor, text: Tensor, *modulation: Tensor) -> Tensor:
        kept = self.kept(text) if self.shapes.keep_references else None
        with fastest_attention():
            velocities: Tensor = self._transformer(images, self.shapes.picture.tokens, text, SharedModulations(*modulation),
                                                   self._rope(text), kept)
        return velocities

    def kept(self, text: Tensor) -> Sequence[Kept]:
        """Room for the keys and values of all blocks; always the same memory, as a captured graph wants it."""
        count = text.shape[1]
        if count not in self._room:
            sizes = self._transformer.sizes
            shape = (len(text), count + self.shapes.image_tokens, sizes.heads, sizes.head_dim)
            self._room = {count: [Kept(text.new_zeros(shape), text.new_zeros(shape)) for _ in range(sizes.blocks)]}
            self._ready = {place: ready for place, ready in self._ready.items() if place[1] == count}
        return self._room[count]

    def _rope(self, text: Tensor) -> Rope:
        count = text.shape[1]
        if count not in self._ropes:
            self._ropes[count] = klein_rope(count, self.shapes.picture, self.shapes.references, self._transformer.sizes,
                                            self._device)
        return self._ropes[count]
