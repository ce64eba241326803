"""Weights that lie on this machine already are known by name, size and tensors, checked, and linked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.weights.import_weights import import_weights
from studio.weights.locate import find_row
from studio.weights.places import own_place
from studio.weights.verify import verify
from studio.weights.weight_file import HubSource, UrlSource, WeightFile
from tests.weights.rows import hub_row, make_row, safetensors_of

TENSORS = {"encoder.latents": (1, 32, 8), "ca.0.to_q.weight": (4, 4)}
ADAPTER = safetensors_of({**TENSORS, "further": (3,)})
FOLDER = {"model_index.json": b'{"_class_name": "Tiny"}', "transformer/config.json": b"{}",
          "transformer/weights.safetensors": safetensors_of({"block.weight": (64, 64)}),
          "vae/weights.safetensors": safetensors_of({"decoder.weight": (8, 8)})}


@pytest.fixture
def adapter() -> WeightFile:
    return make_row(HubSource("somebody/adapter"), {"adapter_v1.safetensors": ADAPTER}, "adapter", tensors=TENSORS)


@pytest.fixture
def parser() -> WeightFile:
    return make_row(UrlSource("https://example.org/parser.onnx"), {"parser.onnx": b"onnx" * 100}, "parser")


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_a_models_folder_of_another_program(tmp_path: Path, adapter: WeightFile, parser: WeightFile) -> None:
    models = write(tmp_path / "ComfyUI" / "models", {
        "pulid/adapter_v1.safetensors": ADAPTER, "facexlib/parser.onnx": b"onnx" * 100, "loras/mine.safetensors": b"x"})
    report = import_weights(models, rows=[adapter, parser])
    assert (report.imported, report.already, report.notices) == (["adapter", "parser"], [], [])
    found = find_row(adapter)
    assert found == own_place(adapter) / "adapter_v1.safetensors"
    assert found.is_symlink()
    assert found.resolve() == models / "pulid" / "adapter_v1.safetensors"
    assert [check.state for check in verify(adapter)] == ["as published"]
    assert import_weights(models, rows=[adapter, parser]).already == ["adapter", "parser"]


def test_a_renamed_file_is_known_by_its_tensors(tmp_path: Path, adapter: WeightFile) -> None:
    write(tmp_path / "models", {"my face thing.safetensors": ADAPTER})
    assert import_weights(tmp_path / "models", rows=[adapter]).imported == ["adapter"]
    assert find_row(adapter) == own_place(adapter) / "adapter_v1.safetensors"


def test_another_version_of_it_is_left_out_with_a_sentence(tmp_path: Path, adapter: WeightFile,
                                                           parser: WeightFile) -> None:
    write(tmp_path / "models", {"fp8.safetensors": safetensors_of(TENSORS), "parser.onnx": b"onnx" * 100})
    report = import_weights(tmp_path / "models", rows=[adapter, parser])
    assert report.imported == ["parser"]
    assert len(report.notices) == 1
    assert "fp8.safetensors has the tensors of The adapter model" in report.notices[0]


def test_a_changed_byte_is_found(tmp_path: Path, adapter: WeightFile) -> None:
    write(tmp_path / "models", {"adapter_v1.safetensors": ADAPTER[:-1] + b"\x10"})
    with pytest.raises(StudioError, match="another sha256") as caught:
        import_weights(tmp_path / "models", rows=[adapter])
    assert caught.value.kind == "input"
    assert find_row(adapter) is None


def test_a_whole_folder_is_taken_in(tmp_path: Path) -> None:
    row = hub_row(FOLDER, unrecorded=("model_index.json", "transformer/config.json"))
    write(tmp_path / "downloads" / "FLUX", FOLDER)
    assert import_weights(tmp_path / "downloads", rows=[row]).imported == ["tiny"]
    folder = find_row(row)
    assert folder == own_place(row)
    assert {path: (folder / path).read_bytes() for path in FOLDER} == FOLDER
    assert {check.state for check in verify(row)} == {"as recorded", "as published"}


def test_a_folder_that_is_not_whole_says_what_is_missing(tmp_path: Path, adapter: WeightFile) -> None:
    row = hub_row(FOLDER)
    files = {path: data for path, data in FOLDER.items() if not path.startswith("vae")}
    write(tmp_path / "models", {**files, "adapter_v1.safetensors": ADAPTER})
    report = import_weights(tmp_path / "models", rows=[row, adapter])
    assert report.imported == ["adapter"]
    assert "is not whole: vae/weights.safetensors is missing or of another size" in report.notices[0]
    assert find_row(row) is None


def test_copied_it_does_not_need_the_original(tmp_path: Path, adapter: WeightFile) -> None:
    models = write(tmp_path / "models", {"adapter_v1.safetensors": ADAPTER})
    import_weights(models, copy=True, rows=[adapter])
    (models / "adapter_v1.safetensors").unlink()
    found = find_row(adapter)
    assert found is not None
    assert found.read_bytes() == ADAPTER


def test_a_link_whose_original_went_is_missing_and_made_anew(tmp_path: Path, adapter: WeightFile) -> None:
    models = write(tmp_path / "models", {"adapter_v1.safetensors": ADAPTER})
    import_weights(models, rows=[adapter])
    models.rename(tmp_path / "moved")
    assert find_row(adapter) is None
    assert import_weights(tmp_path / "moved", rows=[adapter]).imported == ["adapter"]
    assert find_row(adapter) is not None


def test_pickles_are_named_and_never_opened(tmp_path: Path, parser: WeightFile) -> None:
    write(tmp_path / "models", {"clip/EVA02_CLIP_L_336_psz14_s6B.pt": b"cos\nsystem\n", "parser.onnx": b"onnx" * 100})
    report = import_weights(tmp_path / "models", rows=[parser])
    assert report.imported == ["parser"]
    assert "is a pickle" in report.notices[0]
    assert "studio weights fetch eva02-clip" in report.notices[0]


def test_damaged_safetensors_are_passed_over(tmp_path: Path, adapter: WeightFile, parser: WeightFile) -> None:
    write(tmp_path / "models", {"a.safetensors": b"\xff" * 40, "b.safetensors": b"", "parser.onnx": b"onnx" * 100})
    assert import_weights(tmp_path / "models", rows=[adapter, parser]).imported == ["parser"]


def test_a_folder_with_nothing_known_is_a_sentence(tmp_path: Path, adapter: WeightFile) -> None:
    with pytest.raises(StudioError, match="holds none of the weights"):
        import_weights(tmp_path, rows=[adapter])
    with pytest.raises(StudioError, match="is not a folder"):
        import_weights(tmp_path / "nowhere", rows=[adapter])


def test_stopped_it_takes_nothing_more(tmp_path: Path, adapter: WeightFile, parser: WeightFile) -> None:
    write(tmp_path / "models", {"adapter_v1.safetensors": ADAPTER, "parser.onnx": b"onnx" * 100})
    with pytest.raises(StudioError) as caught:
        import_weights(tmp_path / "models", rows=[adapter, parser], cancelled=lambda: True)
    assert caught.value.kind == "interrupted"
    assert find_row(parser) is None
