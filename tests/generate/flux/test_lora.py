"""LoRA in the layouts they come in: the weight and the scaled product of the pair."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.flux.lora import with_lora

DIM, RANK, ALPHA = 24, 4, 2.0
ATTENTION = "transformer_blocks.0.attn"
BASE = {f"{ATTENTION}.{part}.weight": torch.randn(DIM, DIM, generator=torch.Generator().manual_seed(place))
        for place, part in enumerate(("to_q", "to_k", "to_v", "to_out.0"))}


def _pair(seed: int, outs: int = DIM) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(RANK, DIM, generator=generator), torch.randn(outs, RANK, generator=generator)


@pytest.mark.parametrize("alpha", [None, ALPHA])
def test_the_layout_of_diffusers(tmp_path: Path, alpha: float | None) -> None:
    down, up = _pair(10)
    state = {f"transformer.{ATTENTION}.to_q.lora_A.weight": down, f"transformer.{ATTENTION}.to_q.lora_B.weight": up}
    if alpha is not None:
        state[f"transformer.{ATTENTION}.to_q.alpha"] = torch.tensor(alpha)
    save_file(state, tmp_path / "l.safetensors")
    read = with_lora(BASE.__getitem__, tmp_path / "l.safetensors", 0.5)
    factor = 1.0 if alpha is None else alpha / RANK
    assert torch.allclose(read(f"{ATTENTION}.to_q.weight"), BASE[f"{ATTENTION}.to_q.weight"] + 0.5 * factor * up @ down,
                          atol=1e-5)
    assert read(f"{ATTENTION}.to_k.weight") is BASE[f"{ATTENTION}.to_k.weight"]


def test_the_layout_of_kohya(tmp_path: Path) -> None:
    down, up = _pair(11, 3 * DIM)
    out_down, out_up = _pair(12)
    save_file({
        "lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight": down,
        "lora_unet_double_blocks_0_img_attn_qkv.lora_up.weight": up,
        "lora_unet_double_blocks_0_img_attn_qkv.alpha": torch.tensor(ALPHA),
        "lora_unet_double_blocks_0_img_attn_proj.lora_down.weight": out_down,
        "lora_unet_double_blocks_0_img_attn_proj.lora_up.weight": out_up,
        "lora_unet_double_blocks_0_img_attn_proj.alpha": torch.tensor(float(RANK)),
    }, tmp_path / "l.safetensors")
    read = with_lora(BASE.__getitem__, tmp_path / "l.safetensors", 0.8)
    for place, part in enumerate(("to_q", "to_k", "to_v")):
        name = f"{ATTENTION}.{part}.weight"
        change = ALPHA / RANK * up[place * DIM : (place + 1) * DIM] @ down
        assert torch.allclose(read(name), BASE[name] + 0.8 * change, atol=1e-5)
    name = f"{ATTENTION}.to_out.0.weight"
    assert torch.allclose(read(name), BASE[name] + 0.8 * out_up @ out_down, atol=1e-5)


def test_the_type_of_the_weight_stays(tmp_path: Path) -> None:
    down, up = _pair(10)
    save_file({f"transformer.{ATTENTION}.to_q.lora_A.weight": down, f"transformer.{ATTENTION}.to_q.lora_B.weight": up},
              tmp_path / "l.safetensors")
    read = with_lora(lambda name: BASE[name].bfloat16(), tmp_path / "l.safetensors", 1.0)
    assert read(f"{ATTENTION}.to_q.weight").dtype == torch.bfloat16


@pytest.mark.parametrize("state", [
    {"text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_A.weight": torch.ones(RANK, DIM),
     "text_encoder.text_model.encoder.layers.0.self_attn.q_proj.lora_B.weight": torch.ones(DIM, RANK)},
    {"unet.down_blocks.0.attentions.0.proj.lora_A.weight": torch.ones(RANK, DIM),
     "unet.down_blocks.0.attentions.0.proj.lora_B.weight": torch.ones(DIM, RANK)},
    {"weights": torch.ones(2)},
])
def test_a_lora_for_something_else_is_refused(tmp_path: Path, state: dict[str, Tensor]) -> None:
    save_file(state, tmp_path / "other.safetensors")
    _refused(tmp_path / "other.safetensors")


def test_what_is_no_lora_at_all(tmp_path: Path) -> None:
    (tmp_path / "broken.safetensors").write_bytes(b"nothing")
    _refused(tmp_path / "broken.safetensors")
    _refused(tmp_path / "absent.safetensors")


def _refused(file: Path) -> None:
    with pytest.raises(StudioError) as refused:
        with_lora(BASE.__getitem__, file, 1.0)
    assert refused.value.kind == "input"
    assert str(file) in refused.value.message
