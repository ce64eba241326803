"""The published weights into their modules: PuLID's own file, and those of the vision tower."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from studio.generate.pulid.checkpoint import check_keys, fill_module, keys_in, read_sizes
from studio.generate.pulid.cross_attention import IdentityCrossAttention
from studio.generate.pulid.id_former import IDFormer, IDFormerSizes
from studio.generate.pulid.vision_tower import TowerSizes, VisionTower

ENCODER, ADAPTERS, TOWER = "pulid_encoder", "pulid_ca", "tower"
"""The parts of the files; the first two stand before the keys of the PuLID file."""


@dataclass(frozen=True, slots=True)
class AdapterSizes:
    """Those of the published weights, unless said otherwise."""

    dim: int = 3072
    kv_dim: int = 2048
    heads: int = 16
    head_dim: int = 128
    count: int = 20                 # after double blocks 0, 2 ... 18 and single blocks 0, 4 ... 36


def load_id_former(path: Path, device: str, dtype: torch.dtype = torch.float32) -> IDFormer:
    """The identity encoder of `pulid_flux_v0.9.1.safetensors`, or of a file of that layout.

    Raises StudioError("damaged") naming the first key that is missing, too much or of another shape, in either part;
    "missing" where the file is not there, "input" where it is no safetensors file.
    """
    former, _ = _checked_parts(path)
    return fill_module(former, path, {key: f"{ENCODER}.{key}" for key in former.state_dict()}, device, dtype)


def load_adapters(path: Path, device: str, dtype: torch.dtype = torch.bfloat16) -> nn.ModuleList:
    """The adapters of the same file, an `IdentityCrossAttention` each, in their order; raises alike."""
    _, adapters = _checked_parts(path)
    return fill_module(adapters, path, {key: f"{ADAPTERS}.{key}" for key in adapters.state_dict()}, device, dtype)


def load_tower(path: Path, device: str, dtype: torch.dtype = torch.float32) -> VisionTower:
    """The vision tower of EVA02-CLIP-L-14-336; raises alike.

    The file has timm's keys, or OpenCLIP's (timm's behind `visual.trunk.`; the published `open_clip_model.safetensors`),
    or those of the original EVA-CLIP (`visual.`); the text half of the latter two is passed over.
    """
    with torch.device("meta"):
        tower = VisionTower(read_sizes(path, TOWER, TowerSizes))
    shapes = {key: value.shape for key, value in tower.state_dict().items()}
    held = keys_in(path)
    names = tower_names(shapes, held)
    check_keys(path, {names[key]: shape for key, shape in shapes.items()}, [key for key in held if _passed_over(key)])
    return fill_module(tower, path, names, device, dtype)


def tower_names(keys: Iterable[str], held: Iterable[str]) -> dict[str, str]:
    """From timm's keys to those of a file that holds `held`."""
    if any(key.startswith("visual.trunk.") for key in held):
        return {key: f"visual.trunk.{key}" for key in keys}
    if any(key.startswith("visual.") for key in held):
        return {key: f"visual.{_original(key)}" for key in keys}
    return {key: key for key in keys}


def _original(key: str) -> str:
    """The name that timm renamed to `key` (timm.models.eva.checkpoint_filter_fn)."""
    for ours, theirs in _ORIGINAL.items():
        key = key.replace(ours, theirs)
    return key


_ORIGINAL = {
    "attn.norm": "attn.inner_attn_ln", "attn.q_proj.bias": "attn.q_bias", "attn.v_proj.bias": "attn.v_bias",
    "mlp.norm": "mlp.ffn_ln", "mlp.fc1_g": "mlp.w1", "mlp.fc1_x": "mlp.w2", "mlp.fc2": "mlp.w3",
}  # fmt: skip


def _passed_over(key: str) -> bool:
    """The text half of CLIP, and tables of the position embedding, which are computed."""
    return key.startswith("text.") or key in {"logit_scale", "logit_bias"} or ".rope.freqs_" in key


def _checked_parts(path: Path) -> tuple[IDFormer, nn.ModuleList]:
    """Both parts on the meta device, after the whole file was compared with them."""
    sizes = read_sizes(path, ADAPTERS, AdapterSizes)
    with torch.device("meta"):
        former = IDFormer(read_sizes(path, ENCODER, IDFormerSizes))
        adapters = nn.ModuleList(
            IdentityCrossAttention(sizes.dim, sizes.kv_dim, sizes.heads, sizes.head_dim) for _ in range(sizes.count))
    parts = {ENCODER: former, ADAPTERS: adapters}
    check_keys(path, {f"{name}.{key}": value.shape for name, part in parts.items()
                      for key, value in part.state_dict().items()})
    return former, adapters
