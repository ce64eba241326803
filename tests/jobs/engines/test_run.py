"""Runs of programs that behave like the engines: what is made, and what becomes of each failure."""

from __future__ import annotations

import io
import sys
import time
import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.finish.engines.registry import engine_named
from studio.jobs.engines.environment import engine_environment
from studio.jobs.engines.private_folder import private_folder
from studio.jobs.engines.run import EnginePlace, EngineRequest, run_engine
from studio.jobs.events import StopRequested
from studio.media.probe import probe_video
from studio.media.sound import probe_sound
from studio.media.video_encode import VideoSettings, encode_video
from tests.finish.engines.stand_ins import StandIn, make_stand_in
from tests.patience import within

FRAMES, WIDTH, HEIGHT = 20, 64, 96
REQUEST = EngineRequest(FRAMES, Fraction(25), WIDTH, HEIGHT)


def place_of(stand_in: StandIn) -> EnginePlace:
    adapter = engine_named(stand_in.name)
    return EnginePlace(adapter, stand_in.checkout, str(stand_in.python), adapter.facts.usual_variant)


def film(folder: Path, frames: int, *, black: int | None = None) -> bytes:
    """Frames that get brighter, one of them black."""
    shades = [0 if number == black else 60 + 4 * number for number in range(frames)]
    pictures = (np.full((HEIGHT, WIDTH, 3), shade, np.uint8) for shade in shades)
    encode_video(pictures, VideoSettings(Fraction(25), 10, "ultrafast"), folder / "film.mp4")
    return (folder / "film.mp4").read_bytes()


def voice(frames: int = FRAMES) -> bytes:
    """A tone as long as so many frames."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes((8000 * np.sin(np.arange(frames * 1920) / 30)).astype("<i2").tobytes())
    return data.getvalue()


def nothing(_: float) -> None:
    """Hears, and lets go on."""


@pytest.fixture
def latentsync(tmp_path: Path) -> StandIn:
    return make_stand_in("latentsync", tmp_path / "a folder with spaces")


@pytest.fixture
def mmaudio(tmp_path: Path) -> StandIn:
    return make_stand_in("mmaudio", tmp_path)


def test_lips_are_made_and_the_checkout_stays_as_it_was(latentsync: StandIn, tmp_path: Path) -> None:
    kept = latentsync.checkout / "temp" / "my notes.txt"
    kept.parent.mkdir()
    kept.write_text("here")
    heard: list[float] = []
    made = run_engine(place_of(latentsync), REQUEST, film(tmp_path, FRAMES + 4), voice(), heard.append)
    (tmp_path / "made.mp4").write_bytes(made.result)
    info = probe_video(tmp_path / "made.mp4")
    assert (info.width, info.height, info.fps, info.frame_count) == (WIDTH, HEIGHT, 25, FRAMES + 2)
    assert heard == sorted(heard)
    assert "Affine transforming 22 faces" in made.log
    assert kept.read_text() == "here"
    assert not list(latentsync.checkout.glob("*.mp4"))


@pytest.mark.parametrize(("how", "kind", "words"), [
    ("memory", "engine", "LatentSync ran out of GPU memory"),
    ("silent", "engine", "left no video"),
    ("short", "engine", "made 11 frames where 20 were asked for"),
    ("size", "engine", "a video of 32x96 where 64x96 was given"),
    ("hang", "engine", "took longer than 4 s for 1 s of video and was ended"),
])
def test_a_failure_is_one_sentence_and_the_next_try_works(latentsync: StandIn, tmp_path: Path, how: str, kind: str,
                                                          words: str) -> None:
    latentsync.behave(how)
    limited = EngineRequest(FRAMES, Fraction(25), WIDTH, HEIGHT, limit_s=4.0 if how == "hang" else 0.0)
    video = film(tmp_path, FRAMES + 4)
    with pytest.raises(StudioError) as failed:
        run_engine(place_of(latentsync), limited, video, voice(), nothing)
    assert failed.value.kind == kind
    assert words in failed.value.message
    assert "Input video path" in failed.value.detail
    latentsync.behave("")
    assert run_engine(place_of(latentsync), REQUEST, video, voice(), nothing).result


def test_a_frame_without_a_face_is_named_for_what_it_is(latentsync: StandIn, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="LatentSync found no face in a frame of the loop") as failed:
        run_engine(place_of(latentsync), REQUEST, film(tmp_path, FRAMES + 4, black=7), voice(), nothing)
    assert failed.value.kind == "input"
    assert "Face not detected" in failed.value.detail


def test_what_is_not_whole_is_said_with_what_brings_it(latentsync: StandIn, mmaudio: StandIn, tmp_path: Path) -> None:
    (latentsync.checkout / "checkpoints" / "latentsync_unet.pt").write_text("version https://git-lfs.github.com/spec/v1")
    with pytest.raises(StudioError, match=r"checkpoints/latentsync_unet.pt is missing.*huggingface-cli download"):
        place_of(latentsync).check()
    with pytest.raises(StudioError, match="There is no folder"):
        EnginePlace(engine_named("latentsync"), tmp_path / "no", str(latentsync.python), "1.6").check()
    for python, words in ((str(tmp_path / "no"), "was not found"), ("/bin/echo", "is no Python")):
        with pytest.raises(StudioError, match=words) as failed:
            EnginePlace(engine_named("mmaudio"), mmaudio.checkout, python, "large_44k_v2").check()
        assert failed.value.kind == "missing"
    found = place_of(mmaudio).check()
    assert found["python"].startswith("3.")
    (mmaudio.checkout / "demo.py").write_text("print('another')")
    assert place_of(mmaudio).check()["fingerprint"] != found["fingerprint"]


def test_a_cancel_takes_less_than_two_seconds_and_leaves_no_process(latentsync: StandIn, tmp_path: Path) -> None:
    latentsync.behave("hang")
    asked: list[float] = []
    running: list[psutil.Process] = []

    def stop_when_it_hangs(done: float) -> None:
        children = psutil.Process().children(recursive=True)
        if done >= 0.1 and any("sleep(600)" in " ".join(child.cmdline()) for child in children):
            asked.append(time.monotonic())
            running.extend(children)
            raise StopRequested

    with pytest.raises(StopRequested):
        run_engine(place_of(latentsync), REQUEST, film(tmp_path, FRAMES + 4), voice(), stop_when_it_hangs)
    assert time.monotonic() - asked[0] < within(2)
    assert len(running) >= 2
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in running)


def test_sound_is_made_by_prompts_that_look_like_options(mmaudio: StandIn, tmp_path: Path) -> None:
    asked = EngineRequest(FRAMES, Fraction(25), WIDTH, HEIGHT, prompt="-rf $(touch x) a\ndoor", avoid="--music", seed=7)
    made = run_engine(place_of(mmaudio), asked, film(tmp_path, FRAMES + 5), None, nothing)
    (tmp_path / "made.flac").write_bytes(made.result)
    assert 0 <= probe_sound(tmp_path / "made.flac").duration_s - FRAMES / 25 < 0.1
    assert "7 -rf $(touch x) a" in "\n".join(mmaudio.runs())
    assert not (mmaudio.checkout / "x").exists()


@pytest.mark.parametrize(("how", "words"), [
    ("package", "lacks the package a_package_that_is_not_there"), ("short", "of sound where 0.80 s were asked for"),
])
def test_failures_of_sound(mmaudio: StandIn, tmp_path: Path, how: str, words: str) -> None:
    mmaudio.behave(how)
    video = film(tmp_path, FRAMES + 5)
    with pytest.raises(StudioError, match=words):
        run_engine(place_of(mmaudio), REQUEST, video, None, nothing)
    mmaudio.behave("")
    assert run_engine(place_of(mmaudio), REQUEST, video, None, nothing).result


def test_a_video_that_is_too_short_for_the_sound_is_not_taken_for_a_result(mmaudio: StandIn, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="video that is too short"):
        run_engine(place_of(mmaudio), REQUEST, film(tmp_path, FRAMES // 2), None, nothing)


def test_the_private_folder_has_no_spaces_and_orphans_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    orphan = tmp_path / "studio-engine-999999999-abc"
    orphan.mkdir()
    with private_folder() as folder:
        assert folder.parent == tmp_path
        assert not orphan.exists()
        assert folder.exists()
    assert not folder.exists()
    (tmp_path / "with spaces").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "with spaces"))
    with private_folder() as folder:
        assert " " not in str(folder)
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "with spaces"))
    with pytest.raises(StudioError, match="TMPDIR"), private_folder():
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_a_full_disk_is_said_as_one(latentsync: StandIn) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))     # no file may become larger
    try:
        with pytest.raises(StudioError, match="The disk is full") as caught:
            run_engine(place_of(latentsync), REQUEST, bytes(2 << 20), voice(), nothing)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.kind == "disk"


def test_little_of_our_environment_reaches_an_engine(tmp_path: Path) -> None:
    ours = {"PATH": "/bin", "PYTHONPATH": "/x", "HF_TOKEN": "s", "HF_HUB_TOKEN": "s", "CUDA_VISIBLE_DEVICES": "1",
            "VIRTUAL_ENV": "/v", "HOME": "/h", "AWS_SECRET_ACCESS_KEY": "s"}
    told = engine_environment("/opt/env/bin/python", tmp_path, ours)
    assert told["PATH"].split(":") == ["/opt/env/bin", "/bin"]
    assert {"CUDA_VISIBLE_DEVICES", "HOME", "TMPDIR"} <= set(told)
    assert not {"PYTHONPATH", "HF_TOKEN", "HF_HUB_TOKEN", "VIRTUAL_ENV", "AWS_SECRET_ACCESS_KEY"} & set(told)
