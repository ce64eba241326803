"""NVFP4: who gets it, what it asks for first, and that ready layers compute what packed ones do. No card here has it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import FluxTransformer2DModel
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.flux import nvfp4
from studio.generate.flux.attention import rotary_positions
from studio.generate.flux.flux_options import flux_options
from studio.generate.flux.memory_modes import GIB, Card, MemoryMode, choose_mode
from studio.generate.flux.modulations import modulations
from studio.generate.flux.nvfp4 import LayersOf, nvfp4_folder, open_nvfp4
from studio.generate.flux.products import SideBySide
from studio.generate.flux.transformer import IdentityFlux
from tests.generate.flux.tiny import TinyFlux

RTX_5090 = Card("RTX 5090", (12, 0), 30 * GIB, 32 * GIB)


def test_an_rtx_50_gets_it_where_it_is_asked_for() -> None:
    assert flux_options({"precision": "nvfp4"}).precision == "nvfp4"
    assert choose_mode(RTX_5090, "nvfp4") == MemoryMode("nvfp4")
    assert choose_mode(RTX_5090, "auto") == MemoryMode("bf16")
    assert MemoryMode("nvfp4").smaller() is None


def test_other_cards_do_not() -> None:
    with pytest.raises(StudioError, match="H100 is no RTX 50 and cannot multiply in NVFP4"):
        choose_mode(Card("H100", (9, 0), 70 * GIB, 80 * GIB), "nvfp4")
    with pytest.raises(StudioError, match=r"5\.0 GiB of memory free and NVFP4 needs 12"):
        choose_mode(Card("RTX 5060", (12, 0), 5 * GIB, 8 * GIB), "nvfp4")


def test_nothing_is_fetched_before_the_person_agreed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("STUDIO_FLUX_NVFP4", raising=False)
    monkeypatch.delenv("DIFFUSERS_TRUST_REMOTE_KERNELS", raising=False)
    with pytest.raises(StudioError, match="name its folder in \\$STUDIO_FLUX_NVFP4"):
        nvfp4_folder()
    monkeypatch.setenv("STUDIO_FLUX_NVFP4", str(tmp_path))
    monkeypatch.setattr(nvfp4, "find_spec", lambda _: None)
    with pytest.raises(StudioError, match="pip install kernels"):
        nvfp4_folder()
    monkeypatch.setattr(nvfp4, "find_spec", lambda _: find_spec("torch"))
    with pytest.raises(StudioError, match="set \\$DIFFUSERS_TRUST_REMOTE_KERNELS=true if you trust them"):
        nvfp4_folder()
    monkeypatch.setenv("DIFFUSERS_TRUST_REMOTE_KERNELS", "true")
    assert nvfp4_folder() == tmp_path


def test_what_diffusers_cannot_load_is_a_sentence(parity: Path, tmp_path: Path) -> None:
    config = (parity / "flux_pulid_transformer" / "config.json").read_text()
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(StudioError, match="cannot be loaded as a transformer for nunchaku_lite"):
        open_nvfp4(tmp_path, "cpu")


def test_parity_of_ready_layers(tiny_flux: TinyFlux, parity: Path, facts: dict[str, Any],
                                tensors: Callable[[str], dict[str, Tensor]]) -> None:
    """diffusers' own layers, which nunchaku's replace one for one, side by side instead of packed."""
    model = FluxTransformer2DModel.from_pretrained(parity / "flux_pulid_transformer")
    read, sizes = LayersOf(model), tiny_flux.flux.sizes
    blocks = (*tiny_flux.flux.double_blocks, *tiny_flux.flux.single_blocks)
    ready = IdentityFlux(read, sizes, [block.adapter for block in blocks if block.adapter is not None])
    assert any(isinstance(part, SideBySide) and len(part.layers) == 4 for part in ready.modules())
    held = tensors("flux_pulid_io")
    text, pooled = held["encoder_hidden_states"], held["pooled_projections"]
    height, width = facts["image_grid_hw"]
    rope = rotary_positions(text.shape[1], height, width, sizes.axes, torch.device("cpu"))
    made = []
    for flux, reader in ((tiny_flux.flux, tiny_flux.read), (ready, read)):
        steps = modulations(reader, sizes, [0.5], 4.0, pooled)
        identity = flux.identity(held["id_embedding"], 0.8)
        made.append(flux(held["hidden_states"], text, steps.step(0), rope, identity))
    torch.testing.assert_close(made[1], made[0], atol=5e-5, rtol=0)
