"""The fixtures' tiny tower and IDFormer, with their weights."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.torch import load_file

from studio.generate.pulid.id_former import IDFormer, IDFormerSizes
from studio.generate.pulid.vision_tower import TowerSizes, VisionTower


def tiny_tower_sizes(parity: Path) -> TowerSizes:
    """As the fixture's configuration states them."""
    sizes = json.loads((parity / "eva_tiny_config.json").read_text())
    return TowerSizes(sizes["img_size"], sizes["patch_size"], sizes["embed_dim"], sizes["depth"], sizes["num_heads"],
                      sizes["mlp_hidden_dim"], sizes["num_classes"])


def tiny_former_sizes(parity: Path) -> IDFormerSizes:
    """As the fixture's configuration states them."""
    sizes = json.loads((parity / "idformer_tiny_config.json").read_text())
    return IDFormerSizes(sizes["dim"], sizes["depth"], sizes["heads"], sizes["dim_head"], sizes["num_id_token"],
                         sizes["num_queries"], sizes["output_dim"], sizes["ff_mult"], sizes["mapping_in_dim"],
                         sizes["mapping_hidden_dim"], sizes["id_cond_dim"], sizes["id_mapping_hidden_dim"])


def tiny_tower(parity: Path) -> VisionTower:
    """The fixture's tower."""
    tower = VisionTower(tiny_tower_sizes(parity))
    tower.load_state_dict(load_file(parity / "eva_tiny_weights.safetensors"))
    return tower


def tiny_former(parity: Path) -> IDFormer:
    """The fixture's IDFormer."""
    weights = load_file(parity / "idformer_tiny_weights.safetensors")
    former = IDFormer(tiny_former_sizes(parity))
    former.load_state_dict({name.removeprefix("pulid_encoder."): value for name, value in weights.items()})
    return former
