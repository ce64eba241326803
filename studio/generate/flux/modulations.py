"""All modulations of a run of steps, computed once: they depend on step, guidance and prompt, never on the picture.

In FLUX.1-dev the layers that make them hold 3.3 of 11.9 thousand million parameters. They are read when a preset is used
for the first time, one by one, and let go, so that neither the card nor the machine's memory carries them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from diffusers.models.embeddings import CombinedTimestepGuidanceTextProjEmbeddings, CombinedTimestepTextProjEmbeddings
from torch import Tensor
from torch.nn import functional

from studio.generate.flux.blocks import DOUBLE_MODULATIONS, SINGLE_MODULATIONS, FluxSizes
from studio.generate.flux.products import product
from studio.generate.flux.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.generate.flux.tensor_reader import ReadTensor

_EMBEDDING = "time_text_embed"


@dataclass(frozen=True, slots=True)
class Modulations:
    """Of one step or, with a first dimension, of several.

    `image` and `text` are (double blocks, batch, 6, dim), `single` (single blocks, batch, 3, dim), `last` (batch, 2, dim)
    in the order scale, shift.
    """

    image: Tensor
    text: Tensor
    single: Tensor
    last: Tensor

    def step(self, index: int) -> Modulations:
        """Those of one step."""
        return Modulations(self.image[index], self.text[index], self.single[index], self.last[index])


def modulations(read: ReadTensor, sizes: FluxSizes, sigmas: Sequence[float], guidance: float, pooled: Tensor) -> Modulations:
    """For each of `sigmas` (noise levels, 1 to 0); `pooled` is (batch, pooled_dim), its type and device are the result's.

    The time enters as sigma * 1000, guidance as guidance * 1000, as in diffusers' `FluxTransformer2DModel`.
    """
    embedded = torch.stack([_embedding(read, sizes, sigma, guidance, pooled) for sigma in sigmas])
    activated = functional.silu(embedded)
    doubles, singles = range(sizes.double_blocks), range(sizes.single_blocks)
    image = [_one(read, f"transformer_blocks.{i}.norm1.linear", activated, DOUBLE_MODULATIONS) for i in doubles]
    text = [_one(read, f"transformer_blocks.{i}.norm1_context.linear", activated, DOUBLE_MODULATIONS) for i in doubles]
    single = [_one(read, f"single_transformer_blocks.{i}.norm.linear", activated, SINGLE_MODULATIONS) for i in singles]
    last = _one(read, "norm_out.linear", activated, 2)
    return Modulations(torch.stack(image, 1), torch.stack(text, 1), torch.stack(single, 1), last)


def _one(read: ReadTensor, name: str, activated: Tensor, parts: int) -> Tensor:
    """(steps, batch, parts, dim)."""
    made: Tensor = product(read, name)(Rows(activated))
    return torch.unflatten(made, -1, (parts, -1))


def _embedding(read: ReadTensor, sizes: FluxSizes, sigma: float, guidance: float, pooled: Tensor) -> Tensor:
    layer = _embedding_layer(read, sizes)
    time = torch.full((len(pooled),), sigma, device=pooled.device).to(pooled.dtype) * 1000
    if not sizes.guidance:
        embedded: Tensor = layer(time, pooled)
        return embedded
    strength = torch.full((len(pooled),), guidance, device=pooled.device).to(pooled.dtype) * 1000
    guided: Tensor = layer(time, strength, pooled)
    return guided


def _embedding_layer(read: ReadTensor, sizes: FluxSizes) -> torch.nn.Module:
    kind = CombinedTimestepGuidanceTextProjEmbeddings if sizes.guidance else CombinedTimestepTextProjEmbeddings
    with torch.device("meta"):
        layer = kind(sizes.dim, sizes.pooled_dim)
    layer.load_state_dict({name: read(f"{_EMBEDDING}.{name}") for name in layer.state_dict()}, assign=True)
    return layer.requires_grad_(requires_grad=False)
