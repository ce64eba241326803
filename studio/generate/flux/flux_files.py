"""The transformer's files: a diffusers folder, one safetensors file in diffusers' or in the original layout, and LoRA."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import FluxTransformer2DModel
from diffusers.loaders.single_file_utils import convert_flux_transformer_checkpoint_to_diffusers
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.flux.blocks import FluxSizes
from studio.generate.flux.tensor_reader import ReadTensor, SafetensorFiles, Shapes, require_layout

_ORIGINAL = "double_blocks.0.img_attn.qkv.weight"
_ROWS = 1 << 32     # more than any tensor has


def open_transformer(path: Path, device: str, dtype: torch.dtype) -> tuple[ReadTensor, FluxSizes]:
    """A reader of the transformer at `path`, and its sizes.

    `path` is a diffusers folder (of the whole pipeline or of the transformer) or a .safetensors file. Raises
    StudioError("input") where there is none, "damaged" where a tensor is missing or has another shape.
    """
    if path.is_dir():
        folder = path / "transformer" if (path / "transformer").is_dir() else path
        return folder_reader(folder, device, dtype), sizes_of(folder)
    if path.suffix != ".safetensors" or not path.is_file():
        raise StudioError("input", f"{path} is no transformer of FLUX.1: give its diffusers folder or a .safetensors file.")
    return file_reader(path, device, dtype), FluxSizes()


def folder_reader(folder: Path, device: str, dtype: torch.dtype) -> ReadTensor:
    """The tensors of a transformer's own diffusers folder."""
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise StudioError("input", f"{folder} has no .safetensors file: it is not the transformer of FLUX.1.")
    reader = SafetensorFiles(files, device, dtype)
    require_layout(reader.shapes(), published_shapes(sizes_of(folder)), str(folder))
    return reader


def file_reader(file: Path, device: str, dtype: torch.dtype) -> ReadTensor:
    """The tensors of one file, under their names in diffusers whatever its layout."""
    reader = SafetensorFiles([file], "cpu", dtype)
    if any(name.endswith(_ORIGINAL) for name in reader.names()):
        return _converted(reader, file, device)
    reader = SafetensorFiles([file], device, dtype)
    require_layout(reader.shapes(), published_shapes(FluxSizes()), str(file))
    return reader


def _converted(reader: SafetensorFiles, file: Path, device: str) -> ReadTensor:
    """From the original layout (also ComfyUI's): rows mapped from disk, brought to the device tensor by tensor.

    diffusers' converter only takes rows apart and puts them together, so it is given the numbers of rows in place of
    weights: 7 GB less to copy, and it tells for each of its tensors which rows of which tensor of the file it is.
    """
    shapes = reader.shapes()
    sources = [name for name, shape in shapes.items() if shape]
    numbers = {name: torch.arange(shapes[name][0]) + place * _ROWS for place, name in enumerate(sources)}
    try:
        rows: dict[str, Tensor] = convert_flux_transformer_checkpoint_to_diffusers(numbers)
    except (KeyError, IndexError, ValueError, RuntimeError) as error:
        raise StudioError("damaged", f"{file} is not a whole FLUX.1 transformer. Fetch it again.", repr(error)) from error
    origins = {name: sources[int(places[0]) // _ROWS] for name, places in rows.items()}
    require_layout({name: [len(places), *shapes[origins[name]][1:]] for name, places in rows.items()},
                   published_shapes(FluxSizes()), str(file))

    def read(name: str) -> Tensor:
        return reader(origins[name])[rows[name] % _ROWS].to(device)

    return read


def sizes_of(folder: Path) -> FluxSizes:
    """From a diffusers transformer's config.json; StudioError("damaged") where it cannot be read."""
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return FluxSizes(
            double_blocks=config["num_layers"], single_blocks=config["num_single_layers"],
            heads=config["num_attention_heads"], head_dim=config["attention_head_dim"], channels=config["in_channels"],
            text_dim=config["joint_attention_dim"], pooled_dim=config["pooled_projection_dim"],
            axes=tuple(config["axes_dims_rope"]), guidance=config["guidance_embeds"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudioError("damaged", f"{folder / 'config.json'} is not the configuration of a FLUX.1 transformer. "
                                     "Fetch it again.", repr(error)) from error


def published_shapes(sizes: FluxSizes) -> Shapes:
    """Every tensor of diffusers' `FluxTransformer2DModel` of these sizes."""
    with torch.device("meta"):
        model = FluxTransformer2DModel(
            in_channels=sizes.channels, num_layers=sizes.double_blocks, num_single_layers=sizes.single_blocks,
            attention_head_dim=sizes.head_dim, num_attention_heads=sizes.heads, joint_attention_dim=sizes.text_dim,
            pooled_projection_dim=sizes.pooled_dim, guidance_embeds=sizes.guidance, axes_dims_rope=sizes.axes)
    return {name: list(tensor.shape) for name, tensor in model.state_dict().items()}
