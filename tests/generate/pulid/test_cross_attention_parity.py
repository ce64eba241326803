"""The adapter against the reference implementation's numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from studio.generate.pulid.cross_attention import IdentityCrossAttention
from tests.generate.pulid.hashed_weights import fill, hashed


@pytest.fixture
def small(parity: Path) -> IdentityCrossAttention:
    """The fixture's small adapter."""
    sizes = json.loads((parity / "perceiver_ca_config.json").read_text())
    adapter = IdentityCrossAttention(sizes["dim"], sizes["kv_dim"], sizes["heads"], sizes["dim_head"])
    adapter.load_state_dict(load_file(parity / "perceiver_ca_weights.safetensors"))
    return adapter


@pytest.mark.parametrize("variant", ["", "_small"])     # the small one shows a wrong eps
@torch.inference_mode()
def test_parity_of_a_small_adapter(parity: Path, small: IdentityCrossAttention, variant: str) -> None:
    numbers = load_file(parity / "perceiver_ca_io.safetensors")
    added = small(numbers[f"id_embedding{variant}"], numbers[f"image_tokens{variant}"])
    torch.testing.assert_close(added, numbers[f"out{variant}"], atol=2e-5, rtol=0)


@torch.inference_mode()
def test_parity_at_full_size(parity: Path) -> None:
    with torch.device("meta"):
        adapter = IdentityCrossAttention()
    fill(adapter, "pulid_ca.0.")
    added = adapter(hashed("perceiver_ca_full.id_embedding", (1, 32, 2048)),
                    hashed("perceiver_ca_full.image_tokens", (1, 16, 3072)))
    expected = load_file(parity / "perceiver_ca_full_expected.safetensors")["out"]
    torch.testing.assert_close(added, expected, atol=2e-5, rtol=0)


@torch.inference_mode()
def test_one_identity_serves_a_batch(parity: Path, small: IdentityCrossAttention) -> None:
    numbers = load_file(parity / "perceiver_ca_io.safetensors")
    identity, tokens = numbers["id_embedding"][:1], numbers["image_tokens"]
    keys, values = small.precompute(identity)
    together = small.attend(tokens, keys, values)
    torch.testing.assert_close(together, small(identity.expand(2, -1, -1), tokens), atol=1e-6, rtol=0)
