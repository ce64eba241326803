"""parity: the transformer with and without an identity gives the reference implementation's numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from studio.generate.flux.attention import rotary_positions
from studio.generate.flux.modulations import Modulations, modulations
from studio.generate.flux.transformer import Identity
from tests.generate.flux.tiny import TinyFlux

TOLERANCE = 5e-5


@pytest.fixture(scope="module")
def fixture(tensors: Callable[[str], dict[str, Tensor]]) -> dict[str, Tensor]:
    return tensors("flux_pulid_io")


def test_parity_without_identity(tiny_flux: TinyFlux, fixture: dict[str, Tensor], facts: dict[str, Any]) -> None:
    assert _difference(_velocities(tiny_flux, fixture, facts, None), fixture["out_no_id"]) < TOLERANCE


@pytest.mark.parametrize(("weight", "expected"), [(0.8, "out_id"), (1.0, "out_id_weight_1")])
def test_parity_with_identity(tiny_flux: TinyFlux, fixture: dict[str, Tensor], facts: dict[str, Any], weight: float,
                              expected: str) -> None:
    identity = tiny_flux.flux.identity(fixture["id_embedding"], weight)
    assert _difference(_velocities(tiny_flux, fixture, facts, identity), fixture[expected]) < TOLERANCE


def test_after_an_identity_the_model_is_as_it_was(tiny_flux: TinyFlux, fixture: dict[str, Tensor],
                                                  facts: dict[str, Any]) -> None:
    before = _velocities(tiny_flux, fixture, facts, None)
    _velocities(tiny_flux, fixture, facts, tiny_flux.flux.identity(fixture["id_embedding"], 1.0))
    assert torch.equal(_velocities(tiny_flux, fixture, facts, None), before)


def _velocities(tiny: TinyFlux, fixture: dict[str, Tensor], facts: dict[str, Any], identity: Identity | None) -> Tensor:
    """The fixture's two pictures have times and guidances of their own, so their modulations are computed apart."""
    height, width = facts["image_grid_hw"]
    text = fixture["encoder_hidden_states"]
    rope = rotary_positions(text.shape[1], height, width, tiny.flux.sizes.axes, torch.device("cpu"))
    parts = [modulations(tiny.read, tiny.flux.sizes, [float(fixture["timestep"][i])], float(fixture["guidance"][i]),
                         fixture["pooled_projections"][i : i + 1]).step(0) for i in range(len(text))]
    both = Modulations(*(torch.cat([getattr(part, name) for part in parts], dim=axis)
                         for name, axis in (("image", 1), ("text", 1), ("single", 1), ("last", 0))))
    velocities: Tensor = tiny.flux(fixture["hidden_states"], text, both, rope, identity)
    return velocities


def _difference(ours: Tensor, reference: Tensor) -> float:
    return float((ours - reference).abs().max())
