"""The picture half of EVA02-CLIP-L-14-336, by timm's key names, with the five inner states that PuLID reads.

Architecture: Y. Fang et al., "EVA-02: A Visual Representation for Neon Genesis", 2023; Q. Sun et al., "EVA-CLIP", 2023.
Numbers and names follow timm's `eva02_large_patch14_clip_336` (Apache-2.0).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention, silu

from studio.generate.pulid.heads import join_heads, split_heads


@dataclass(frozen=True, slots=True)
class TowerSizes:
    """Those of the published weights, unless said otherwise."""

    side: int = 336                 # pixels of the square input
    patch: int = 14
    width: int = 1024
    depth: int = 24
    heads: int = 16
    mlp_width: int = 2730           # int(1024 * 2.6667)
    out: int = 768

    @property
    def grid(self) -> int:
        """Patches along one side."""
        return self.side // self.patch


STATES_AFTER = (3, 7, 11, 15, 19)
"""PuLID reads what leaves these blocks, counted from 0."""

_EPS = 1e-6
_ROPE_BASE = 10000.0
_ROPE_GRID = 16.0                   # patches along a side when the weights were first trained, at 224 pixels


class VisionTower(nn.Module):
    """Pictures [B, 3, side, side], normalised by CLIP's mean and deviation, to states and one vector each."""

    def __init__(self, sizes: TowerSizes | None = None) -> None:
        super().__init__()
        self.sizes = sizes = sizes or TowerSizes()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, sizes.width))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + sizes.grid**2, sizes.width))
        self.patch_embed = nn.ModuleDict({"proj": nn.Conv2d(3, sizes.width, sizes.patch, sizes.patch)})
        self.blocks = nn.ModuleList(_Block(sizes) for _ in range(sizes.depth))
        self.norm = nn.LayerNorm(sizes.width, _EPS)
        self.head = nn.Linear(sizes.width, sizes.out)

    def forward(self, pixels: Tensor) -> tuple[list[Tensor], Tensor]:
        """Five states [B, 1 + grid^2, width], class token first, not normalised; and the class vector [B, out]."""
        patches = self.patch_embed["proj"](pixels).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.cls_token.expand(len(pixels), -1, -1), patches], dim=1) + self.pos_embed
        turns = patch_turns(self.sizes, pixels.device)
        states = []
        for index, block in enumerate(self.blocks):
            tokens = block(tokens, turns)
            if index in STATES_AFTER:
                states.append(tokens)
        return states, self.head(self.norm(tokens[:, 0]))


def patch_turns(sizes: TowerSizes, device: torch.device) -> Tensor:
    """Rotary position embedding: cosine and sine, [2, grid^2, head width / 2], float32.

    The first half of the pairs turns with the patch's row, the second with its column; positions are counted on the
    grid of the first training, so that larger pictures fall between its places.
    """
    pairs = sizes.width // sizes.heads // 4
    speeds = _ROPE_BASE ** -(torch.arange(pairs, device=device, dtype=torch.float32) / pairs)
    angles = torch.arange(sizes.grid, device=device)[:, None] * (_ROPE_GRID / sizes.grid) * speeds
    rows = angles[:, None].expand(-1, sizes.grid, -1)
    both = torch.cat([rows, rows.transpose(0, 1)], dim=-1).flatten(0, 1)
    return torch.stack([both.cos(), both.sin()])


def _turned(tokens: Tensor, turns: Tensor) -> Tensor:
    """[B, heads, 1 + P, D] with the patches' adjacent pairs turned; the class token stays."""
    cosine, sine = turns
    first, second = tokens[:, :, 1:, 0::2], tokens[:, :, 1:, 1::2]
    patches = torch.stack([first * cosine - second * sine, first * sine + second * cosine], dim=-1)
    return torch.cat([tokens[:, :, :1], patches.flatten(-2).to(tokens.dtype)], dim=2)


class _Block(nn.Module):
    def __init__(self, sizes: TowerSizes) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(sizes.width, _EPS)
        self.attn = _Attention(sizes)
        self.norm2 = nn.LayerNorm(sizes.width, _EPS)
        self.mlp = _GatedMlp(sizes)

    def forward(self, tokens: Tensor, turns: Tensor) -> Tensor:
        tokens = tokens + self.attn(self.norm1(tokens), turns)
        out: Tensor = tokens + self.mlp(self.norm2(tokens))
        return out


class _Attention(nn.Module):
    def __init__(self, sizes: TowerSizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.q_proj = nn.Linear(sizes.width, sizes.width)
        self.k_proj = nn.Linear(sizes.width, sizes.width, bias=False)
        self.v_proj = nn.Linear(sizes.width, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, _EPS)
        self.proj = nn.Linear(sizes.width, sizes.width)

    def forward(self, tokens: Tensor, turns: Tensor) -> Tensor:
        queries = _turned(split_heads(self.q_proj(tokens), self.heads), turns)
        keys = _turned(split_heads(self.k_proj(tokens), self.heads), turns)
        values = split_heads(self.v_proj(tokens), self.heads)
        seen: Tensor = self.proj(self.norm(join_heads(scaled_dot_product_attention(queries, keys, values))))
        return seen


class _GatedMlp(nn.Module):
    def __init__(self, sizes: TowerSizes) -> None:
        super().__init__()
        self.fc1_g = nn.Linear(sizes.width, sizes.mlp_width)
        self.fc1_x = nn.Linear(sizes.width, sizes.mlp_width)
        self.norm = nn.LayerNorm(sizes.mlp_width, _EPS)
        self.fc2 = nn.Linear(sizes.mlp_width, sizes.width)

    def forward(self, tokens: Tensor) -> Tensor:
        out: Tensor = self.fc2(self.norm(silu(self.fc1_g(tokens)) * self.fc1_x(tokens)))
        return out
