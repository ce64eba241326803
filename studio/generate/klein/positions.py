"""Where text, picture and references stand in FLUX.2's four coordinates: picture, row, column, word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import torch

from studio.generate.flux.attention import rope_of

if TYPE_CHECKING:
    from torch import Tensor

    from studio.generate.flux.attention import Rope
    from studio.generate.klein.blocks import KleinSizes

_APART = 10
"""The pictures' coordinate: 0 for the picture in the making, 10, 20 ... for the references (diffusers'
`Flux2KleinPipeline._prepare_image_ids`)."""


class Grid(NamedTuple):
    """A picture's size in tokens of 16x16 pixels."""

    height: int
    width: int

    @property
    def tokens(self) -> int:
        """In all."""
        return self.height * self.width


def klein_rope(text_tokens: int, picture: Grid, references: Sequence[Grid], sizes: KleinSizes, device: torch.device) -> Rope:
    """The angles of all tokens in the order text, picture, references; pictures row by row."""
    words = torch.zeros(text_tokens, 4, dtype=torch.float64)
    words[:, 3] = torch.arange(text_tokens)
    grids = [_positions(grid, _APART * number) for number, grid in enumerate([picture, *references])]
    return rope_of(torch.cat([words, *grids]), sizes.axes, sizes.theta, device)


def _positions(grid: Grid, place: int) -> Tensor:
    axes = torch.tensor([place]), torch.arange(grid.height), torch.arange(grid.width), torch.tensor([0])
    return torch.cartesian_prod(*axes).to(torch.float64)
