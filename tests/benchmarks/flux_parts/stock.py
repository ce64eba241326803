"""The reference: diffusers' `FluxImg2ImgPipeline` with random weights and without PuLID, eager and compiled by regions."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial

import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxImg2ImgPipeline

from tests.benchmarks.flux_parts.random_model import CUDA, random_vae, stock_transformer
from tests.benchmarks.flux_parts.recipe import PRESETS, RecipePreset


@torch.no_grad()
def main() -> None:
    """Seconds a frame of the presets named, and of the last of them compiled."""
    pipeline = _pipeline()
    told = {f"eager {name}": _seconds(partial(_run, pipeline, PRESETS[name])) for name in sys.argv[1:]}
    pipeline.transformer.compile_repeated_blocks(fullgraph=True)
    name = sys.argv[-1]
    told[f"compiled {name}"] = _seconds(lambda: _run(pipeline, PRESETS[name]))
    print(json.dumps(told), flush=True)


def _pipeline() -> FluxImg2ImgPipeline:
    scheduler = FlowMatchEulerDiscreteScheduler(
        shift=3.0, use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15, base_image_seq_len=256, max_image_seq_len=4096)
    pipeline = FluxImg2ImgPipeline(scheduler=scheduler, vae=random_vae(), text_encoder=None, tokenizer=None,
                                   text_encoder_2=None, tokenizer_2=None, transformer=stock_transformer())
    pipeline.set_progress_bar_config(disable=True)
    return pipeline.to(CUDA)


def _run(pipeline: FluxImg2ImgPipeline, preset: RecipePreset) -> None:
    prompt = torch.randn(1, 512, 4096, device=CUDA, dtype=torch.bfloat16)
    pipeline(image=torch.rand(1, 3, preset.height, preset.width), prompt_embeds=prompt,
             pooled_prompt_embeds=prompt[:, 0, :768],
             strength=preset.denoise, num_inference_steps=preset.steps, guidance_scale=4.0, width=preset.width,
             height=preset.height, output_type="np")


def _seconds(run: Callable[[], None], rounds: int = 1) -> float:
    run()
    torch.cuda.synchronize()
    began = time.perf_counter()
    for _ in range(rounds):
        run()
    torch.cuda.synchronize()
    return (time.perf_counter() - began) / rounds


if __name__ == "__main__":
    main()
