"""The transformer out of a folder and out of one file of either layout, at full size where only names count."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from studio.episode.errors import StudioError
from studio.generate.flux.blocks import FluxSizes
from studio.generate.flux.flux_files import open_transformer, published_shapes, sizes_of

DIM = 3072
CHANGES = dict[str, "np.ndarray[tuple[int, ...], np.dtype[np.uint16]]"]


def test_a_folder_of_the_pipeline_or_of_the_transformer(parity: Path, tmp_path: Path) -> None:
    shutil.copytree(parity / "flux_pulid_transformer", tmp_path / "transformer")
    for folder in (tmp_path, tmp_path / "transformer"):
        read, sizes = open_transformer(folder, "cpu", torch.float32)
        assert sizes == sizes_of(parity / "flux_pulid_transformer")
        assert read("x_embedder.weight").shape == (sizes.dim, sizes.channels)


def test_a_folder_that_lacks_a_tensor_or_has_another_shape(parity: Path, tmp_path: Path) -> None:
    folder = tmp_path / "transformer"
    shutil.copytree(parity / "flux_pulid_transformer", folder)
    file = next(folder.glob("*.safetensors"))
    whole = load_file(file)
    without = {name: held for name, held in whole.items() if name != "proj_out.bias"}
    save_file(without, file)
    _refused(folder, "damaged", "it has no proj_out.bias")
    save_file({**without, "proj_out.bias": torch.zeros(3)}, file)
    _refused(folder, "damaged", "its proj_out.bias is 3, not ")
    file.write_bytes(file.read_bytes()[:1000])
    _refused(folder, "damaged", "is not a whole safetensors file")
    file.unlink()
    _refused(folder, "input", "has no .safetensors file")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"num_layers": 2}'])
def test_a_configuration_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(StudioError, match=r"config\.json is not the configuration of a FLUX\.1 transformer") as refused:
        sizes_of(tmp_path)
    assert refused.value.kind == "damaged"


def test_what_is_no_transformer_at_all(tmp_path: Path) -> None:
    (tmp_path / "model.ckpt").write_bytes(b"pickled")
    _refused(tmp_path / "model.ckpt", "input", "is no transformer of FLUX.1")
    _refused(tmp_path / "absent.safetensors", "input", "is no transformer of FLUX.1")


def test_one_file_in_the_layout_of_diffusers(tmp_path: Path) -> None:
    file, values = tmp_path / "flux.safetensors", _numbered(3 * DIM)
    _write_sparse(file, published_shapes(FluxSizes()), {"transformer_blocks.3.norm1.linear.bias": _numbered(6 * DIM)})
    read, sizes = open_transformer(file, "cpu", torch.bfloat16)
    assert sizes == FluxSizes()
    assert torch.equal(read("transformer_blocks.3.norm1.linear.bias")[: 3 * DIM], _tensor(values))
    _write_sparse(file, {**published_shapes(FluxSizes()), "proj_out.weight": [64, 64]}, {})
    _refused(file, "damaged", "its proj_out.weight is 64x64, not 64x3072")


@pytest.mark.parametrize("prefix", ["", "model.diffusion_model."])
def test_one_file_in_the_original_layout(tmp_path: Path, prefix: str) -> None:
    file = tmp_path / "flux1-dev.safetensors"
    qkv, linear, last = _numbered(3 * DIM), _numbered(7 * DIM), _numbered(2 * DIM)
    _write_sparse(file, {f"{prefix}{name}": shape for name, shape in _original_shapes().items()}, {
        f"{prefix}double_blocks.18.txt_attn.qkv.bias": qkv, f"{prefix}single_blocks.37.linear1.bias": linear,
        f"{prefix}final_layer.adaLN_modulation.1.bias": last,
        f"{prefix}img_in.weight": _numbered(DIM * 64).reshape(DIM, 64)})
    read, sizes = open_transformer(file, "cpu", torch.bfloat16)
    assert sizes == FluxSizes()
    for place, name in enumerate(("add_q_proj", "add_k_proj", "add_v_proj")):
        assert torch.equal(read(f"transformer_blocks.18.attn.{name}.bias"), _tensor(qkv[place * DIM : (place + 1) * DIM]))
    for place, name in enumerate(("attn.to_q", "attn.to_k", "attn.to_v")):
        assert torch.equal(read(f"single_transformer_blocks.37.{name}.bias"),
                           _tensor(linear[place * DIM : (place + 1) * DIM]))
    assert torch.equal(read("single_transformer_blocks.37.proj_mlp.bias"), _tensor(linear[3 * DIM :]))
    # the original has shift before scale, diffusers scale before shift
    assert torch.equal(read("norm_out.linear.bias"), _tensor(np.concatenate([last[DIM:], last[:DIM]])))
    assert torch.equal(read("x_embedder.weight"), _tensor(_numbered(DIM * 64).reshape(DIM, 64)))
    assert read("single_transformer_blocks.0.proj_mlp.weight").shape == (4 * DIM, DIM)


@pytest.mark.parametrize("lost", ["single_blocks.", "img_in.weight", "double_blocks.7.img_mlp.2.bias"])
def test_an_original_file_that_is_not_whole(tmp_path: Path, lost: str) -> None:
    file = tmp_path / "flux1-dev.safetensors"
    _write_sparse(file, {name: shape for name, shape in _original_shapes().items() if not name.startswith(lost)}, {})
    _refused(file, "damaged", "is not a whole FLUX.1 transformer. Fetch it again.")


def test_an_original_file_of_another_model(tmp_path: Path) -> None:
    file = tmp_path / "schnell.safetensors"
    shapes = {name: shape for name, shape in _original_shapes().items() if not name.startswith("guidance_in")}
    _write_sparse(file, shapes, {})
    _refused(file, "damaged", "it has no time_text_embed.guidance_embedder.linear_1.weight")


def _refused(path: Path, kind: str, words: str) -> None:
    with pytest.raises(StudioError) as refused:
        open_transformer(path, "cpu", torch.float32)
    assert refused.value.kind == kind
    assert words in refused.value.message


def _original_shapes() -> dict[str, list[int]]:
    """black-forest-labs/flux, src/flux/model.py, with the sizes of FLUX.1-dev."""
    shapes: dict[str, list[int]] = {}

    def linear(name: str, ins: int, outs: int) -> None:
        shapes.update({f"{name}.weight": [outs, ins], f"{name}.bias": [outs]})

    linear("img_in", 64, DIM)
    linear("txt_in", 4096, DIM)
    for name, ins in (("time_in", 256), ("vector_in", 768), ("guidance_in", 256)):
        linear(f"{name}.in_layer", ins, DIM)
        linear(f"{name}.out_layer", DIM, DIM)
    for block in range(19):
        for stream in ("img", "txt"):
            _double(f"double_blocks.{block}.{stream}", linear, shapes)
    for block in range(38):
        linear(f"single_blocks.{block}.modulation.lin", DIM, 3 * DIM)
        linear(f"single_blocks.{block}.linear1", DIM, 7 * DIM)
        linear(f"single_blocks.{block}.linear2", 5 * DIM, DIM)
        _norms(f"single_blocks.{block}.norm", shapes)
    linear("final_layer.linear", DIM, 64)
    linear("final_layer.adaLN_modulation.1", DIM, 2 * DIM)
    return shapes


def _double(name: str, linear: Callable[[str, int, int], None], shapes: dict[str, list[int]]) -> None:
    linear(f"{name}_mod.lin", DIM, 6 * DIM)
    linear(f"{name}_attn.qkv", DIM, 3 * DIM)
    linear(f"{name}_attn.proj", DIM, DIM)
    linear(f"{name}_mlp.0", DIM, 4 * DIM)
    linear(f"{name}_mlp.2", 4 * DIM, DIM)
    _norms(f"{name}_attn.norm", shapes)


def _norms(name: str, shapes: dict[str, list[int]]) -> None:
    shapes.update({f"{name}.query_norm.scale": [128], f"{name}.key_norm.scale": [128]})


def _numbered(count: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    """Bit patterns of different bfloat16 numbers, finite ones."""
    return (np.arange(count) % 0x7F00).astype(np.uint16)


def _tensor(bits: np.ndarray[tuple[int, ...], np.dtype[np.uint16]]) -> torch.Tensor:
    return torch.from_numpy(bits.view(np.int16).copy()).view(torch.bfloat16)


def _write_sparse(file: Path, shapes: Mapping[str, Sequence[int]], values: CHANGES) -> None:
    """A safetensors file of bfloat16 zeros that takes no room on the disk, but for `values`."""
    header, end, places = dict[str, object](), 0, dict[str, int]()
    for name, shape in shapes.items():
        places[name], size = end, 2 * int(np.prod(shape))
        header[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode("ascii")
    text += b" " * (-len(text) % 8)
    with file.open("wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        out.truncate(8 + len(text) + end)
        for name, held in values.items():
            out.seek(8 + len(text) + places[name])
            out.write(held.tobytes())
