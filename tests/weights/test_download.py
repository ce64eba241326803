"""A file is fetched whole or not at all, and what has come is not fetched again."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from studio.episode.errors import StudioError
from studio.weights.download import UNFINISHED, download
from tests.weights.web_server import WebServer

BODY = bytes(range(256)) * 100_000       # 25.6 MB: several chunks


@pytest.fixture
def address(hub: WebServer) -> str:
    hub.content["/model"] = BODY
    return f"{hub.address}/model"


def starts(hub: WebServer) -> list[int]:
    return [asked.start for asked in hub.asked if asked.method == "GET"]


def test_the_bytes_arrive_and_progress_is_told(hub: WebServer, address: str, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    target = tmp_path / "new folder" / "model.onnx"
    download(address, target, lambda done, of: heard.append((done, of)))
    assert target.read_bytes() == BODY
    assert heard[0] == (0, len(BODY))
    assert heard[-1] == (len(BODY), len(BODY))
    assert len(heard) > 2
    assert starts(hub) == [0]


@pytest.mark.parametrize("how", ["cut_off", "torn"])
def test_a_connection_that_ends_in_the_middle_is_taken_up_there(hub: WebServer, address: str, tmp_path: Path,
                                                               how: str) -> None:
    getattr(hub, how)["/model"] = 1
    download(address, tmp_path / "model", size=len(BODY))
    assert (tmp_path / "model").read_bytes() == BODY
    first, second = starts(hub)
    assert first == 0
    assert 0 < second <= len(BODY) // 2 if how == "cut_off" else second <= len(BODY) // 2


def test_what_an_ended_process_left_is_continued(hub: WebServer, address: str, tmp_path: Path) -> None:
    (tmp_path / f"model{UNFINISHED}").write_bytes(BODY[:1_000_000])
    heard: list[int] = []
    download(address, tmp_path / "model", lambda done, _: heard.append(done), size=len(BODY))
    assert (tmp_path / "model").read_bytes() == BODY
    assert starts(hub) == [1_000_000]
    assert heard[0] == 1_000_000
    assert not (tmp_path / f"model{UNFINISHED}").exists()


def test_a_server_without_ranges_is_read_from_the_start(hub: WebServer, address: str, tmp_path: Path) -> None:
    hub.without_ranges.add("/model")
    (tmp_path / f"model{UNFINISHED}").write_bytes(b"z" * 1_000_000)
    download(address, tmp_path / "model", size=len(BODY))
    assert (tmp_path / "model").read_bytes() == BODY


def test_too_much_is_thrown_away(address: str, tmp_path: Path) -> None:
    (tmp_path / f"model{UNFINISHED}").write_bytes(BODY + b"more")
    download(address, tmp_path / "model", size=len(BODY))
    assert (tmp_path / "model").read_bytes() == BODY


def test_cancelled_it_keeps_what_came(hub: WebServer, address: str, tmp_path: Path) -> None:
    have: list[int] = []
    with pytest.raises(StudioError) as caught:
        download(address, tmp_path / "model", lambda done, _: have.append(done), size=len(BODY),
                 cancelled=lambda: bool(have) and have[-1] > 0)
    assert caught.value.kind == "interrupted"
    assert not (tmp_path / "model").exists()
    left = (tmp_path / f"model{UNFINISHED}").stat().st_size
    assert left >= have[-1] > 0
    download(address, tmp_path / "model", size=len(BODY))
    assert starts(hub)[-1] == left
    assert (tmp_path / "model").read_bytes() == BODY


def test_absent_is_a_sentence_and_leaves_nothing_at_its_name(hub: WebServer, tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        download(f"{hub.address}/absent", tmp_path / "model")
    assert caught.value.kind == "missing"
    assert "answered 404" in caught.value.message
    assert not (tmp_path / "model").exists()


def test_an_earlier_file_survives_a_failed_download(hub: WebServer, address: str, tmp_path: Path) -> None:
    hub.cut_off["/model"] = 100
    (tmp_path / "model").write_bytes(b"earlier")
    with pytest.raises(StudioError):
        download(address, tmp_path / "model", size=len(BODY) + 1)
    assert (tmp_path / "model").read_bytes() == b"earlier"


def test_no_network_is_a_sentence(hub: WebServer, tmp_path: Path) -> None:
    del hub
    with pytest.raises(StudioError) as caught:
        download("http://127.0.0.1:9/model", tmp_path / "model")
    assert caught.value.kind == "missing"
    assert "Check the network" in caught.value.message


def test_two_at_once_are_not(address: str, tmp_path: Path) -> None:
    with FileLock(tmp_path / f".model{UNFINISHED}.lock"), pytest.raises(StudioError, match="Another studio") as caught:
        download(address, tmp_path / "model")
    assert caught.value.kind == "busy"


def test_a_folder_that_is_a_file_is_the_disks_fault(address: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StudioError) as caught:
        download(address, tmp_path / "file" / "model")
    assert caught.value.kind == "disk"
