"""IDFormer against the reference implementation's numbers."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from studio.generate.pulid.id_former import IDFormer, IDFormerSizes
from tests.generate.pulid.hashed_weights import fill, hashed
from tests.generate.pulid.tiny_models import tiny_former


def assert_same(found: Tensor, expected: Tensor) -> None:
    """To the tolerance of the fixtures' README."""
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=0)


def states_of(numbers: dict[str, Tensor]) -> list[Tensor]:
    """The five hidden states of a fixture."""
    return [numbers[f"hidden_{index}"] for index in range(5)]


def hashed_states(name: str, shape: tuple[int, int, int]) -> list[Tensor]:
    """The five hidden states of a fixture made by the recipe."""
    return [hashed(f"{name}.hidden_{index}", shape) for index in range(5)]


@torch.inference_mode()
def test_parity_of_a_tiny_one(parity: Path) -> None:
    numbers = load_file(parity / "idformer_tiny_io.safetensors")
    former = tiny_former(parity)
    assert_same(former(numbers["id_cond"], states_of(numbers)), numbers["out"])
    assert_same(former(numbers["id_cond_multi"], states_of(numbers)), numbers["out_multi"])
    together = torch.cat([numbers["face_embedding"], load_file(parity / "eva_tiny_io.safetensors")["cls_normalized"]], 1)
    torch.testing.assert_close(together, numbers["id_cond"])        # the order in which the two are joined


@torch.inference_mode()
def test_parity_of_nobody(parity: Path) -> None:
    numbers = load_file(parity / "idformer_tiny_io.safetensors")
    assert_same(tiny_former(parity).unconditional(17).expand(2, -1, -1), numbers["out_zeros"])


@torch.inference_mode()
def test_parity_where_a_wrong_eps_shows(parity: Path) -> None:
    numbers = load_file(parity / "idformer_tiny_io.safetensors")
    former = tiny_former(parity)
    for name, parameter in former.named_parameters():
        if name == "latents" or ("mapping" in name and ".6." in name):
            parameter.mul_(0.001)
    assert_same(former(numbers["id_cond"], states_of(numbers)), numbers["out_smallscale"])


@torch.inference_mode()
def test_parity_of_other_sizes(parity: Path) -> None:
    config = json.loads((parity / "idformer_args_config.json").read_text())
    sizes = IDFormerSizes(config["dim"], config["depth"], config["heads"], config["dim_head"], config["num_id_token"],
                          config["num_queries"], config["output_dim"], config["ff_mult"])
    with torch.device("meta"):
        former = IDFormer(sizes)
    fill(former, "pulid_encoder.")
    found = former(hashed("idformer_args.id_cond", (2, 1280)), hashed_states("idformer_args", (2, 9, 1024)))
    assert_same(found, load_file(parity / "idformer_args_expected.safetensors")["out"])


@torch.inference_mode()
def test_parity_at_full_size(parity: Path) -> None:
    with torch.device("meta"):
        former = IDFormer()
    fill(former, "pulid_encoder.")
    found = former(hashed("idformer_full.id_cond", (1, 1280)), hashed_states("idformer_full", (1, 33, 1024)))
    assert_same(found, load_file(parity / "idformer_full_expected.safetensors")["out"])
