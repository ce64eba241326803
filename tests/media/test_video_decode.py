"""Frame n is the n-th frame, however it is reached; nothing is left running."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.media import video_decode
from studio.media.ffmpeg import FfmpegProcess, file_argument, run_ffmpeg
from studio.media.probe import VideoInfo, probe_video
from studio.media.video_decode import decode_frames
from tests.media.video_files import UNEVEN, number_in, numbered, uneven_seconds, write_numbered, write_video

COUNT = 120
SELECTIONS: tuple[Sequence[int], ...] = ([0], [57], [10, 20, 50], [29, 30, 31], [COUNT - 1], range(0, COUNT, 4))

KINDS = {
    "b-frames.mp4": (),
    "open-gop.mp4": ("-x264-params", "open-gop=1:keyint=20:bframes=4:b-pyramid=normal"),
    "uneven.mp4": UNEVEN,
    "uneven.mkv": UNEVEN,
    "stream.ts": (),
    "moving-start.ts": ("-output_ts_offset", "5"),
    "bare.h264": (),
    "intra-refresh.mp4": ("-x264-params", "intra-refresh=1:keyint=20"),
    "hevc.mp4": ("-c:v", "libx265", "-x265-params", "keyint=25:log-level=none"),
    "vp9.webm": ("-c:v", "libvpx-vp9", "-b:v", "200k", "-deadline", "realtime"),
    "vp8-hidden-frames.webm": ("-c:v", "libvpx", "-b:v", "200k", "-auto-alt-ref", "1", "-lag-in-frames", "16"),
    "packed.avi": ("-c:v", "mpeg4", "-q:v", "2", "-bf", "2"),
    "animated.gif": ("-c:v", "gif", "-pix_fmt", "pal8"),
}


OPEN_HEVC = ("-x265-params", "open-gop=1:keyint=20:min-keyint=20:bframes=4:scenecut=0:log-level=none")


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("videos")


def made(folder: Path, name: str) -> VideoInfo:
    path = folder / name
    if not path.exists():
        write_numbered(path, COUNT, *KINDS[name])
    return probe_video(path)


def numbers_seen(info: VideoInfo, wanted: Sequence[int]) -> list[tuple[int, int]]:
    return [(number, number_in(picture)) for number, picture in decode_frames(info, wanted)]


@pytest.mark.parametrize("name", KINDS)
def test_every_frame_is_itself(videos: Path, name: str) -> None:
    info = made(videos, name)
    assert info.frame_count == COUNT
    assert numbers_seen(info, range(COUNT)) == [(n, n) for n in range(COUNT)]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("wanted", SELECTIONS, ids=str)
def test_chosen_frames_are_themselves(videos: Path, name: str, wanted: Sequence[int]) -> None:
    assert numbers_seen(made(videos, name), wanted) == [(n, n) for n in wanted]


@pytest.mark.parametrize("name", ["b-frames.mp4", "uneven.mp4", "hevc.mp4", "vp9.webm"])
def test_pixels_are_those_of_a_full_decode(videos: Path, name: str) -> None:
    info = made(videos, name)
    whole = dict(decode_frames(info, range(COUNT)))
    for number, picture in decode_frames(info, [5, 58, 59, 119]):
        assert np.array_equal(picture, whole[number])


@pytest.mark.parametrize("name", ["uneven.mp4", "uneven.mkv"])
def test_uneven_times_are_the_frames_own(videos: Path, name: str) -> None:
    info = made(videos, name)
    assert info.variable_rate
    assert np.abs(info.frame_times - uneven_seconds(COUNT)).max() < 1e-9


def test_cut_without_encoding_counts_from_the_cut(videos: Path, tmp_path: Path) -> None:
    whole, cut = made(videos, "b-frames.mp4"), tmp_path / "cut.mp4"
    run_ffmpeg(["-ss", "1.48", "-i", file_argument(whole.path), "-c", "copy", file_argument(cut)])
    info = probe_video(cut)
    first = numbers_seen(info, [0])[0][1]
    assert first == 37  # 1.48 s at 25 fps: an edit list hides the seven frames from the key frame at 30
    assert numbers_seen(info, range(info.frame_count)) == [(n, n + first) for n in range(info.frame_count)]
    assert info.frame_count == COUNT - first
    assert info.notices == ()


def test_cut_before_frames_that_need_a_missing_one(tmp_path: Path) -> None:
    """After an open-GOP cut the first packets refer to what is gone: packets, but no frames."""
    whole = write_numbered(tmp_path / "whole.mp4", COUNT, "-c:v", "libx265", *OPEN_HEVC)
    cut = tmp_path / "cut.ts"
    run_ffmpeg(["-ss", "1.7", "-i", file_argument(whole), "-c", "copy", file_argument(cut)])
    info = probe_video(cut)
    first = numbers_seen(info, [0])[0][1]
    assert first == 40
    assert numbers_seen(info, range(info.frame_count)) == [(n, n + 40) for n in range(COUNT - 40)]


def test_seeking_past_the_frame_is_noticed(videos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = made(videos, "b-frames.mp4")
    monkeypatch.setattr(video_decode, "seek_stamp", lambda info, first: int(info.stamps[first + 40]))
    assert numbers_seen(info, [35, 36, 80]) == [(35, 35), (36, 36), (80, 80)]


def test_far_apart_frames_are_reached_by_seeking(tmp_path: Path) -> None:
    info = probe_video(write_numbered(tmp_path / "long.mp4", 3000, "-preset", "ultrafast"))
    wanted = [3, 4, 1000, 1600, 2999]
    assert numbers_seen(info, wanted) == [(n, n) for n in wanted]


def test_thousands_of_scattered_frames(tmp_path: Path) -> None:
    info = probe_video(write_numbered(tmp_path / "long.mp4", 3000, "-preset", "ultrafast"))
    wanted = sorted(np.random.default_rng(0).choice(3000, 1200, replace=False).tolist())
    assert numbers_seen(info, wanted) == [(n, n) for n in wanted]


def test_nothing_wanted_starts_nothing(videos: Path) -> None:
    assert list(decode_frames(made(videos, "b-frames.mp4"), [])) == []


@pytest.mark.parametrize("wanted", [[3, 2], [1, 1], [-1], [COUNT]])
def test_numbers_out_of_order_or_range_are_refused(videos: Path, wanted: list[int]) -> None:
    with pytest.raises(ValueError, match="frame numbers"):
        next(decode_frames(made(videos, "b-frames.mp4"), wanted))


def test_closing_early_ends_ffmpeg(videos: Path) -> None:
    frames = decode_frames(made(videos, "b-frames.mp4"), range(COUNT))
    next(frames)
    assert any("ffmpeg" in child.name() for child in psutil.Process().children())
    frames.close()
    assert not any("ffmpeg" in child.name() for child in psutil.Process().children())


def test_file_that_changed_after_probing_is_told(videos: Path, tmp_path: Path) -> None:
    info = made(videos, "b-frames.mp4")
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(info.path.read_bytes())
    info = probe_video(copy)
    write_numbered(copy, 50)
    seen: list[int] = []

    def read_all() -> None:
        seen.extend(number for number, _ in decode_frames(info, range(COUNT)))

    with pytest.raises(StudioError, match=r"70 frames of .*copy.mp4 do not decode: 50, 51") as caught:
        read_all()
    assert caught.value.kind == "damaged"
    assert seen == list(range(50))


def test_memory_stays_flat(tmp_path: Path) -> None:
    data = bytes(1280 * 720 * 60)
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    info = probe_video(write_video(tmp_path / "big.mp4", data, (1280, 720), pixel_format="gray", codec=codec))
    tracemalloc.start()
    assert sum(1 for _ in decode_frames(info, range(60))) == 60
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1280 * 720 * 3


NAMES = [
    "with space.mp4",
    "-dash.mp4",
    "it's \"quoted\".mp4",
    "Голова кадр.mp4",
    "new\nline.mp4",
    "100%d [a],b;c.mp4",
    "a:b.mp4",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name(videos: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(made(videos, "b-frames.mp4").path.read_bytes())
    except OSError:
        pytest.skip("this file system has no such names")
    monkeypatch.chdir(tmp_path)
    assert numbers_seen(probe_video(path), [57]) == [(57, 57)]
    assert numbers_seen(probe_video(Path(name)), [57]) == [(57, 57)]


def test_cyrillic_name_in_a_c_locale(videos: Path, tmp_path: Path) -> None:
    path = tmp_path / "Голова.mp4"
    path.write_bytes(made(videos, "b-frames.mp4").path.read_bytes())
    code = (
        "import sys; from pathlib import Path; from studio.media.probe import probe_video;"
        "from studio.media.video_decode import decode_frames;"
        "print(next(decode_frames(probe_video(Path(sys.argv[1])), [3]))[0])"
    )
    environment = {"LC_ALL": "C", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code, path], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, b"3"), done.stderr


def test_real_footage_matches_ffmpeg_frame_by_frame(shared: Path) -> None:
    """Against a plain full decode by ffmpeg, counted, not timed."""
    path = shared / "media" / "splat_head_orbit_512_24fps_7s.mp4"
    info = probe_video(path)
    assert (info.frame_count, info.width, info.height, round(info.fps, 3)) == (168, 512, 512, 24.0)
    plain = "scale=in_color_matrix=%s:in_range=limited:out_range=full:flags=bicubic+full_chroma_int+accurate_rnd"
    args = ["-i", file_argument(path), "-vf", plain % info.matrix, "-fps_mode", "passthrough", "-f", "rawvideo"]
    ours = decode_frames(info, [0, 57, 58, 100, 167])
    found = dict(ours)
    with FfmpegProcess([*args, "-pix_fmt", "rgb24", "pipe:1"], task="decode", reads_output=True) as process:
        for number in range(168):
            picture = np.frombuffer(process.output.read(512 * 512 * 3), np.uint8).reshape(512, 512, 3)
            if number in found:
                assert np.abs(picture.astype(int) - found[number]).max() <= 1


def test_numbered_frames_read_back() -> None:
    assert [number_in(np.dstack([frame] * 3)) for frame in numbered(70)] == list(range(70))
