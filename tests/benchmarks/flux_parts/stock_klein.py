"""The reference for klein: diffusers' `Flux2KleinPipeline` with random weights, frame and identity as its images, eager and
compiled by regions. `python -m tests.benchmarks.flux_parts.stock_klein [tiny]` prints seconds a frame."""

from __future__ import annotations

import json
import statistics
import sys
import time

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, Flux2KleinPipeline, Flux2Transformer2DModel
from PIL import Image

from studio.generate.flux.devices import pick_device
from tests.benchmarks.flux_parts.random_klein import RandomKlein
from tests.benchmarks.flux_parts.recipe import KLEIN, KLEIN_TINY

_ROUNDS = 3


@torch.no_grad()
def main() -> None:
    """Measure and print."""
    model, device = RandomKlein.named(sys.argv), pick_device()
    settings = KLEIN_TINY if "tiny" in sys.argv else KLEIN
    pipeline = _pipeline(model, device)
    text = model.encode(settings.prompt, 512).text.to(device, torch.bfloat16)
    looked_at = [_image(settings.width, settings.height), _image(512, 512)]

    def seconds() -> float:
        """Of one picture, after a first."""
        took = []
        for _ in range(_ROUNDS + 1):
            began = time.perf_counter()
            pipeline(image=looked_at, prompt_embeds=text, width=settings.width, height=settings.height,
                     num_inference_steps=settings.steps, guidance_scale=1.0, output_type="np")
            took.append(time.perf_counter() - began)
        return statistics.median(took[1:])

    told = {"eager": seconds()}
    pipeline.transformer.compile_repeated_blocks(fullgraph=True)
    told["compiled"] = seconds()
    print(json.dumps(told), flush=True)


def _pipeline(model: RandomKlein, device: torch.device) -> Flux2KleinPipeline:
    sizes = model.sizes
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with device:
        transformer = Flux2Transformer2DModel(
            in_channels=sizes.channels, num_layers=sizes.double_blocks, num_single_layers=sizes.single_blocks,
            attention_head_dim=sizes.head_dim, num_attention_heads=sizes.heads, joint_attention_dim=sizes.text_dim,
            axes_dims_rope=sizes.axes, guidance_embeds=False)
    torch.set_default_dtype(torch.float32)
    scheduler = FlowMatchEulerDiscreteScheduler(
        shift=3.0, use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15, base_image_seq_len=256, max_image_seq_len=4096)
    pipeline = Flux2KleinPipeline(scheduler=scheduler, vae=model.vae(device, torch.bfloat16), text_encoder=None,
                                  tokenizer=None, transformer=transformer.eval(), is_distilled=True)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _image(width: int, height: int) -> Image.Image:
    return Image.fromarray(np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8))


if __name__ == "__main__":
    main()
