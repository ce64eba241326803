"""Tensors out of safetensors files, and what is said of files that are not what they should be."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from studio.episode.errors import StudioError
from studio.generate.flux.tensor_reader import SafetensorFiles, require_layout


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "a.safetensors", tmp_path / "b.safetensors"]
    save_file({"one.weight": torch.arange(6.0).reshape(2, 3)}, paths[0])
    save_file({"two.bias": torch.ones(4)}, paths[1])
    return paths


def test_several_files_are_one_store(files: list[Path]) -> None:
    reader = SafetensorFiles(files, "cpu", torch.bfloat16)
    assert reader.names() == {"one.weight", "two.bias"}
    assert {name: list(shape) for name, shape in reader.shapes().items()} == {"one.weight": [2, 3], "two.bias": [4]}
    assert reader("one.weight").dtype == torch.bfloat16
    assert torch.equal(reader("one.weight").float(), torch.arange(6.0).reshape(2, 3))
    with pytest.raises(KeyError):
        reader("three")


@pytest.mark.parametrize("damage", [b"", b"not a safetensors file", None])
def test_a_damaged_file_is_named(files: list[Path], damage: bytes | None) -> None:
    files[1].write_bytes(files[1].read_bytes()[:-3] if damage is None else damage)
    with pytest.raises(StudioError, match=r"b\.safetensors is not a whole safetensors file\. Fetch it again") as refused:
        SafetensorFiles(files, "cpu", torch.float32)
    assert refused.value.kind == "damaged"


def test_the_first_tensor_that_does_not_fit_is_named() -> None:
    held = {"one": [2, 3], "two": [4], "count": list[int]()}
    require_layout(held, {"one": [2, 3], "count": []}, "it")
    for wanted, sentence in (({"three": [1]}, "it has no three"), ({"two": [5]}, "its two is 4, not 5"),
                             ({"one": [3, 2]}, "its one is 2x3, not 3x2"), ({"count": [1]}, "its count is a number, not 1")):
        with pytest.raises(StudioError, match=f"it is not the published file: {sentence}. Fetch it again") as refused:
            require_layout(held, wanted, "it")
        assert refused.value.kind == "damaged"
