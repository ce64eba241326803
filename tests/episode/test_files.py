"""Files that are whole or not there, on a disk that may only be read and after kills; where names that are written lead."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path, named_path, passing_file, remove_leftovers, safe_name, write_atomically


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system that may only be read; skips where none can be mounted (only root on Linux may)."""
    folder = tmp_path / "read only"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a tmpfs here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_may_only_be_read_is_said(read_only: Path) -> None:
    with pytest.raises(StudioError, match="read only may not be written to") as caught:
        write_atomically(read_only / "a.txt", b"new")
    assert caught.value.kind == "disk"


def test_what_fails_inside_is_what_is_told(read_only: Path) -> None:
    with pytest.raises(ValueError, match="mine"), atomic_path(read_only / "a.txt"):
        raise ValueError("mine")
    with pytest.raises(ValueError, match="mine"), passing_file(read_only / "a.txt", ".wav"):
        raise ValueError("mine")


def test_a_passing_file_has_a_name_of_its_own_and_goes(tmp_path: Path) -> None:
    place = tmp_path / "new folder" / "a.mp4"
    with passing_file(place, ".wav") as one, passing_file(place, ".wav") as another:
        one.write_bytes(b"1")
        another.write_bytes(b"2")
        assert one.suffix == ".wav"
        assert one.read_bytes() == b"1"
    assert list(place.parent.iterdir()) == []


def test_leftovers_go_and_other_files_stay(tmp_path: Path) -> None:
    names = [".a.part", ".b.part.mp4", ".hidden", "c.part.mp4", ".d.mp4"]
    for name in names:
        (tmp_path / name).write_bytes(b"0")
    os.utime(tmp_path / ".a.part", (time.time() - 100, time.time() - 100))
    assert remove_leftovers(tmp_path, older_than_s=50) == 1
    assert remove_leftovers(tmp_path) == 1
    assert {path.name for path in tmp_path.iterdir()} == set(names[2:])


def test_a_name_of_raw_bytes_becomes_text_that_every_system_takes() -> None:
    assert safe_name("v\udcffx") == "v_x"


def test_names_count_from_the_folder_or_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "a.episode"
    assert named_path(folder, "../site") == folder / ".." / "site"
    assert named_path(folder, str(tmp_path / "b.pem")) == tmp_path / "b.pem"
    assert named_path(folder, "~/site") == tmp_path / "home" / "site"
    assert named_path(folder, "~nobody here/site") == folder / "~nobody here" / "site"
