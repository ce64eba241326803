"""FLUX.2's two kinds of block.

Same arithmetic as diffusers' `Flux2TransformerBlock` and `Flux2SingleTransformerBlock` on the same weights; q, k, v are one
product, what lies between products is one pass, and modulations come in, computed once a preset.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from torch import Tensor, nn

from studio.generate.flux import blocks as flux_blocks
from studio.generate.flux.attention import Rope, attend
from studio.generate.flux.blocks import HeadNorms
from studio.generate.flux.products import Product
from studio.generate.flux.rows import Activation, Kept, gated, joined, joint_heads, normed

if TYPE_CHECKING:
    from studio.generate.flux.tensor_reader import ReadTensor

DOUBLE_MODULATIONS, SINGLE_MODULATIONS = 6, 3


@dataclass(frozen=True, slots=True)
class KleinSizes:
    """Sizes of a FLUX.2 transformer without guidance, from its config.json; the defaults are klein 4B's."""

    double_blocks: int = 5
    single_blocks: int = 20
    heads: int = 24
    head_dim: int = 128
    channels: int = 128
    text_dim: int = 7680
    mlp_ratio: float = 3.0
    axes: tuple[int, ...] = (32, 32, 32, 32)
    theta: float = 2000.0

    @property
    def dim(self) -> int:
        """Width of the residual stream."""
        return self.heads * self.head_dim

    @property
    def blocks(self) -> int:
        """Of both kinds."""
        return self.double_blocks + self.single_blocks


class Stream(flux_blocks.Stream):
    """As FLUX.1's, with SwiGLU in its MLP and no biases."""

    feed: ClassVar[tuple[str, str]] = ("linear_in", "linear_out")
    biased: ClassVar[bool] = False
    activation: ClassVar[Activation] = "swiglu"


class DoubleBlock(nn.Module):
    """Images and text as two streams that attend to one another."""

    def __init__(self, read: ReadTensor, name: str, *, small: bool) -> None:
        super().__init__()
        self.image = Stream(read, name, text=False, small=small)
        self.text = Stream(read, name, text=True, small=small)

    def forward(self, image: Tensor, text: Tensor, modulation: tuple[Tensor, Tensor], rope: Rope,
                kept: Kept | None) -> tuple[Tensor, Tensor]:
        """New (image, text), (batch, tokens, dim) each; `modulation` is (batch, 6, dim) of the images and of the text.

        With `kept`, tokens that stand there behind those given are attended to as well.
        """
        for_image, for_text = modulation
        split = text.shape[1]
        attended = attend(*joint_heads([self.text.enter(text, for_text), self.image.enter(image, for_image)], rope, kept))
        return (self.image.finish(image, attended[:, split:], for_image),
                self.text.finish(text, attended[:, :split], for_text))


class SingleBlock(nn.Module):
    """Text and images as one stream, attention and MLP side by side."""

    def __init__(self, read: ReadTensor, name: str, *, small: bool) -> None:
        super().__init__()
        self.small = small
        self.enter = Product(read, f"{name}.attn.to_qkv_mlp_proj", small=small, biased=False)
        self.norms = HeadNorms(read, f"{name}.attn.norm_q", f"{name}.attn.norm_k")
        self.leave = Product(read, f"{name}.attn.to_out", small=small, biased=False)

    def forward(self, tokens: Tensor, modulation: Tensor, rope: Rope, kept: Kept | None) -> Tensor:
        """New tokens (batch, text and image tokens, dim); `modulation` is (batch, 3, dim), `kept` as in `DoubleBlock`."""
        shift, scale, gate = modulation.unbind(1)
        entered = self.enter(normed(tokens, shift, scale, small=self.small))
        dim = tokens.shape[-1]
        attended = attend(*joint_heads([(entered[..., : 3 * dim], self.norms.both)], rope, kept))
        inner = joined(attended, entered[..., 3 * dim :], small=self.small, activation="swiglu")
        return gated(tokens, self.leave(inner), gate)
