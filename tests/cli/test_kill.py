"""Killed at any moment, the job ends in the same pictures and sound; no finished take is made twice, none is lost."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from studio.episode.store import EpisodeStore
from studio.media.ffmpeg import file_argument, run_ffmpeg
from tests.cli.run_studio import STUDIO, run_studio
from tests.cli.small_inputs import SLOW_STEPS, make_arguments, write_inputs
from tests.ui.episodes import make_episode_with_takes

KILLS = 20


@pytest.mark.slow
def test_twenty_kills_change_nothing(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=12)
    home, calm = tmp_path / "home", tmp_path / "calm"
    started = time.monotonic()
    whole = run_studio(*make_arguments(inputs, calm / "e.mp4"), env={"STUDIO_HOME": str(calm)})
    length = time.monotonic() - started
    assert whole.code == 0, whole.err
    moments = random.Random(20)
    out = tmp_path / "killed" / "e.mp4"
    seen: dict[str, int] = {}
    for number in range(KILLS):
        _run_and_kill(make_arguments(inputs, out), home, moments.uniform(0.1, 0.9) * length, whole_tree=bool(number % 2))
        seen = _no_take_changed(home, out.with_suffix(".episode"), seen)
    ended = run_studio(*make_arguments(inputs, out), env={"STUDIO_HOME": str(home)})
    assert ended.code == 0, ended.err
    seen = _no_take_changed(home, out.with_suffix(".episode"), seen)
    assert len([name for name in seen if name.startswith("episode")]) == 12
    assert ended.result["takes"] == 12
    assert _content(out) == _content(calm / "e.mp4")


@pytest.mark.parametrize("stage", ["foley", "picture"])
def test_an_export_killed_in_its_midst_goes_on_and_loses_no_stage(tmp_path: Path, stage: str) -> None:
    """Killed while `stage` is at work, with all that it started: what is filed is whole, and runs no second time."""
    episode = make_episode_with_takes(tmp_path / "a.episode", 12)
    words = ["export", str(episode), "--lip-sync", "draft", "--foley", "draft", "--loudness", "-14", "--fade-in", "0.3",
             "--publish", str(tmp_path / "public"), "--json"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([*STUDIO, *words], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 60
        while not _at_work(episode, stage) and time.monotonic() < deadline:
            time.sleep(0.002)
        _kill(process, whole_tree=True)
    with EpisodeStore.open_to_read(episode) as store:
        done = {run.stage: store.path(run.output) for run in store.stages.all() if run.output.startswith("stages/")}
    assert "publish" not in done
    assert all(path.is_file() for path in done.values())
    before = {name: (path.stat().st_ino, path.read_bytes()) for name, path in done.items()}
    ended = run_studio(*words)
    assert ended.code == 0, ended.err
    cached = {found["name"] for found in ended.result["stages"] if found["cached"]}
    assert {"loop", "lipsync"} <= cached
    assert cached == {found["name"] for found in ended.result["stages"]} & set(done)
    assert {name: (path.stat().st_ino, path.read_bytes()) for name, path in done.items()} == before
    assert (tmp_path / "public" / "a" / "index.html").is_file()


def _at_work(episode: Path, stage: str) -> bool:
    """Whether it has begun to write; its hidden half lies in its folder."""
    return any((episode / "stages" / stage).glob("*"))


def _run_and_kill(words: list[str], home: Path, after_s: float, *, whole_tree: bool) -> None:
    env = {**os.environ, "STUDIO_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([*STUDIO, *words], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        time.sleep(after_s)
        _kill(process, whole_tree=whole_tree)


def _kill(process: subprocess.Popen[bytes], *, whole_tree: bool) -> None:
    family = [psutil.Process(process.pid)]
    if whole_tree:
        with contextlib.suppress(psutil.NoSuchProcess):
            family += family[0].children(recursive=True)
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()


def _no_take_changed(home: Path, episode: Path, seen: dict[str, int]) -> dict[str, int]:
    """A take made twice would be another file under the same name; a lost one, no file."""
    found = {f"{where} {path.stem}": path.stat().st_ino
             for where, folder in (("episode", episode / "takes"), ("cache", home / "cache" / "takes"))
             for path in folder.glob("??/*.png") if not path.name.startswith(".")}
    assert seen.items() <= found.items()
    return found


def _content(video: Path) -> tuple[bytes, bytes]:
    """The md5 of every frame, and the decoded sound."""
    frames = run_ffmpeg(["-i", file_argument(video), "-map", "0:v", "-f", "framemd5", "-"])
    sound = run_ffmpeg(["-i", file_argument(video), "-map", "0:a", "-f", "f32le", "-"])
    return frames, sound


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_stop_keeps_the_state_and_says_so(tmp_path: Path, name: str) -> None:
    import signal

    def as_in_a_terminal() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)        # a test run in the background is started with it ignored

    inputs = write_inputs(tmp_path / "in", frames=12, steps=SLOW_STEPS)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    words = make_arguments(inputs, tmp_path / "e.mp4", "--frames", "0-11")
    takes = tmp_path / "e.episode" / "takes"
    with subprocess.Popen([*STUDIO, *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          preexec_fn=as_in_a_terminal) as process:
        deadline = time.monotonic() + 60
        while _finished(takes) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(getattr(signal, name))
        out, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b'"kind": "interrupted"' in out.splitlines()[-1]
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    kept = _finished(takes)
    ended = run_studio(*words)
    assert ended.code == 0, ended.err
    assert ended.result["takes"] == 12
    assert kept >= 2


def _finished(takes: Path) -> int:
    """Takes under their final names; half-written ones have hidden names."""
    return sum(not path.name.startswith(".") for path in takes.glob("??/*.png"))
