"""A changed byte is found; what nobody published is believed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.weights.digest_records import records_path
from studio.weights.places import own_place
from studio.weights.verify import verify
from studio.weights.weight_file import WeightFile
from tests.weights.rows import hub_row

FILES = {"config.json": b"{}", "weights.safetensors": b"weights" * 1000}


@pytest.fixture
def row() -> WeightFile:
    row = hub_row(FILES, unrecorded=("config.json",))
    for path, data in FILES.items():
        (own_place(row) / path).parent.mkdir(parents=True, exist_ok=True)
        (own_place(row) / path).write_bytes(data)
    return row


def states(row: WeightFile) -> list[str]:
    return [check.state for check in verify(row)]


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_first_seen_is_recorded_and_compared_afterwards(row: WeightFile) -> None:
    assert states(row) == ["recorded now", "as published"]
    assert states(row) == ["as recorded", "as published"]
    flip_a_bit(own_place(row) / "config.json")
    assert states(row) == ["another file", "as published"]


def test_a_flipped_bit_is_found(row: WeightFile) -> None:
    flip_a_bit(own_place(row) / "weights.safetensors")
    checks = verify(row)
    assert [(check.part, check.good) for check in checks] == [("config.json", True), ("weights.safetensors", False)]
    assert checks[1].path == str(own_place(row) / "weights.safetensors")


def test_lost_and_shortened_files_are_named(row: WeightFile) -> None:
    (own_place(row) / "weights.safetensors").write_bytes(b"short")
    (own_place(row) / "config.json").unlink()
    assert states(row) == ["missing", "another size"]
    assert not records_path().exists()


def test_nothing_here_is_missing() -> None:
    assert states(hub_row(FILES)) == ["missing", "missing"]


def test_how_much_was_read_is_told(row: WeightFile) -> None:
    heard: list[tuple[int, int]] = []
    verify(row, lambda have, of: heard.append((have, of)))
    assert heard == [(2, 7002), (7002, 7002)]


def test_damaged_records_are_a_sentence(row: WeightFile) -> None:
    records_path().write_text("[1]")
    with pytest.raises(StudioError, match="Delete it") as caught:
        verify(row)
    assert caught.value.kind == "damaged"


def test_it_can_be_stopped(row: WeightFile) -> None:
    with pytest.raises(StudioError, match="was stopped") as caught:
        verify(row, cancelled=lambda: True)
    assert caught.value.kind == "interrupted"
