"""Bad input of every kind: one clear sentence, a non-zero exit, nothing lost, never a traceback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.media.pictures import encode_png
from tests.cli.run_studio import Ran, run_studio
from tests.cli.small_inputs import make_arguments, write_inputs, write_tone


@pytest.fixture
def inputs(tmp_path: Path) -> dict[str, Path]:
    return write_inputs(tmp_path / "in", frames=3)


def refused(ran: Ran, *words: str, kind: str = "input", code: int = 1) -> None:
    """The command failed with one sentence that says these words."""
    assert ran.code == code, (ran.out, ran.err)
    assert "Traceback" not in ran.err + ran.out
    assert ran.error["kind"] == kind, ran.error
    for word in words:
        assert word in ran.error["message"], ran.error["message"]
    assert len(ran.out.strip().splitlines()) == 1


def write_sources(folder: Path) -> dict[str, Path]:
    """Sources that are none."""
    folder.mkdir()
    (folder / "text.mp4").write_text("this is no video", encoding="utf-8")
    (folder / "empty.mp4").write_bytes(b"")
    (folder / "no pictures").mkdir()
    write_tone(folder / "sound.wav", 0.5)
    return {"text": folder / "text.mp4", "empty": folder / "empty.mp4", "folder": folder / "no pictures",
            "sound": folder / "sound.wav", "missing": folder / "nothing here.mp4"}


@pytest.mark.parametrize("which", ["text", "empty", "folder", "sound", "missing"])
def test_a_source_that_is_none(inputs: dict[str, Path], tmp_path: Path, which: str) -> None:
    source = write_sources(tmp_path / "bad")[which]
    refused(run_studio(*make_arguments({**inputs, "source": source}, tmp_path / "e.mp4")), source.name)


@pytest.mark.parametrize(("frames", "said"), [("0-99", "0-2"), ("7", "0-2"), ("x", "cannot be read"), ("2-0", "backwards")])
def test_a_range_outside_the_source(inputs: dict[str, Path], tmp_path: Path, frames: str, said: str) -> None:
    ran = run_studio(*make_arguments(inputs, tmp_path / "e.mp4", "--frames", frames))
    wrong_words = frames in ("x", "2-0")
    refused(ran, said, kind="usage" if wrong_words else "input", code=2 if wrong_words else 1)


def test_one_broken_picture_is_named_and_the_rest_go_on(inputs: dict[str, Path], tmp_path: Path) -> None:
    (inputs["source"] / "f01.png").write_bytes((inputs["source"] / "f01.png").read_bytes()[:500])
    ran = run_studio(*make_arguments(inputs, tmp_path / "e.mp4"))
    assert ran.code == 0, ran.err
    assert "f01.png" in ran.err
    assert ran.result["takes"] == 2


def test_pictures_of_any_size_are_a_source(inputs: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "sizes"
    folder.mkdir()
    for number, (height, width) in enumerate(((1, 1), (4320, 7680))):
        (folder / f"{number}.png").write_bytes(encode_png(np.full((height, width, 3), 90, dtype=np.uint8)))
    words = make_arguments({**inputs, "source": folder}, tmp_path / "e.mp4")
    refused(run_studio(*words), "No take passes", "studio review", kind="nothing")
    assert len(list((tmp_path / "e.episode" / "takes").glob("??/*.png"))) == 2


def test_no_face_in_the_reference(inputs: dict[str, Path], tmp_path: Path) -> None:
    grey = tmp_path / "grey.png"
    grey.write_bytes(encode_png(np.full((200, 200, 3), 128, dtype=np.uint8)))
    refused(run_studio(*make_arguments({**inputs, "identity": grey}, tmp_path / "e.mp4")), "grey.png", "face")


def test_a_face_that_the_reference_does_not_have(inputs: dict[str, Path], tmp_path: Path) -> None:
    refused(run_studio(*make_arguments(inputs, tmp_path / "e.mp4", "--face", "4")), "reference.png", "face 4")


def test_no_frame_passes_the_filter(inputs: dict[str, Path], tmp_path: Path) -> None:
    ran = run_studio(*make_arguments(inputs, tmp_path / "e.mp4", "--min-det", "0.999"))
    refused(ran, "0.999", "--min-det", "studio reroll", kind="nothing")
    assert run_studio(*make_arguments(inputs, tmp_path / "e.mp4")).result["takes"] == 3


@pytest.mark.parametrize(("seconds", "frames"), [(0.01, 1), (0.04, 1)])
def test_a_voice_shorter_than_a_frame_is_one_frame(inputs: dict[str, Path], tmp_path: Path, seconds: float,
                                                   frames: int) -> None:
    write_tone(inputs["voice"], seconds)
    ran = run_studio(*make_arguments(inputs, tmp_path / "e.mp4"))
    assert ran.code == 0, ran.err
    assert ran.result["loop_frames"] == frames


def test_an_empty_voice_and_a_text(inputs: dict[str, Path], tmp_path: Path) -> None:
    write_tone(inputs["voice"], 0)
    refused(run_studio(*make_arguments(inputs, tmp_path / "e.mp4")), "voice.wav")
    inputs["voice"].write_text("not sound", encoding="utf-8")
    refused(run_studio(*make_arguments(inputs, tmp_path / "e.mp4")), "voice.wav")


def test_silence_is_used_and_said(inputs: dict[str, Path], tmp_path: Path) -> None:
    content = inputs["voice"].read_bytes()
    inputs["voice"].write_bytes(content[:44] + bytes(len(content) - 44))
    ran = run_studio(*make_arguments(inputs, tmp_path / "e.mp4"))
    assert ran.code == 0, ran.err
    assert "silent" in ran.err


@pytest.mark.parametrize("name", ["with space 'and' \"quotes\"", "Серия первая", "-leading dash", "a" * 120,
                                  pytest.param("line\nbreak", marks=pytest.mark.skipif(os.name == "nt", reason="NTFS"))])
def test_paths_of_any_kind_in_a_c_locale(inputs: dict[str, Path], tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    moved = {key: Path(shutil.move(path, folder / f"{name[:30]} {path.name}")) for key, path in inputs.items()}
    out = folder / f"{name[:40]}.mp4"
    ran = run_studio(*make_arguments(moved, out), env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": ""})
    assert ran.code == 0, ran.err
    assert out.is_file()
    assert ran.result["render"] == str(out)


def test_wrong_words_and_values(inputs: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "e.mp4"
    refused(run_studio("make", "--json"), "--out", kind="usage", code=2)
    refused(run_studio("mkae", "--json"), "mkae", kind="usage", code=2)
    refused(run_studio(*make_arguments(inputs, tmp_path / "e.avi")), ".avi", kind="usage", code=2)
    refused(run_studio(*make_arguments(inputs, out, "--engine", "fluxx")), "fluxx", kind="usage", code=2)
    refused(run_studio(*make_arguments(inputs, out, "--engine", "klein")), "klein", kind="missing")
    refused(run_studio(*make_arguments(inputs, out, "--fps", "0")), "frame", kind="usage", code=2)
    refused(run_studio(*make_arguments(inputs, out, "--min-det", "7")), "det")
    refused(run_studio(*make_arguments({**inputs, "preset": Path("Dee")}, out)), "Dee")
    inputs["preset"].write_text("stepps = 3\nwidth = -5\n", encoding="utf-8")
    refused(run_studio(*make_arguments(inputs, out)), "stepps", "steps", "width")


def test_commands_on_no_episode_or_an_empty_one(tmp_path: Path) -> None:
    refused(run_studio("review", tmp_path / "none.episode", "--json"), "not an episode")
    assert run_studio("new", tmp_path / "a.episode", "--json").code == 0
    refused(run_studio("new", tmp_path / "a.episode", "--json"), "already")
    for command in ("generate", "reroll"):
        refused(run_studio(command, tmp_path / "a.episode", "--json"), "--source")
    for command in ("assemble", "export"):
        refused(run_studio(command, tmp_path / "a.episode", "--json"), "studio generate", kind="nothing")
    refused(run_studio("undo", tmp_path / "a.episode", "--json"), "nothing to undo", kind="nothing")


def test_a_newer_or_a_damaged_episode(inputs: dict[str, Path], tmp_path: Path) -> None:
    words = make_arguments(inputs, tmp_path / "e.mp4")
    assert run_studio(*words).code == 0
    database = tmp_path / "e.episode" / "episode.db"
    whole = database.read_bytes()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version=77")
    connection.close()
    refused(run_studio(*words), "newer version", kind="version")
    database.write_bytes(b"\x00garbage" * 1000 + whole[:100])
    ran = run_studio(*words)
    assert ran.code == 0, ran.err
    assert "3 takes were found again" in ran.err
    generate = next(stage for stage in ran.result["stages"] if stage["name"] == "generate")
    assert generate["cached"]


@pytest.mark.parametrize("harm", ["empty", "gone", "scribbled"])
def test_an_episode_whose_database_is_lost_goes_on_step_by_step(inputs: dict[str, Path], tmp_path: Path, harm: str) -> None:
    assert run_studio(*make_arguments(inputs, tmp_path / "e.mp4")).code == 0
    episode = tmp_path / "e.episode"
    database = episode / "episode.db"
    with sqlite3.connect(database) as connection:
        first = connection.execute("SELECT rootpage FROM sqlite_master WHERE name='scores'").fetchone()[0]
        page = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    content = bytearray(database.read_bytes())
    if harm == "scribbled":         # where opening does not look
        content[(first - 1) * page : first * page] = b"\xff" * page
        database.write_bytes(content)
        refused(run_studio("score", episode, "--json"), "3 takes were found again", "same command again", kind="damaged")
    else:
        database.write_bytes(b"") if harm == "empty" else database.unlink()
    done = run_studio("generate", episode, "--json")
    assert done.code == 0, done.err
    assert (done.result["made"], done.result["found"], done.result["picks"]) == (0, 3, 3)
    assert harm == "scribbled" or "3 takes were found again" in done.err
    assert run_studio("export", episode).code == 0


@pytest.mark.parametrize("option", ["--identity", "--voice", "--source"])
def test_what_is_no_input_is_refused_and_nothing_changes(inputs: dict[str, Path], tmp_path: Path, option: str) -> None:
    episode, folder, empty = tmp_path / "e.episode", tmp_path / "folder", tmp_path / "empty"
    folder.mkdir()
    empty.write_bytes(b"")
    assert run_studio("new", episode, "--identity", inputs["identity"], "--voice", inputs["voice"]).code == 0
    before = (episode / "episode.toml").read_bytes()
    for path in (folder, empty, inputs["preset"], tmp_path / "none", Path(os.devnull)):
        refused(run_studio("import", episode, option, path, "--fps", "30", "--json"))
    assert (episode / "episode.toml").read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all names are text")
def test_names_of_raw_bytes(inputs: dict[str, Path], tmp_path: Path) -> None:
    picture = Path(shutil.copy(inputs["identity"], tmp_path / "me\udcff.png"))
    voice = Path(shutil.copy(inputs["voice"], tmp_path / "voice\udcff.wav"))
    assert run_studio("new", tmp_path / "e.episode", "--identity", picture).code == 0
    for words in (("import", tmp_path / "e.episode", "--voice", voice), ("loudness", voice),
                  ("new", tmp_path / "e\udcff.episode")):
        refused(run_studio(*words, "--json"), "is not UTF-8 text")
    refused(run_studio("generate", tmp_path / "none\udcff", "--json"), "not an episode")


def test_two_generators_on_one_episode(inputs: dict[str, Path], tmp_path: Path) -> None:
    words = make_arguments(inputs, tmp_path / "e.mp4")
    assert run_studio(*words).code == 0
    code = ("import sys, pathlib\nfrom studio.episode.lease import generating_lease\n"
            "with generating_lease(pathlib.Path(sys.argv[1])):\n print(flush=True)\n sys.stdin.read()\n")
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "e.episode")], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        refused(run_studio(*words), f"process {holder.pid}", kind="busy")
        assert run_studio("review", tmp_path / "e.episode", "--reject", "1", "--json").code == 0
        holder.communicate()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.5 MB; needs the superuser of a Linux."""
    folder = tmp_path / "small disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_during_takes_keeps_those_that_were_finished(inputs: dict[str, Path], small_disk: Path,
                                                                 tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=12)
    out = small_disk / "e.mp4"
    words = [*make_arguments(inputs, out, "--link")]
    refused(run_studio(*words), "disk is full", kind="disk")
    takes = {path.name: path.stat().st_ino for path in (small_disk / "e.episode" / "takes").glob("??/*.png")}
    assert takes
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    ran = run_studio(*words)
    assert ran.code == 0, ran.err
    after = {path.name: path.stat().st_ino for path in (small_disk / "e.episode" / "takes").glob("??/*.png")}
    assert takes.items() <= after.items()
    assert len(after) == 12


def test_a_full_disk_while_a_source_is_copied_leaves_nothing_of_it(inputs: dict[str, Path], small_disk: Path) -> None:
    episode = small_disk / "e.episode"
    assert run_studio("new", episode).code == 0
    before = (episode / "episode.toml").read_bytes()
    (small_disk / "ballast").write_bytes(bytes(1100 * 1024))
    refused(run_studio("import", episode, "--source", inputs["source"], "--json"), "disk is full", kind="disk")
    assert list((episode / "source").iterdir()) == []
    assert (episode / "episode.toml").read_bytes() == before


def test_a_full_disk_during_export_keeps_the_earlier_file(inputs: dict[str, Path], small_disk: Path, tmp_path: Path) -> None:
    words = make_arguments(inputs, small_disk / "e.mp4", "--episode", str(tmp_path / "e.episode"))
    (small_disk / "e.mp4").write_bytes(b"earlier")
    (small_disk / "ballast").write_bytes(bytes(1500 * 1024 - 12 * 1024))
    refused(run_studio(*words), "e.mp4", kind="disk")
    assert (small_disk / "e.mp4").read_bytes() == b"earlier"
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "e.mp4"]
    (small_disk / "ballast").unlink()
    assert run_studio(*words).code == 0


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are POSIX")
def test_a_folder_that_may_not_be_written(inputs: dict[str, Path], tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write anywhere")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    refused(run_studio(*make_arguments(inputs, folder / "e.mp4")), "may not be written", kind="disk")
