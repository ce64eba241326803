"""The tiny FLUX of the parity numbers, made of the studio's own parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from studio.generate.flux.flux_files import folder_reader, sizes_of
from studio.generate.flux.tensor_reader import ReadTensor
from studio.generate.flux.transformer import IdentityFlux, adapters_wanted
from studio.generate.pulid.cross_attention import IdentityCrossAttention


@dataclass(frozen=True)
class TinyFlux:
    """The transformer with its adapters, and the reader of what is computed once."""

    flux: IdentityFlux
    read: ReadTensor


def tiny_flux_of(parity: Path, facts: Mapping[str, Any]) -> TinyFlux:
    """In float32 on the CPU."""
    folder = parity / "flux_pulid_transformer"
    read, sizes = folder_reader(folder, "cpu", torch.float32), sizes_of(folder)
    weights = load_file(parity / "flux_pulid_ca_weights.safetensors")
    adapters = [_adapter(weights, number, facts["pulid_ca"]) for number in range(adapters_wanted(sizes))]
    return TinyFlux(IdentityFlux(read, sizes, adapters).requires_grad_(requires_grad=False), read)


def _adapter(weights: Mapping[str, Tensor], number: int, sizes: Mapping[str, int]) -> IdentityCrossAttention:
    adapter = IdentityCrossAttention(sizes["dim"], sizes["kv_dim"], sizes["heads"], sizes["dim_head"])
    prefix = f"pulid_ca.{number}."
    adapter.load_state_dict({name.removeprefix(prefix): held for name, held in weights.items() if name.startswith(prefix)})
    return adapter
