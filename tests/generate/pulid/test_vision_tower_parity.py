"""The tower against the reference implementation's numbers, to the tolerances of the fixtures' README."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from studio.generate.pulid.vision_tower import VisionTower
from tests.generate.pulid.hashed_weights import fill, hashed
from tests.generate.pulid.tiny_models import tiny_tower


def assert_outputs(found: tuple[list[Tensor], Tensor], states: list[Tensor], cls: Tensor, unit: Tensor) -> None:
    """States, class vector, and the class vector at unit length."""
    torch.testing.assert_close(torch.stack(found[0]), torch.stack(states), atol=3e-4, rtol=0)
    torch.testing.assert_close(found[1], cls, atol=5e-5, rtol=0)
    torch.testing.assert_close(torch.nn.functional.normalize(found[1]), unit, atol=5e-6, rtol=0)


@torch.inference_mode()
def test_parity_of_a_tiny_tower(parity: Path) -> None:
    numbers = load_file(parity / "eva_tiny_io.safetensors")
    states = [numbers[f"hidden_{index}"] for index in range(5)]
    assert_outputs(tiny_tower(parity)(numbers["pixel_values"]), states, numbers["cls"], numbers["cls_normalized"])


@torch.inference_mode()
def test_parity_where_a_wrong_eps_shows(parity: Path) -> None:
    numbers = load_file(parity / "eva_tiny_io.safetensors")
    tower = tiny_tower(parity)
    for name, parameter in tower.named_parameters():
        if name in {"cls_token", "pos_embed"} or name.startswith("patch_embed.proj."):
            parameter.mul_(0.001)
    states, cls = tower(numbers["pixel_values"])
    for index, state in enumerate(states):
        torch.testing.assert_close(state, numbers[f"hidden_{index}_smallscale"], atol=3e-4, rtol=0)
    torch.testing.assert_close(cls, numbers["cls_smallscale"], atol=5e-5, rtol=0)


@torch.inference_mode()
def test_parity_at_full_size(parity: Path) -> None:
    with torch.device("meta"):
        tower = VisionTower()
    fill(tower)
    states, cls = tower(hashed("eva_full.pixel_values", (1, 3, 336, 336)))
    expected = load_file(parity / "eva_full_expected.safetensors")
    hidden = torch.stack(states)
    torch.testing.assert_close(hidden[:, 0, expected["token_index"]], expected["hidden_tokens"], atol=3e-4, rtol=0)
    torch.testing.assert_close(hidden.mean(dim=(1, 2)), expected["hidden_mean"], atol=3e-4, rtol=0)
    torch.testing.assert_close(cls, expected["cls"], atol=5e-5, rtol=0)
    torch.testing.assert_close(torch.nn.functional.normalize(cls), expected["cls_normalized"], atol=5e-6, rtol=0)
