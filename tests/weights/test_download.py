"""A file is fetched whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.weights.download import download
from tests.weights.conftest import WebServer


def test_the_bytes_arrive_and_progress_is_told(web: WebServer, tmp_path: Path) -> None:
    web.content["/model"] = bytes(range(256)) * 10_000
    heard: list[tuple[int, int | None]] = []
    target = tmp_path / "new folder" / "model.onnx"
    download(f"{web.address}/model", target, lambda done, of: heard.append((done, of)))
    assert target.read_bytes() == web.content["/model"]
    assert heard[-1] == (2_560_000, 2_560_000)
    assert len(heard) > 1


@pytest.mark.parametrize("path", ["/cut", "/torn", "/absent"])
def test_nothing_is_left_of_a_failed_download(web: WebServer, tmp_path: Path, path: str) -> None:
    web.content |= {"/cut": b"x" * 3_000_000, "/torn": b"x" * 3_000_000}
    web.cut_off.add("/cut")
    web.torn.add("/torn")
    with pytest.raises(StudioError) as caught:
        download(f"{web.address}{path}", tmp_path / "model")
    assert caught.value.kind == "missing"
    assert f"{web.address}{path}" in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_file_survives_a_failed_download(web: WebServer, tmp_path: Path) -> None:
    web.content["/cut"] = b"x" * 3_000_000
    web.cut_off.add("/cut")
    target = tmp_path / "model"
    target.write_bytes(b"earlier")
    with pytest.raises(StudioError):
        download(f"{web.address}/cut", target)
    assert target.read_bytes() == b"earlier"


def test_no_network_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        download("http://127.0.0.1:9/model", tmp_path / "model")
    assert caught.value.kind == "missing"
    assert "Check the network" in caught.value.message


def test_a_folder_that_is_a_file_is_the_disks_fault(web: WebServer, tmp_path: Path) -> None:
    web.content["/model"] = b"x"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StudioError) as caught:
        download(f"{web.address}/model", tmp_path / "file" / "model")
    assert caught.value.kind == "disk"
