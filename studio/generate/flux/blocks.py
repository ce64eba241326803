"""FLUX's two kinds of block, with PuLID's adapter inside their forward.

Same arithmetic as diffusers' `FluxTransformerBlock` and `FluxSingleTransformerBlock` on the same weights; what differs is
for speed: q, k, v (and in single blocks the MLP) are one product, what lies between products is one pass, and modulations
come in, computed once a preset.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from torch import Tensor, nn

from studio.generate.flux.attention import Rope, attend
from studio.generate.flux.products import product
from studio.generate.flux.rows import Activation, added_and_normed, gated, joined, joint_heads, normed

if TYPE_CHECKING:
    from studio.generate.flux.tensor_reader import ReadTensor
    from studio.generate.pulid.cross_attention import IdentityCrossAttention

DOUBLE_MODULATIONS, SINGLE_MODULATIONS = 6, 3


@dataclass(frozen=True, slots=True)
class FluxSizes:
    """Sizes of a FLUX.1 transformer, from its config.json; the defaults are FLUX.1-dev's."""

    double_blocks: int = 19
    single_blocks: int = 38
    heads: int = 24
    head_dim: int = 128
    channels: int = 64
    text_dim: int = 4096
    pooled_dim: int = 768
    axes: tuple[int, ...] = (16, 56, 56)
    guidance: bool = True

    @property
    def dim(self) -> int:
        """Width of the residual stream."""
        return self.heads * self.head_dim


class IdentityInput(NamedTuple):
    """What one adapter needs besides the image tokens: its keys and values of the identity, and the weight, (1,)."""

    key: Tensor
    value: Tensor
    weight: Tensor


class HeadNorms(nn.Module):
    """The weights of the RMS norms of queries and keys over a head."""

    def __init__(self, read: ReadTensor, query: str, key: str) -> None:
        super().__init__()
        self.query = nn.Parameter(read(f"{query}.weight"), requires_grad=False)
        self.key = nn.Parameter(read(f"{key}.weight"), requires_grad=False)

    @property
    def both(self) -> tuple[Tensor, Tensor]:
        """Of queries and of keys."""
        return self.query, self.key


class Stream(nn.Module):
    """The weights of one of a double block's two streams: image or text."""

    feed: ClassVar[tuple[str, str]] = ("net.0.proj", "net.2")
    biased: ClassVar[bool] = True
    activation: ClassVar[Activation] = "gelu"

    def __init__(self, read: ReadTensor, block: str, *, text: bool, small: bool) -> None:
        super().__init__()
        attention = f"{block}.attn"
        parts = ("add_q_proj", "add_k_proj", "add_v_proj") if text else ("to_q", "to_k", "to_v")
        norms = ("norm_added_q", "norm_added_k") if text else ("norm_q", "norm_k")
        up, down = (f"{block}.ff_context.{part}" if text else f"{block}.ff.{part}" for part in self.feed)
        made = partial(product, read, small=small, biased=self.biased)
        self.small = small
        self.qkv = made(*(f"{attention}.{part}" for part in parts))
        self.norms = HeadNorms(read, *(f"{attention}.{norm}" for norm in norms))
        self.out = made(f"{attention}.to_add_out" if text else f"{attention}.to_out.0")
        self.up = made(up)
        self.down = made(down)

    def enter(self, tokens: Tensor, modulation: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
        """Queries, keys and values of the modulated tokens in one, and the norms that they wait for."""
        return self.qkv(normed(tokens, modulation[:, 0], modulation[:, 1], small=self.small)), self.norms.both

    def finish(self, tokens: Tensor, attended: Tensor, modulation: Tensor) -> Tensor:
        """Tokens after attention and the MLP; `modulation` is (batch, 6, dim)."""
        _, _, gate, shift, scale, gate_mlp = modulation.unbind(1)
        out = self.out(joined(attended, None, small=self.small))
        tokens, rows = added_and_normed(tokens, out, gate, shift, scale, small=self.small)
        inner = joined(None, self.up(rows), small=self.small, activation=self.activation)
        return gated(tokens, self.down(inner), gate_mlp)


class DoubleBlock(nn.Module):
    """Image and text as two streams that attend to one another; `adapter` acts on the image tokens afterwards."""

    def __init__(self, read: ReadTensor, name: str, adapter: IdentityCrossAttention | None, *, small: bool) -> None:
        super().__init__()
        self.image = Stream(read, name, text=False, small=small)
        self.text = Stream(read, name, text=True, small=small)
        self.adapter = adapter

    def forward(self, image: Tensor, text: Tensor, modulation: tuple[Tensor, Tensor], rope: Rope,
                identity: IdentityInput | None) -> tuple[Tensor, Tensor]:
        """New (image, text), (batch, tokens, dim) each; `modulation` is (batch, 6, dim) of the image and of the text."""
        for_image, for_text = modulation
        split = text.shape[1]
        attended = attend(*joint_heads([self.text.enter(text, for_text), self.image.enter(image, for_image)], rope))
        text = self.text.finish(text, attended[:, :split], for_text)
        image = self.image.finish(image, attended[:, split:], for_image)
        return _with_identity(image, self.adapter, identity), text


class SingleBlock(nn.Module):
    """Text and image as one stream; `adapter` acts on the image tokens afterwards."""

    def __init__(self, read: ReadTensor, name: str, adapter: IdentityCrossAttention | None, *, small: bool) -> None:
        super().__init__()
        self.small = small
        parts = (*(f"{name}.attn.{part}" for part in ("to_q", "to_k", "to_v")), f"{name}.proj_mlp")
        self.enter = product(read, *parts, small=small)
        self.norms = HeadNorms(read, f"{name}.attn.norm_q", f"{name}.attn.norm_k")
        self.leave = product(read, f"{name}.proj_out", small=small)
        self.adapter = adapter

    def forward(self, tokens: Tensor, text_tokens: int, modulation: Tensor, rope: Rope,
                identity: IdentityInput | None) -> Tensor:
        """New tokens (batch, text and image tokens, dim); `modulation` is (batch, 3, dim)."""
        shift, scale, gate = modulation.unbind(1)
        entered = self.enter(normed(tokens, shift, scale, small=self.small))
        dim = tokens.shape[-1]
        attended = attend(*joint_heads([(entered[..., : 3 * dim], self.norms.both)], rope))
        tokens = gated(tokens, self.leave(joined(attended, entered[..., 3 * dim :], small=self.small)), gate)
        if self.adapter is not None and identity is not None:
            tokens[:, text_tokens:] += _seen(tokens[:, text_tokens:], self.adapter, identity)
        return tokens


def _with_identity(image: Tensor, adapter: IdentityCrossAttention | None, identity: IdentityInput | None) -> Tensor:
    if adapter is None or identity is None:
        return image
    return image + _seen(image, adapter, identity)


def _seen(image: Tensor, adapter: IdentityCrossAttention, identity: IdentityInput) -> Tensor:
    """What the identity adds to the image tokens."""
    return identity.weight * adapter.attend(image, identity.key, identity.value)
