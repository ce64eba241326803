"""flux-pulid through the real command, with weights of a tiny size: made, killed, resumed, accepted by hand, exported."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import av
import psutil
import pytest

from tests.cli.run_studio import STUDIO, run_studio
from tests.cli.small_inputs import make_arguments, write_inputs

pytest.importorskip("torch", reason="torch is not installed")

FRAMES = 4
ON_ONE_CORE = {"STUDIO_DEVICE": "cpu", "OMP_NUM_THREADS": "1"}
"""Threads that wait for one another make tiny products thirty times slower where the cores are busy."""
PRESET = """engine = "flux-pulid"
width = 64
height = 96
steps = 20

[options]
text_tokens = 64
step_cache = 0.2
"""


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    from tests.generate.flux.tiny_weights import write_tiny_weights

    return write_tiny_weights(tmp_path_factory.mktemp("weights"), shared / "parity")


def test_killed_and_resumed_it_gives_the_same_pictures_and_a_video(tmp_path: Path, weights: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=FRAMES)
    inputs["preset"].write_text(PRESET, encoding="utf-8")
    calm, killed = ({"STUDIO_HOME": str(tmp_path / name), "STUDIO_FLUX_WEIGHTS": str(weights), **ON_ONE_CORE}
                    for name in ("calm", "killed"))
    whole = run_studio(*_arguments(inputs, tmp_path / "calm.mp4"), env=calm)
    # no face is found in random pictures
    assert whole.error["kind"] == "nothing", whole.err
    assert "The step cache left out " in whole.err
    assert " of 20 steps of the first take." in whole.err

    out = tmp_path / "killed.mp4"
    kept = _run_until_a_take_is_there_and_kill(_arguments(inputs, out), killed, tmp_path / "killed.episode")
    assert 0 < len(kept) < FRAMES
    assert run_studio(*_arguments(inputs, out), env=killed).error["kind"] == "nothing"
    after = _files(tmp_path / "killed.episode" / "takes")
    assert len(after) == FRAMES
    assert kept.items() <= after.items()
    assert _pictures(tmp_path / "killed") == _pictures(tmp_path / "calm")
    assert len(set(_pictures(tmp_path / "calm").values())) == FRAMES

    episode = tmp_path / "killed.episode"
    assert run_studio("review", episode, "--accept", "0-3", "--json", env=killed).result["picks"] == FRAMES
    exported = run_studio("export", episode, "--out", out, "--json", env=killed)
    assert exported.code == 0, exported.err
    with av.open(str(out)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (64, 96)


def _arguments(inputs: dict[str, Path], out: Path) -> list[str]:
    return make_arguments(inputs, out, "--engine", "flux-pulid")


def _run_until_a_take_is_there_and_kill(words: list[str], env: dict[str, str], episode: Path) -> dict[str, int]:
    """The takes that were finished, with their files' numbers."""
    surroundings = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **env}
    with subprocess.Popen([*STUDIO, *words], env=surroundings, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 120
        while not _files(episode / "takes") and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.005)
        for member in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)):
            member.kill()
    return _files(episode / "takes")


def _files(takes: Path) -> dict[str, int]:
    """A take made twice would be another file under the same name."""
    return {path.name: path.stat().st_ino for path in takes.glob("??/*.png") if not path.name.startswith(".")}


def _pictures(home: Path) -> dict[str, bytes]:
    """Finished takes as the engine's process kept them, by key."""
    return {path.name: path.read_bytes() for path in (home / "cache" / "takes").glob("??/*.png")
            if not path.name.startswith(".")}
