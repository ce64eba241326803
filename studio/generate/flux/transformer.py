"""FLUX.1's transformer with PuLID's adapters in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import torch
from torch import Tensor, nn

from studio.generate.flux.attention import Rope
from studio.generate.flux.blocks import DoubleBlock, FluxSizes, IdentityInput, SingleBlock
from studio.generate.flux.modulations import Modulations
from studio.generate.flux.products import product
from studio.generate.flux.rows import Rows, normed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.pulid.cross_attention import IdentityCrossAttention

Part: TypeAlias = Literal["whole", "begin", "rest", "end"]

DOUBLE_INTERVAL, SINGLE_INTERVAL = 2, 4
"""Adapters follow double blocks 0, 2, 4 ... and single blocks 0, 4, 8 ... (ToTheBeginning/PuLID, flux/model.py)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the adapters need of an identity, computed once.

    `keys` and `values` are (adapters, batch, heads, tokens, head_dim) in the order of the published file, `weight` (1,).
    """

    keys: Tensor
    values: Tensor
    weight: Tensor

    def of(self, adapter: int) -> IdentityInput:
        """The part of one adapter."""
        return IdentityInput(self.keys[adapter], self.values[adapter], self.weight)


@dataclass(frozen=True, slots=True)
class Between:
    """The residual streams after the first block: image (batch, tokens, dim) before and after it, and text."""

    embedded: Tensor
    image: Tensor
    text: Tensor


def adapters_wanted(sizes: FluxSizes) -> int:
    """How many adapters sit in a transformer of these sizes: 20 in FLUX.1-dev."""
    return -(-sizes.double_blocks // DOUBLE_INTERVAL) + -(-sizes.single_blocks // SINGLE_INTERVAL)


class IdentityFlux(nn.Module):
    """Predicts velocities; with no identity it computes exactly what FLUX.1 computes."""

    def __init__(self, read: ReadTensor, sizes: FluxSizes, adapters: Iterable[IdentityCrossAttention], *,
                 small: bool = False) -> None:
        """Takes its weights from `read`, named as in diffusers, and `adapters` in the order of the published file.

        `small`: the blocks' products in 8-bit floats; adapters and what is before and after the blocks stay as they are.
        """
        super().__init__()
        self.sizes = sizes
        waiting = iter(adapters)
        self.enter_image = product(read, "x_embedder")
        self.enter_text = product(read, "context_embedder")
        self.double_blocks = nn.ModuleList(
            DoubleBlock(read, f"transformer_blocks.{i}", None if i % DOUBLE_INTERVAL else next(waiting, None), small=small)
            for i in range(sizes.double_blocks))
        self.single_blocks = nn.ModuleList(
            SingleBlock(read, f"single_transformer_blocks.{i}", None if i % SINGLE_INTERVAL else next(waiting, None),
                        small=small)
            for i in range(sizes.single_blocks))
        self.leave = product(read, "proj_out")

    def identity(self, embedding: Tensor, weight: float) -> Identity:
        """Keys and values of an identity, `embedding` being (batch, 32, 2048), for every adapter."""
        held = [block.adapter for block in (*self.double_blocks, *self.single_blocks)]
        pairs = [_precomputed(adapter, embedding) for adapter in held if adapter is not None]
        return Identity(torch.stack([key for key, _ in pairs]), torch.stack([value for _, value in pairs]),
                        torch.tensor([weight], dtype=embedding.dtype, device=embedding.device))

    def forward(self, tokens: Tensor, text: Tensor, modulation: Modulations, rope: Rope, identity: Identity | None,
                part: Part = "whole") -> Tensor:
        """Velocities (batch, tokens, channels) of latents (the same), under `text` (batch, tokens, text_dim).

        By parts: "begin" gives from latents the streams of `Between` in one along the tokens, "rest" from these the image
        tokens after all blocks, "end" from these the velocities. Parts too go through here, as blocks that wait off the
        card are brought by what listens to this call.
        """
        if part == "begin":
            begun = self.begin(tokens, text, modulation, rope, identity)
            return torch.cat([begun.embedded, begun.image, begun.text], dim=1)
        if part == "rest":
            image = (tokens.shape[1] - text.shape[1]) // 2
            return self.rest(Between(*tokens.split_with_sizes([image, image, text.shape[1]], dim=1)), modulation, rope,
                             identity)
        if part == "end":
            return self.end(tokens, modulation)
        between = self.begin(tokens, text, modulation, rope, identity)
        return self.end(self.rest(between, modulation, rope, identity), modulation)

    def begin(self, latents: Tensor, text: Tensor, modulation: Modulations, rope: Rope,
              identity: Identity | None) -> Between:
        """Up to and with the first block, whose change tells how much a step differs from the one before."""
        embedded = self.enter_image(Rows(latents))
        image, text = self._double(0, embedded, self.enter_text(Rows(text)), modulation, rope, identity)
        return Between(embedded, image, text)

    def rest(self, between: Between, modulation: Modulations, rope: Rope, identity: Identity | None) -> Tensor:
        """All further blocks; image tokens."""
        image, text = between.image, between.text
        for number in range(1, len(self.double_blocks)):
            image, text = self._double(number, image, text, modulation, rope, identity)
        tokens, split = torch.cat([text, image], dim=1), text.shape[1]
        first = -(-len(self.double_blocks) // DOUBLE_INTERVAL)
        for number, block in enumerate(self.single_blocks):
            part = None
            if identity is not None and number % SINGLE_INTERVAL == 0:
                part = identity.of(first + number // SINGLE_INTERVAL)
            tokens = block(tokens, split, modulation.single[number], rope, part)
        return tokens[:, split:]

    def end(self, image: Tensor, modulation: Modulations) -> Tensor:
        """From the last image tokens to velocities."""
        scale, shift = modulation.last.unbind(1)
        velocities: Tensor = self.leave(normed(image, shift, scale, small=False))
        return velocities

    def _double(self, number: int, image: Tensor, text: Tensor, modulation: Modulations, rope: Rope,
                identity: Identity | None) -> tuple[Tensor, Tensor]:
        part = None
        if identity is not None and number % DOUBLE_INTERVAL == 0:
            part = identity.of(number // DOUBLE_INTERVAL)
        both: tuple[Tensor, Tensor] = self.double_blocks[number](
            image, text, (modulation.image[number], modulation.text[number]), rope, part)
        return both


def _precomputed(adapter: IdentityCrossAttention, embedding: Tensor) -> tuple[Tensor, Tensor]:
    """On whatever device the adapter waits, if blocks are kept off the card."""
    key, value = adapter.precompute(embedding.to(adapter.to_kv.weight.device))
    return key.to(embedding.device), value.to(embedding.device)
