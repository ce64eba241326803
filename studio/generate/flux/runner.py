"""Runs the transformer for pictures of one size: as it is on a processor, compiled and as CUDA graphs on a card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from studio.generate.flux.attention import fastest_attention, rotary_positions
from studio.generate.flux.graphs import Captured, TensorFunction
from studio.generate.flux.modulations import Modulations
from studio.generate.flux.transformer import Identity

if TYPE_CHECKING:
    from studio.generate.flux.attention import Rope
    from studio.generate.flux.transformer import IdentityFlux, Part


@dataclass(frozen=True, slots=True)
class Condition:
    """What steers the velocities: prompt (batch, tokens, text_dim), modulations of every step, and the identity."""

    text: Tensor
    modulations: Modulations
    identity: Identity | None

    def without_identity(self) -> Condition:
        """The same, as it is before `start_step`."""
        return Condition(self.text, self.modulations, None)


class FluxRunner:
    """Velocities for one size of picture; `height` and `width` in tokens of 16x16 pixels.

    With `graphs`, they are captured when they are needed first, one with an identity and one without. `off_card`: blocks
    wait off the card, and the order to bring them in is learned from a whole run.
    """

    def __init__(self, flux: IdentityFlux, height: int, width: int, device: torch.device, *, graphs: bool,
                 off_card: bool = False) -> None:
        self.height, self.width = height, width
        self._graphs = graphs
        self._order_unknown = off_card
        self._flux = flux
        self._device = device
        self._ropes: dict[int, Rope] = {}
        self._ready: dict[tuple[str, bool, int], TensorFunction] = {}

    def velocity(self, latents: Tensor, condition: Condition, step: int) -> Tensor:
        """Of latents (batch, tokens, channels), in their type; overwritten by the next call."""
        inputs = [latents.to(condition.text.dtype), *_flat(condition, step)]
        return self._prepared("whole", condition, inputs, self._whole)(*inputs).to(latents.dtype)

    def first_block(self, latents: Tensor, condition: Condition, step: int) -> Tensor:
        """The streams after the first block in one tensor: embedded image, image, text along the tokens."""
        inputs = [latents.to(condition.text.dtype), *_flat(condition, step)]
        if self._order_unknown:
            self._whole(*inputs)
            self._order_unknown = False
        return self._prepared("begin", condition, inputs, self._begin)(*inputs)

    def other_blocks(self, begun: Tensor, condition: Condition, step: int) -> Tensor:
        """Image tokens after all blocks."""
        inputs = [begun, *_flat(condition, step)]
        return self._prepared("rest", condition, inputs, self._rest)(*inputs)

    def leave(self, image: Tensor, condition: Condition, step: int) -> Tensor:
        """Velocities from image tokens after all blocks."""
        velocities: Tensor = self._flux(image, condition.text, condition.modulations.step(step), self._rope(condition.text),
                                        None, "end")
        return velocities

    @property
    def tokens(self) -> int:
        """Image tokens of a picture."""
        return self.height * self.width

    def _prepared(self, name: str, condition: Condition, inputs: list[Tensor], function: TensorFunction) -> TensorFunction:
        place = name, condition.identity is not None, condition.text.shape[1]
        if place not in self._ready:
            self._ready[place] = Captured(function, inputs) if self._graphs else function
        return self._ready[place]

    def _whole(self, latents: Tensor, text: Tensor, *steering: Tensor) -> Tensor:
        return self._run(latents, text, steering, "whole")

    def _begin(self, latents: Tensor, text: Tensor, *steering: Tensor) -> Tensor:
        return self._run(latents, text, steering, "begin")

    def _rest(self, begun: Tensor, text: Tensor, *steering: Tensor) -> Tensor:
        return self._run(begun, text, steering, "rest")

    def _run(self, tokens: Tensor, text: Tensor, steering: tuple[Tensor, ...], part: Part) -> Tensor:
        modulation, identity = _unflat(steering)
        with fastest_attention():
            made: Tensor = self._flux(tokens, text, modulation, self._rope(text), identity, part)
        return made

    def _rope(self, text: Tensor) -> Rope:
        count = text.shape[1]
        if count not in self._ropes:
            self._ropes[count] = rotary_positions(count, self.height, self.width, self._flux.sizes.axes, self._device)
        return self._ropes[count]


def _flat(condition: Condition, step: int) -> list[Tensor]:
    modulation = condition.modulations.step(step)
    tensors = [condition.text, modulation.image, modulation.text, modulation.single, modulation.last]
    identity = condition.identity
    return tensors if identity is None else [*tensors, identity.keys, identity.values, identity.weight]


def _unflat(steering: tuple[Tensor, ...]) -> tuple[Modulations, Identity | None]:
    return Modulations(*steering[:4]), Identity(*steering[4:]) if steering[4:] else None
