"""Weights in their published layouts, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.pulid.checkpoint import SIZES
from studio.generate.pulid.cross_attention import IdentityCrossAttention
from studio.generate.pulid.identity_encoder import IdentityFiles
from studio.generate.pulid.pulid_weights import TOWER, load_adapters, load_id_former, load_tower, tower_names
from tests.generate.pulid.tiny_models import tiny_former, tiny_pulid_sizes, tiny_tower, tiny_tower_sizes, write_tiny_files

Tensors = dict[str, Tensor]


@pytest.fixture
def files(tmp_path: Path, parity: Path) -> IdentityFiles:
    """Tiny models on disk."""
    return write_tiny_files(tmp_path / "models", parity)


def rewrite(path: Path, sizes: object, change: Callable[[Tensors], object]) -> None:
    """The same file with other tensors."""
    tensors = load_file(path)
    change(tensors)
    save_file(tensors, path, {SIZES: json.dumps(sizes)})


def test_pulid_is_loaded(files: IdentityFiles, parity: Path) -> None:
    former = load_id_former(files.pulid, "cpu")
    torch.testing.assert_close(former.state_dict(), tiny_former(parity).state_dict(), atol=0, rtol=0)
    assert not former.training
    assert not any(parameter.requires_grad for parameter in former.parameters())


def test_adapters_come_in_their_order_and_precision(files: IdentityFiles, parity: Path) -> None:
    adapters = load_adapters(files.pulid, "cpu", torch.bfloat16)
    stored = load_file(parity / "flux_pulid_ca_weights.safetensors")
    assert all(isinstance(adapter, IdentityCrossAttention) for adapter in adapters)
    assert {f"pulid_ca.{key}": value.tolist() for key, value in adapters.state_dict().items()} == {
        key: value.bfloat16().tolist() for key, value in stored.items()}


@pytest.mark.parametrize("layout", ["timm", "open_clip", "eva_clip"])
def test_the_tower_is_loaded_from_any_layout(files: IdentityFiles, parity: Path, layout: str) -> None:
    def renamed(tensors: Tensors) -> None:
        held = {"timm": [], "open_clip": ["visual.trunk.head.bias"], "eva_clip": ["visual.head.bias"]}[layout]
        for ours, theirs in tower_names(list(tensors), held).items():
            tensors[theirs] = tensors.pop(ours)
        if layout != "timm":
            tensors |= {"text.token_embedding.weight": torch.zeros(2), "logit_scale": torch.ones(())}
        if layout == "eva_clip":
            tensors["visual.blocks.0.attn.rope.freqs_cos"] = torch.ones(16, 8)

    rewrite(files.tower, {TOWER: asdict(tiny_tower_sizes(parity))}, renamed)
    loaded = load_tower(files.tower, "cpu").state_dict()
    torch.testing.assert_close(loaded, tiny_tower(parity).state_dict(), atol=0, rtol=0)


@pytest.mark.parametrize(("change", "says"), [
    (lambda tensors: tensors.pop("pulid_encoder.proj_out"), "it has no pulid_encoder.proj_out"),
    (lambda tensors: tensors.pop("pulid_ca.3.to_q.weight"), "it has no pulid_ca.3.to_q.weight"),
    (lambda tensors: tensors.update({"pulid_ca.4.to_q.weight": torch.ones(1)}), "it holds pulid_ca.4.to_q.weight"),
    (lambda tensors: tensors.update({"pulid_encoder.latents": torch.ones(1, 9, 40)}),
     r"pulid_encoder.latents has the shape \[1, 9, 40\] instead of \[1, 8, 40\]"),
])  # fmt: skip
def test_the_first_wrong_key_is_named(files: IdentityFiles, parity: Path, change: Callable[[Tensors], object],
                                      says: str) -> None:
    rewrite(files.pulid, tiny_pulid_sizes(parity), change)
    for load in (load_id_former, load_adapters):
        with pytest.raises(StudioError, match=says) as caught:
            load(files.pulid, "cpu")
        assert caught.value.kind == "damaged"


def test_a_wrong_key_of_the_tower_is_named(files: IdentityFiles, parity: Path) -> None:
    rewrite(files.tower, {TOWER: asdict(tiny_tower_sizes(parity))}, lambda tensors: tensors.pop("head.bias"))
    with pytest.raises(StudioError, match=r"it has no head\.bias"):
        load_tower(files.tower, "cpu")


def test_a_file_without_stated_sizes_must_be_the_published_one(files: IdentityFiles) -> None:
    rewrite(files.pulid, {}, lambda _: None)
    with pytest.raises(StudioError, match=r"latents has the shape \[1, 8, 40\] instead of \[1, 32, 1024\]"):
        load_id_former(files.pulid, "cpu")


def test_pickled_weights_are_not_opened(tmp_path: Path) -> None:
    torch.save({}, tmp_path / "pulid.pt")
    with pytest.raises(StudioError, match="pickled weights are not opened"):
        load_id_former(tmp_path / "pulid.pt", "cpu")


def test_what_is_cut_off_or_missing_says_so(files: IdentityFiles, tmp_path: Path) -> None:
    files.pulid.write_bytes(files.pulid.read_bytes()[:-100])
    with pytest.raises(StudioError, match="damaged or cut off"):
        load_adapters(files.pulid, "cpu")
    with pytest.raises(StudioError, match="are not there"):
        load_tower(tmp_path / "none.safetensors", "cpu")


def test_sizes_that_cannot_be_read_say_so(files: IdentityFiles) -> None:
    for stated in ({"pulid_encoder": {"width": 1}}, [1]):
        rewrite(files.pulid, stated, lambda _: None)
        with pytest.raises(StudioError, match="states sizes that cannot be read"):
            load_id_former(files.pulid, "cpu")
