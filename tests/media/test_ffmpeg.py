"""Running ffmpeg: nothing left behind, nothing blocked, every failure a sentence."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil
import pytest

from studio.episode.errors import StudioError
from studio.media import ffmpeg
from studio.media.ffmpeg import FfmpegProcess, ffmpeg_path, ffmpeg_version, file_argument, run_ffmpeg
from tests.media.killed_parent import ffmpeg_outlives

ENDLESS = ["-f", "lavfi", "-i", "testsrc2=size=320x240", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def test_bundled_binary_is_found_and_says_its_version() -> None:
    assert ffmpeg_path().is_file()
    assert ffmpeg_version()[0].isdigit() or ffmpeg_version()[0] == "n"


def test_configured_binary_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_FFMPEG", sys.executable)
    assert ffmpeg_path() == Path(sys.executable).absolute()


def test_configured_binary_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_FFMPEG", "/no/such/ffmpeg")
    with pytest.raises(StudioError, match="/no/such/ffmpeg") as caught:
        ffmpeg_path()
    assert caught.value.kind == "missing"


def test_input_and_output_larger_than_any_pipe_buffer() -> None:
    data = bytes(range(256)) * 12 * 1000
    raw = ["-f", "rawvideo", "-pixel_format", "gray", "-video_size", "64x48"]
    assert run_ffmpeg([*raw, "-i", "pipe:0", *raw[:4], "pipe:1"], stdin=data) == data


def test_failure_carries_a_sentence_and_the_log() -> None:
    with pytest.raises(StudioError, match=r"ffmpeg could not read this: .*such file") as caught:
        run_ffmpeg(["-i", "file:/no/such.mp4", "-f", "null", "-"], task="read this")
    assert caught.value.kind == "input"
    assert "/no/such.mp4" in caught.value.detail


def test_sentence_is_the_cause_without_addresses(tmp_path: Path) -> None:
    target = file_argument(tmp_path / "x.mp4")
    with pytest.raises(StudioError) as caught:
        run_ffmpeg(["-f", "lavfi", "-i", "color=s=15x15:d=0.1", "-c:v", "libx264", "-pix_fmt", "yuv420p", target])
    assert caught.value.message == "ffmpeg could not do this: width not divisible by 2 (15x15)"
    assert " @ 0x" in caught.value.detail


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_told_apart() -> None:
    with pytest.raises(StudioError, match="disk is full") as caught:
        run_ffmpeg([*ENDLESS[:4], "-t", "5", *ENDLESS[4:-1], "file:/dev/full"], task="write it")
    assert caught.value.kind == "disk"


def test_leaving_early_ends_the_process() -> None:
    with FfmpegProcess(ENDLESS, task="test", reads_output=True) as process:
        process.output.read(1000)
        assert psutil.pid_exists(process.pid)
    assert not psutil.pid_exists(process.pid)  # a zombie would still exist
    assert not children()


def test_error_in_the_block_ends_the_process() -> None:
    with pytest.raises(KeyboardInterrupt), FfmpegProcess(ENDLESS, task="test", reads_output=True) as process:
        raise KeyboardInterrupt
    assert not psutil.pid_exists(process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="a kill -9 reaches children on Linux alone")
@pytest.mark.parametrize("way", ["from file to file", "reading", "writing"])
def test_it_does_not_outlive_a_killed_parent(tmp_path: Path, way: str) -> None:
    script = """
import sys, time
from studio.media.ffmpeg import FfmpegProcess, run_ffmpeg
out, way = sys.argv[1:]
endless = ["-f", "lavfi", "-i", "testsrc2=size=64x64", "-f", "mp4"]
if way == "from file to file":
    run_ffmpeg([*endless, out])
elif way == "reading":
    with FfmpegProcess([*endless[:-1], "rawvideo", "pipe:1", "-metadata", out], task="test", reads_output=True) as process:
        while process.output.read(1000):
            pass
else:
    with FfmpegProcess(["-f", "rawvideo", "-s", "64x64", "-i", "pipe:0", "-f", "mp4", out], task="test",
                       takes_input=True) as process:
        while True:
            process.write(bytes(64 * 64 * 3 // 2))
"""
    assert not ffmpeg_outlives(script, [str(tmp_path / "marked.mp4"), way], "marked.mp4")


def test_flood_of_log_lines_does_not_block() -> None:
    started = time.monotonic()
    args = ["-loglevel", "trace", *ENDLESS[:4], "-frames:v", "300", *ENDLESS[4:]]
    with FfmpegProcess(args, task="test", reads_output=True) as process:
        output = process.output.read()
        process.finish()
        assert len(process.log.splitlines()) == ffmpeg._KEPT_LINES
    assert len(output) == 300 * 320 * 240 * 3
    assert time.monotonic() - started < 60


def feed_forever(process: FfmpegProcess) -> None:
    while True:
        process.write(b"\0" * 100_000)


def test_writing_to_one_that_has_stopped_says_why() -> None:
    args = ["-f", "rawvideo", "-video_size", "nonsense", "-i", "pipe:0", "-f", "null", "-"]
    with (
        FfmpegProcess(args, task="take pictures", takes_input=True) as process,
        pytest.raises(StudioError, match="ffmpeg could not take pictures"),
    ):
        feed_forever(process)
    assert not children()


@pytest.mark.skipif(sys.platform == "win32", reason="process groups of POSIX")
def test_runs_in_a_process_group_of_its_own() -> None:
    import os

    with FfmpegProcess(ENDLESS, task="test", reads_output=True) as process:
        assert os.getpgid(process.pid) != os.getpgid(0)


def test_file_arguments_are_absolute_and_literal() -> None:
    assert file_argument(Path("-x.mp4")) == f"file:{Path.cwd() / '-x.mp4'}"
