"""PuLID's identity encoder (`pulid_encoder` in the published weights): from a face's features to 32 tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from studio.generate.pulid.heads import join_heads, split_heads

SCALES = 5
"""How many states of the vision tower are read, each by depth / 5 layers."""


@dataclass(frozen=True, slots=True)
class IDFormerSizes:
    """Those of the published weights, unless said otherwise."""

    dim: int = 1024
    depth: int = 10
    heads: int = 16
    head_dim: int = 64
    id_tokens: int = 5              # per picture
    queries: int = 32
    out: int = 2048
    ff_mult: int = 4
    state: int = 1024               # width of the vision tower's states
    state_hidden: int = 1024
    id_cond: int = 1280             # face embedding and the tower's class vector
    id_hidden: int = 1024


class IDFormer(nn.Module):
    """IDFormer of PuLID (pulid/encoders_flux.py, Apache-2.0), with its published key names."""

    def __init__(self, sizes: IDFormerSizes | None = None) -> None:
        super().__init__()
        self.sizes = sizes = sizes or IDFormerSizes()
        self.latents = nn.Parameter(torch.zeros(1, sizes.queries, sizes.dim))
        self.proj_out = nn.Parameter(torch.zeros(sizes.dim, sizes.out))
        self.layers = nn.ModuleList(
            nn.ModuleList([_Attention(sizes), _feed_forward(sizes)]) for _ in range(sizes.depth))
        for scale in range(SCALES):
            self.add_module(f"mapping_{scale}", _mapping(sizes.state, sizes.state_hidden, sizes.dim))
        self.id_embedding_mapping = _mapping(sizes.id_cond, sizes.id_hidden, sizes.dim * sizes.id_tokens)

    def forward(self, id_cond: Tensor, states: Sequence[Tensor]) -> Tensor:
        """The identity [B, queries, out].

        `id_cond` [B, id_cond], or [B, n, id_cond] for n pictures of one person, holds the face embedding as the
        recogniser gives it, then the tower's class vector at unit length; `states` are the tower's five, [B, T, state].
        """
        identity = self.id_embedding_mapping(id_cond).reshape(len(id_cond), -1, self.sizes.dim)
        latents = torch.cat([self.latents.expand(len(id_cond), -1, -1), identity], dim=1)
        per_scale = len(self.layers) // SCALES
        for scale, state in enumerate(states):
            seen = torch.cat([identity, self.get_submodule(f"mapping_{scale}")(state)], dim=1)
            for layer in self.layers[scale * per_scale : (scale + 1) * per_scale]:
                attention, feed_forward = layer.children()
                latents = attention(seen, latents) + latents
                latents = feed_forward(latents) + latents
        return latents[:, : self.sizes.queries] @ self.proj_out

    def unconditional(self, tokens: int) -> Tensor:
        """The identity of nobody [1, queries, out], for true CFG: everything zero, `tokens` per state as in a picture.

        Zeros do not come out as zeros.
        """
        id_cond = self.latents.new_zeros(1, self.sizes.id_cond)
        state = self.latents.new_zeros(1, tokens, self.sizes.state)
        nobody: Tensor = self(id_cond, [state] * SCALES)
        return nobody


def _mapping(width: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(width, hidden), nn.LayerNorm(hidden), nn.LeakyReLU(),
        nn.Linear(hidden, hidden), nn.LayerNorm(hidden), nn.LeakyReLU(),
        nn.Linear(hidden, out),
    )  # fmt: skip


def _feed_forward(sizes: IDFormerSizes) -> nn.Sequential:
    inner = sizes.dim * sizes.ff_mult
    return nn.Sequential(
        nn.LayerNorm(sizes.dim), nn.Linear(sizes.dim, inner, bias=False), nn.GELU(),
        nn.Linear(inner, sizes.dim, bias=False),
    )  # fmt: skip


class _Attention(nn.Module):
    """Latents look at what is seen and at themselves."""

    def __init__(self, sizes: IDFormerSizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        width = sizes.heads * sizes.head_dim
        self.norm1 = nn.LayerNorm(sizes.dim)
        self.norm2 = nn.LayerNorm(sizes.dim)
        self.to_q = nn.Linear(sizes.dim, width, bias=False)
        self.to_kv = nn.Linear(sizes.dim, 2 * width, bias=False)
        self.to_out = nn.Linear(width, sizes.dim, bias=False)

    def forward(self, seen: Tensor, latents: Tensor) -> Tensor:
        latents = self.norm2(latents)
        keys, values = self.to_kv(torch.cat([self.norm1(seen), latents], dim=1)).chunk(2, dim=-1)
        queries, keys, values = (split_heads(part, self.heads) for part in (self.to_q(latents), keys, values))
        found = scaled_dot_product_attention(queries, keys, values)
        out: Tensor = self.to_out(join_heads(found))
        return out
