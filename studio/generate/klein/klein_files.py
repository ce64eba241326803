"""The transformer's files: a diffusers folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import Flux2Transformer2DModel

from studio.episode.errors import StudioError
from studio.generate.flux.tensor_reader import ReadTensor, SafetensorFiles, Shapes, require_layout
from studio.generate.klein.blocks import KleinSizes

_CHANNELS_OF_TIME = 256


def open_klein(folder: Path, device: str, dtype: torch.dtype) -> tuple[ReadTensor, KleinSizes]:
    """A reader of the transformer of the pipeline in `folder`, and its sizes.

    Raises StudioError("input") where there is none, "damaged" where a tensor is missing or has another shape.
    """
    part = folder / "transformer"
    files = sorted(part.glob("*.safetensors"))
    if not files:
        raise StudioError("input", f"{part} has no .safetensors file: it is not the transformer of FLUX.2 klein.")
    sizes, reader = klein_sizes_of(part), SafetensorFiles(files, device, dtype)
    require_layout(reader.shapes(), klein_shapes(sizes), str(part))
    return reader, sizes


def klein_sizes_of(folder: Path) -> KleinSizes:
    """From a diffusers transformer's config.json.

    Raises StudioError("damaged") where it cannot be read, "input" for another FLUX.2, which has guidance built in.
    """
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        sizes = KleinSizes(
            double_blocks=config["num_layers"], single_blocks=config["num_single_layers"],
            heads=config["num_attention_heads"], head_dim=config["attention_head_dim"], channels=config["in_channels"],
            text_dim=config["joint_attention_dim"], mlp_ratio=config["mlp_ratio"], axes=tuple(config["axes_dims_rope"]),
            theta=config["rope_theta"])
        guidance = config["guidance_embeds"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudioError("damaged", f"{folder / 'config.json'} is not the configuration of FLUX.2 klein's transformer. "
                                     "Fetch it again.", repr(error)) from error
    if guidance:
        raise StudioError("input", f"{folder} is a FLUX.2 with guidance built in, which the engine klein cannot run: give "
                                   "the folder of FLUX.2 klein.")
    return sizes


def klein_shapes(sizes: KleinSizes) -> Shapes:
    """Every tensor of diffusers' `Flux2Transformer2DModel` of these sizes."""
    with torch.device("meta"):
        model = Flux2Transformer2DModel(
            in_channels=sizes.channels, num_layers=sizes.double_blocks, num_single_layers=sizes.single_blocks,
            attention_head_dim=sizes.head_dim, num_attention_heads=sizes.heads, joint_attention_dim=sizes.text_dim,
            timestep_guidance_channels=_CHANNELS_OF_TIME, mlp_ratio=sizes.mlp_ratio, axes_dims_rope=sizes.axes,
            rope_theta=sizes.theta, guidance_embeds=False)
    return {name: list(tensor.shape) for name, tensor in model.state_dict().items()}
