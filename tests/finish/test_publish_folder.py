"""A publish folder after a publication that was killed, and folders that are not the studio's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.finish.publish_folder import FACTS_FILE, PAGE_FILE, Publisher, PublishFolder

MINE = Publisher("m1", "Monday")
_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.finish.test_publish_folder import MINE
from studio.finish.publish_folder import PublishFolder

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

folder, source, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if moment == "at first":
    os.fsync = die
site = PublishFolder(folder, MINE)
site.copy(source, "one.mp4", "video")
site.copy(source, "two.mp4", "video", "web", die)
"""


def publish(folder: Path, source: Path, *names: str) -> set[str]:
    """Publish a file under these names; what lies in the folder then."""
    site = PublishFolder(folder, MINE)
    for name in names:
        site.copy(source, name, "video")
    site.finish({}, "<p>")
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "video.mp4").write_bytes(bytes(3 << 20))
    return tmp_path / "video.mp4"


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX")
@pytest.mark.parametrize("moment", ["at first", "in a video"])
def test_what_a_killed_publication_left_goes_with_the_next(tmp_path: Path, source: Path, moment: str) -> None:
    folder = tmp_path / "site"
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(folder), str(source), moment], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert any(path.name.startswith(".") for path in folder.iterdir()), "half a file was left"
    assert (folder / "one.mp4").exists() == (moment == "in a video")
    assert publish(folder, source, "three.mp4") == {"three.mp4", FACTS_FILE, PAGE_FILE}
    assert "begun" not in json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))


def test_while_it_is_published_anew_the_old_facts_stay(tmp_path: Path, source: Path) -> None:
    publish(tmp_path / "site", source, "one.mp4")
    before = json.loads((tmp_path / "site" / FACTS_FILE).read_text(encoding="utf-8"))
    site = PublishFolder(tmp_path / "site", MINE)
    site.copy(source, "one.mp4", "video")
    site.write(b"x", "captions.srt", "captions")
    facts = json.loads((tmp_path / "site" / FACTS_FILE).read_text(encoding="utf-8"))
    assert facts == {**before, "begun": ["captions.srt"]}
    assert publish(tmp_path / "site", source, "one.mp4") == {"one.mp4", FACTS_FILE, PAGE_FILE}


def test_hidden_files_of_others_are_other_files(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / ".htaccess").write_text("mine")
    with pytest.raises(StudioError, match="holds other files"):
        publish(folder, source, "one.mp4")
    assert [path.name for path in folder.iterdir()] == [".htaccess"]


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "site"
    folder.symlink_to(folder)           # a loop: nobody can look into it, not even who may do everything
    with pytest.raises(StudioError, match=r"site cannot be looked into \(.+\): change its permissions") as caught:
        publish(folder, source, "one.mp4")
    assert caught.value.kind == "disk"
    folder.unlink()
    publish(folder, source, "one.mp4")
    (folder / FACTS_FILE).unlink()
    (folder / FACTS_FILE).symlink_to(folder / FACTS_FILE)
    with pytest.raises(StudioError, match="cannot be looked into"):
        publish(folder, source, "one.mp4")
    assert (folder / "one.mp4").exists()


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path, source: Path) -> None:
    for folder in (source, source / "site"):
        with pytest.raises(StudioError, match="is a file, or lies in one") as caught:
            publish(folder, source, "one.mp4")
        assert caught.value.kind == "input"
    assert source.stat().st_size == 3 << 20
    assert tmp_path.is_dir()
