"""The fixtures' tiny tower and PuLID, as modules and as files."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from safetensors.torch import load_file, save_file

from studio.generate.pulid.checkpoint import SIZES
from studio.generate.pulid.id_former import IDFormer, IDFormerSizes
from studio.generate.pulid.identity_encoder import IdentityFiles
from studio.generate.pulid.pulid_weights import ADAPTERS, ENCODER, TOWER, AdapterSizes
from studio.generate.pulid.vision_tower import TowerSizes, VisionTower
from tests.generate.pulid.onnx_models import write_recogniser


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


def write_tiny_files(folder: Path, parity: Path) -> IdentityFiles:
    """All weights behind an identity in their published layouts, the tiny ones that fit together; no parser."""
    folder.mkdir(parents=True, exist_ok=True)
    tower, pulid = folder / "open_clip_model.safetensors", folder / "pulid_flux_v0.9.1.safetensors"
    sizes = {TOWER: asdict(tiny_tower_sizes(parity))}
    save_file(load_file(parity / "eva_tiny_weights.safetensors"), tower, {SIZES: json.dumps(sizes)})
    save_file(load_file(parity / "pulid_tiny.safetensors"), pulid, {SIZES: json.dumps(tiny_pulid_sizes(parity))})
    width = tiny_former_sizes(parity).id_cond - tiny_tower_sizes(parity).out
    return IdentityFiles(pulid, tower, write_recogniser(folder / "glintr100.onnx", width), None)


def tiny_pulid_sizes(parity: Path) -> dict[str, dict[str, int]]:
    """Both parts of the fixture's tiny checkpoint."""
    config = json.loads((parity / "flux_pulid_config.json").read_text())
    sizes = config["pulid_ca"]
    adapters = AdapterSizes(sizes["dim"], sizes["kv_dim"], sizes["heads"], sizes["dim_head"], config["num_ca"])
    return {ENCODER: asdict(tiny_former_sizes(parity)), ADAPTERS: asdict(adapters)}
