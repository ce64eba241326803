"""Every key and shape of the published weights at full size, on the meta device."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import nn

from studio.generate.pulid.cross_attention import IdentityCrossAttention
from studio.generate.pulid.id_former import IDFormer
from studio.generate.pulid.pulid_weights import AdapterSizes, tower_names
from studio.generate.pulid.vision_tower import VisionTower


def shapes(module: nn.Module, prefix: str = "") -> dict[str, list[int]]:
    """Of everything that is stored."""
    return {prefix + key: list(value.shape) for key, value in module.state_dict().items()}


def test_parity_of_pulids_keys(parity: Path) -> None:
    published = json.loads((parity / "pulid_keys.json").read_text())["keys"]
    with torch.device("meta"):
        adapters = nn.ModuleList(IdentityCrossAttention() for _ in range(AdapterSizes().count))
        assert {**shapes(IDFormer(), "pulid_encoder."), **shapes(adapters, "pulid_ca.")} == published


def test_parity_of_the_towers_keys(parity: Path) -> None:
    published = json.loads((parity / "eva_keys.json").read_text())
    with torch.device("meta"):
        tower = shapes(VisionTower())
    assert tower == published["timm"]
    names = tower_names(tower, list(published["eva_clip_visual"]))
    assert {theirs: ours for theirs, ours in published["eva_clip_to_timm"].items() if ours} == {
        theirs: ours for ours, theirs in names.items()}
