"""Weights of every part of flux-pulid at a tiny size, in the published layouts, random but for the parity numbers' own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer, T5Config, T5EncoderModel, T5Tokenizer

from tests.generate.pulid.tiny_models import write_tiny_files

_TEXT_DIM, _POOLED_DIM = 28, 20     # of the tiny transformer
_WORDS = 40


def write_tiny_weights(folder: Path, parity: Path) -> Path:
    """A folder for $STUDIO_FLUX_WEIGHTS; the transformer and PuLID are those of the parity numbers."""
    flux = folder / "flux1-dev"
    torch.manual_seed(0)
    parts: dict[str, Any] = {"transformer": None, "vae": tiny_vae(), "scheduler": FlowMatchEulerDiscreteScheduler()}
    FluxPipeline(**parts, **_clip(folder / "clip"), **_t5()).save_pretrained(flux)
    shutil.rmtree(folder / "clip")
    shutil.copytree(parity / "flux_pulid_transformer", flux / "transformer")
    files = write_tiny_files(folder / "identity", parity)
    for row, file in (("pulid-flux", files.pulid), ("eva02-clip", files.tower), ("antelopev2", files.recogniser)):
        (folder / row).mkdir()
        file.rename(folder / row / file.name)
    return folder


def tiny_vae() -> AutoencoderKL:
    """Eight times smaller latents of four channels, as the tiny transformer takes them."""
    return AutoencoderKL(
        in_channels=3, out_channels=3, down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4, block_out_channels=(8, 8, 8, 8), layers_per_block=1,
        latent_channels=4, norm_num_groups=4, scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False,
        use_post_quant_conv=False)


def _clip(folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True)
    vocabulary = {word: number for number, word in enumerate(["<|startoftext|>", "<|endoftext|>", "!", "a</w>", "b</w>"])}
    tokenizer = CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=77)
    config = CLIPTextConfig(vocab_size=_WORDS, hidden_size=_POOLED_DIM, intermediate_size=32, num_hidden_layers=1,
                            num_attention_heads=2, eos_token_id=1, bos_token_id=0)
    return {"text_encoder": CLIPTextModel(config), "tokenizer": tokenizer}


def _t5() -> dict[str, Any]:
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("\u2581", -1.0), ("a", -2.0), ("b", -2.0)]
    plain = Tokenizer(models.Unigram(pieces, unk_id=2))
    plain.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer = T5Tokenizer(tokenizer_object=plain, extra_ids=0, model_max_length=512)
    config = T5Config(vocab_size=_WORDS, d_model=_TEXT_DIM, d_kv=7, d_ff=32, num_layers=1, num_heads=4)
    return {"text_encoder_2": T5EncoderModel(config), "tokenizer_2": tokenizer}
