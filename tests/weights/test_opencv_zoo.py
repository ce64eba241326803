"""Finding YuNet and SFace."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.weights.opencv_zoo import ZOO_VARIABLE, OpencvZoo, find_opencv_zoo, zoo_folder

OLD, NEW, SMALL = (f"face_detection_yunet_{name}.onnx" for name in ("2022mar", "2023mar", "2023mar_int8"))
SFACE = "face_recognition_sface_2021dec.onnx"


def put(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"model")
    return folder


@pytest.mark.usefixtures("home")
def test_nothing_there_is_none(tmp_path: Path) -> None:
    assert find_opencv_zoo() is None
    assert find_opencv_zoo(str(put(tmp_path / "zoo", SFACE))) is None


def test_the_newest_full_yunet_counts_and_sface_beside_it(tmp_path: Path) -> None:
    folder = put(tmp_path / "zoo", OLD, NEW, SMALL, SFACE)
    assert find_opencv_zoo(str(folder)) == OpencvZoo(folder / NEW, folder / SFACE)


def test_a_file_may_be_named_itself(tmp_path: Path) -> None:
    folder = put(tmp_path / "zoo", OLD, NEW)
    assert find_opencv_zoo(str(folder / OLD)) == OpencvZoo(folder / OLD, None)


@pytest.mark.usefixtures("home")
def test_the_environment_outranks_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(zoo_folder(), OLD)
    assert find_opencv_zoo() == OpencvZoo(zoo_folder() / OLD, None)
    monkeypatch.setenv(ZOO_VARIABLE, str(put(tmp_path / "zoo", NEW)))
    assert find_opencv_zoo() == OpencvZoo(tmp_path / "zoo" / NEW, None)
