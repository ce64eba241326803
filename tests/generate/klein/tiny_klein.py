"""FLUX.2 klein at a tiny size with random weights: diffusers' own classes, and saved in the published layout."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from diffusers import AutoencoderKLFlux2, FlowMatchEulerDiscreteScheduler, Flux2KleinPipeline, Flux2Transformer2DModel
from tokenizers.pre_tokenizers import ByteLevel
from transformers import Qwen2Tokenizer, Qwen3Config, Qwen3ForCausalLM

from studio.generate.klein.blocks import KleinSizes

TINY = KleinSizes(double_blocks=2, single_blocks=3, heads=2, head_dim=16, channels=16, text_dim=48, axes=(4, 4, 4, 4))
TEXT_TOKENS = 64


def tiny_pipeline() -> Flux2KleinPipeline:
    """In float32 on the CPU, the same every time."""
    torch.manual_seed(0)
    parts = {"transformer": tiny_transformer(), "vae": tiny_vae(), "text_encoder": _qwen(), "tokenizer": _tokenizer()}
    pipeline = Flux2KleinPipeline(scheduler=_scheduler(), is_distilled=True, **parts)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def write_tiny_klein(folder: Path) -> Path:
    """A folder for $STUDIO_KLEIN_WEIGHTS."""
    tiny_pipeline().save_pretrained(folder)
    return folder


def tiny_transformer() -> Flux2Transformer2DModel:
    """Weights that let all parts of the input act."""
    model = Flux2Transformer2DModel(
        in_channels=TINY.channels, num_layers=TINY.double_blocks, num_single_layers=TINY.single_blocks,
        attention_head_dim=TINY.head_dim, num_attention_heads=TINY.heads, joint_attention_dim=TINY.text_dim,
        axes_dims_rope=TINY.axes, guidance_embeds=False).eval()
    for weights in model.parameters():
        weights.data = torch.randn(weights.shape) / math.sqrt(weights.shape[-1]) if weights.ndim > 1 else (
            1 + 0.2 * torch.randn(weights.shape))
    return model.requires_grad_(requires_grad=False)


def tiny_vae() -> AutoencoderKLFlux2:
    """Eight times smaller latents of four channels; a batch norm with numbers of its own for every channel."""
    vae = AutoencoderKLFlux2(block_out_channels=(8, 8, 8, 8), layers_per_block=1, latent_channels=4, norm_num_groups=4)
    vae.bn.running_mean.copy_(0.1 * torch.randn(16))
    vae.bn.running_var.copy_(0.05 + 0.1 * torch.rand(16))
    return vae.eval().requires_grad_(requires_grad=False)


def _scheduler() -> FlowMatchEulerDiscreteScheduler:
    """As klein's scheduler_config.json."""
    return FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15,
                                           base_image_seq_len=256, max_image_seq_len=4096)


def _qwen() -> Qwen3ForCausalLM:
    """28 layers, as klein reads the states of 9, 18 and 27."""
    config = Qwen3Config(vocab_size=260, hidden_size=TINY.text_dim // 3, intermediate_size=24, num_hidden_layers=28,
                         num_attention_heads=2, num_key_value_heads=1, head_dim=8, max_position_embeddings=512)
    model = Qwen3ForCausalLM(config)
    model.train(mode=False)
    return model


def _tokenizer() -> Qwen2Tokenizer:
    vocabulary = {symbol: number for number, symbol in enumerate([*sorted(ByteLevel.alphabet()), "<|endoftext|>"])}
    tokenizer = Qwen2Tokenizer(vocab=vocabulary, merges=[], pad_token="<|endoftext|>", unk_token="<|endoftext|>")
    tokenizer.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
    return tokenizer
