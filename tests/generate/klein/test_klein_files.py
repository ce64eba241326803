"""The published layout: every tensor of klein 4B by name and shape, and what is said of a folder that is something else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from studio.episode.errors import StudioError
from studio.generate.klein.blocks import KleinSizes
from studio.generate.klein.klein_files import klein_shapes, klein_sizes_of, open_klein
from studio.generate.klein.modulations import modulations
from studio.generate.klein.transformer import KleinTransformer
from studio.weights.catalog import catalog_row

WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "klein"))


def test_klein_4b_has_the_bytes_of_the_published_file() -> None:
    numbers = sum(torch.Size(shape).numel() for shape in klein_shapes(KleinSizes()).values())
    header = 2 * numbers - next(part.size or 0 for part in catalog_row("flux2-klein").parts if part.path == WEIGHTS)
    assert -100_000 < header < 0


def test_at_full_size_every_published_tensor_is_used_once() -> None:
    shapes = klein_shapes(KleinSizes())
    used: list[str] = []

    def read(name: str) -> Tensor:
        used.append(name)
        return torch.empty(*shapes[name], device="meta")

    KleinTransformer(read, KleinSizes())
    modulations(read, KleinSizes(), [1.0, 0.5], torch.device("meta"), torch.bfloat16)
    assert sorted(used) == sorted(shapes)


def test_sizes_come_from_the_folder(folder: Path) -> None:
    read, sizes = open_klein(folder, "cpu", torch.bfloat16)
    assert (sizes.double_blocks, sizes.single_blocks, sizes.dim, sizes.theta) == (2, 3, 32, 2000)
    assert read("x_embedder.weight").dtype == torch.bfloat16


def test_a_missing_tensor_is_named(folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS)
    del tensors["single_transformer_blocks.2.attn.to_out.weight"]
    save_file(tensors, folder / WEIGHTS)
    assert "single_transformer_blocks.2.attn.to_out.weight" in _refused(folder, "damaged")


def test_another_shape_is_named(folder: Path) -> None:
    tensors = load_file(folder / WEIGHTS)
    tensors["proj_out.weight"] = torch.zeros(4, 32)
    save_file(tensors, folder / WEIGHTS)
    assert "proj_out.weight is 4x32, not 16x32" in _refused(folder, "damaged")


@pytest.mark.parametrize(("change", "kind", "words"), [
    ({"guidance_embeds": True}, "input", "guidance built in"), ({"num_layers": None}, "damaged", "configuration")])
def test_another_configuration_is_refused(folder: Path, change: dict[str, object], kind: str, words: str) -> None:
    path = folder / "transformer" / "config.json"
    config = {**json.loads(path.read_text()), **change}
    path.write_text(json.dumps({name: value for name, value in config.items() if value is not None}))
    with pytest.raises(StudioError, match=words) as caught:
        klein_sizes_of(folder / "transformer")
    assert caught.value.kind == kind


def test_a_folder_without_a_transformer(folder: Path) -> None:
    (folder / WEIGHTS).unlink()
    assert "not the transformer of FLUX.2 klein" in _refused(folder, "input")


def _refused(folder: Path, kind: str) -> str:
    with pytest.raises(StudioError) as caught:
        open_klein(folder, "cpu", torch.float32)
    assert caught.value.kind == kind
    return caught.value.message
