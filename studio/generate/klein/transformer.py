"""FLUX.2 klein's transformer, with reference pictures among its image tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from studio.generate.flux.products import Product
from studio.generate.flux.rows import Kept, Rows, normed
from studio.generate.klein.blocks import DoubleBlock, KleinSizes, SingleBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.generate.flux.attention import Rope
    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.klein.modulations import SharedModulations


class KleinTransformer(nn.Module):
    """Predicts velocities."""

    def __init__(self, read: ReadTensor, sizes: KleinSizes, *, small: bool = False) -> None:
        """Takes its weights from `read`, named as in diffusers; `small`: the blocks' products in 8-bit floats."""
        super().__init__()
        self.sizes = sizes
        self.enter_image = Product(read, "x_embedder", biased=False)
        self.enter_text = Product(read, "context_embedder", biased=False)
        self.double_blocks = nn.ModuleList(
            DoubleBlock(read, f"transformer_blocks.{i}", small=small) for i in range(sizes.double_blocks))
        self.single_blocks = nn.ModuleList(
            SingleBlock(read, f"single_transformer_blocks.{i}", small=small) for i in range(sizes.single_blocks))
        self.leave = Product(read, "proj_out", biased=False)

    def forward(self, images: Tensor, tokens: int, text: Tensor, modulation: SharedModulations, rope: Rope,
                kept: Sequence[Kept] | None = None) -> Tensor:
        """Velocities (batch, tokens, channels) of the first `tokens` of `images` (batch, all image tokens, channels).

        Behind those, `images` has the references' tokens. `text` is (batch, text tokens, text_dim); `rope` runs over text,
        picture and references. `kept` is room for every block's keys and values of all of them, double blocks first: the
        references' stay there, so that a later call may leave the references out of `images` and still attends to them.
        """
        image, told = self.enter_image(Rows(images)), self.enter_text(Rows(text))
        room: Sequence[Kept | None] = kept or [None] * self.sizes.blocks
        for block, own in zip(self.double_blocks, room[: self.sizes.double_blocks], strict=True):
            image, told = block(image, told, (modulation.image, modulation.text), rope, own)
        split = text.shape[1]
        both = torch.cat([told, image], dim=1)
        for block, own in zip(self.single_blocks, room[self.sizes.double_blocks :], strict=True):
            both = block(both, modulation.single, rope, own)
        scale, shift = modulation.last.unbind(1)
        velocities: Tensor = self.leave(normed(both[:, split : split + tokens], shift, scale, small=False))
        return velocities
