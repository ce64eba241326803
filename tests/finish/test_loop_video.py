from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.finish.frame_diff import neighbour_differences
from studio.finish.loop import LoopPlan, plan_loop
from studio.finish.loop_video import encode_period, join_periods
from studio.media.pictures import encode_png
from tests.finish.clips import decode_video, fill_disk, make_loop, moving_pictures, names_in, noisy_pictures


class _StopError(Exception):
    """What a person's cancel raises."""


@pytest.mark.parametrize(
    ("picks", "frames", "fps"),
    [
        (20, 38 * 7 * 2 + 11, Fraction(25)),
        (20, 38 * 7 * 2 + 1, Fraction(24)),
        (20, 38 * 7, Fraction(60)),
        (6, 777, Fraction(30000, 1001)),
        (1, 512, Fraction(30)),
        (140, 300, Fraction(25)),
        (2, 1, Fraction(25)),
        (9, 2, Fraction(60000, 1001)),
    ],
)
def test_joined_frames_are_the_units_frames_evenly_spaced(
    tmp_path: Path, picks: int, frames: int, fps: Fraction
) -> None:
    plan = LoopPlan(picks, fps, frames)
    loop = decode_video(make_loop(tmp_path, plan))
    unit = decode_video(tmp_path / "period.mp4")
    assert len(unit.frames) == plan.unit
    assert loop.times == [n / fps for n in range(frames)]
    assert loop.frames == [unit.frames[n % plan.unit] for n in range(frames)]


def test_what_is_shown_is_what_was_planned(tmp_path: Path) -> None:
    plan = LoopPlan(7, Fraction(25), 400, start=3, forward=False, hold=1)
    pictures = noisy_pictures(7, 8, 8)
    flat = [np.full((32, 32, 3), 30 * n + 20, dtype=np.uint8) for n in range(len(pictures))]
    with av.open(str(make_loop(tmp_path, plan, flat))) as container:
        levels = [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(video=0)]
    assert [round((level - 20) / 30) for level in levels] == plan.indices.tolist()


def test_nothing_is_decoded_with_errors(tmp_path: Path) -> None:
    loop = make_loop(tmp_path, LoopPlan(20, Fraction(25), 700))
    with av.open(str(loop), options={"err_detect": "explode"}) as container:
        container.streams.video[0].codec_context.options = {"err_detect": "explode"}
        assert sum(1 for _ in container.decode(video=0)) == 700


def test_an_hour_is_joined_without_holding_it(tmp_path: Path) -> None:
    plan = plan_loop(20, 3600, Fraction(25))
    loop = make_loop(tmp_path, plan, moving_pictures(20, 32, 32))
    with av.open(str(loop)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        ticks = Fraction(1, 25) / Fraction(container.streams.video[0].time_base or 1)
    stamps = sorted(packet.pts for packet in packets if packet.pts is not None)
    assert stamps == [n * ticks for n in range(90_000)]


def test_equal_inputs_give_equal_bytes(tmp_path: Path) -> None:
    plan = LoopPlan(12, Fraction(25), 600)
    first = make_loop(tmp_path, plan).read_bytes()
    assert make_loop(tmp_path, plan).read_bytes() == first


def test_pictures_from_files(tmp_path: Path) -> None:
    pictures = moving_pictures(5)
    paths = [tmp_path / f"-take {n} «ё»\n.png" for n in range(5)]
    for path, picture in zip(paths, pictures, strict=True):
        path.write_bytes(encode_png(picture))
    plan = LoopPlan(5, Fraction(25), 30)
    encode_period(paths, plan, tmp_path / "files.mp4")
    encode_period(pictures.__getitem__, plan, tmp_path / "arrays.mp4")
    assert (tmp_path / "files.mp4").read_bytes() == (tmp_path / "arrays.mp4").read_bytes()


@pytest.mark.parametrize("damage", [b"no picture", b"", None])
def test_a_broken_picture_is_named(tmp_path: Path, damage: bytes | None) -> None:
    paths = [tmp_path / f"{n}.png" for n in range(4)]
    for path, picture in zip(paths, moving_pictures(4), strict=True):
        path.write_bytes(encode_png(picture))
    paths[2].unlink() if damage is None else paths[2].write_bytes(damage)
    with pytest.raises(StudioError, match=r"2\.png"):
        encode_period(paths, LoopPlan(4, Fraction(25), 30), tmp_path / "a.mp4")
    assert not (tmp_path / "a.mp4").exists()


def test_pictures_of_another_size_are_cropped_and_counted(tmp_path: Path) -> None:
    pictures = [*moving_pictures(3), *moving_pictures(2, 120, 64)]
    encoded = encode_period(pictures.__getitem__, LoopPlan(5, Fraction(25), 40), tmp_path / "a.mp4")
    assert (encoded.width, encoded.height) == (96, 64)
    assert encoded.notices == ("Pictures of another size were cropped to 96x64: 2.",)


def test_the_motion_is_measured_on_the_way(tmp_path: Path) -> None:
    pictures = moving_pictures(6)
    encoded = encode_period(pictures.__getitem__, LoopPlan(6, Fraction(25), 40), tmp_path / "a.mp4")
    assert encoded.neighbours.tolist() == neighbour_differences(pictures).tolist()


def test_progress_counts_every_frame(tmp_path: Path) -> None:
    plan = LoopPlan(5, Fraction(25), 700)
    encoded: list[tuple[int, int]] = []
    joined: list[tuple[int, int]] = []
    encode_period(moving_pictures(5).__getitem__, plan, tmp_path / "u.mp4", lambda *done: encoded.append(done))
    join_periods(tmp_path / "u.mp4", plan, tmp_path / "l.mp4", lambda *done: joined.append(done))
    assert encoded == [(n, plan.unit) for n in range(1, plan.unit + 1)]
    assert joined[-1] == (700, 700)
    assert [done for done, _ in joined] == sorted({done for done, _ in joined})


def test_cancelling_an_encode_leaves_the_earlier_file_and_no_process(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"earlier")

    def cancel(done: int, _: int) -> None:
        if done == 20:
            raise _StopError

    with pytest.raises(_StopError):
        encode_period(moving_pictures(30).__getitem__, LoopPlan(30, Fraction(25), 900), tmp_path / "a.mp4", cancel)
    assert (tmp_path / "a.mp4").read_bytes() == b"earlier"
    assert names_in(tmp_path) == ["a.mp4"]
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def test_cancelling_a_join_leaves_the_earlier_file(tmp_path: Path) -> None:
    plan = LoopPlan(6, Fraction(25), 2000)
    make_loop(tmp_path, plan)
    (tmp_path / "loop.mp4").write_bytes(b"earlier")

    def cancel(done: int, _: int) -> None:
        if done > 900:
            raise _StopError

    with pytest.raises(_StopError):
        join_periods(tmp_path / "period.mp4", plan, tmp_path / "loop.mp4", cancel)
    assert (tmp_path / "loop.mp4").read_bytes() == b"earlier"
    assert names_in(tmp_path) == ["loop.mp4", "period.mp4"]


@pytest.mark.parametrize("frames", [260, 901])
def test_a_period_of_another_plan_is_refused(tmp_path: Path, frames: int) -> None:
    make_loop(tmp_path, LoopPlan(20, Fraction(25), 900))
    other = LoopPlan(20 if frames == 901 else 10, Fraction(25), frames)
    with pytest.raises(StudioError) as caught:
        join_periods(tmp_path / "period.mp4", other, tmp_path / "other.mp4")
    assert caught.value.kind == "damaged"
    assert not (tmp_path / "other.mp4").exists()


def test_a_period_that_is_no_video_is_refused(tmp_path: Path) -> None:
    (tmp_path / "period.mp4").write_bytes(b"no video at all")
    with pytest.raises(StudioError, match=r"period\.mp4 is not a video file"):
        join_periods(tmp_path / "period.mp4", LoopPlan(3, Fraction(25), 9), tmp_path / "loop.mp4")


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").mkdir()
    with pytest.raises(StudioError, match="is a folder"):
        encode_period(moving_pictures(2).__getitem__, LoopPlan(2, Fraction(25), 9), tmp_path / "a.mp4")


def test_a_full_disk_while_encoding_names_folder_and_space(small_disk: Path) -> None:
    target = small_disk / "a.mp4"
    target.write_bytes(b"earlier")
    with pytest.raises(StudioError, match=r"small disk has 0\.\d MB left") as caught:
        encode_period(
            noisy_pictures(40).__getitem__, LoopPlan(40, Fraction(25), 200), target, preset="ultrafast"
        )
    assert caught.value.kind == "disk"
    assert target.read_bytes() == b"earlier"
    assert names_in(small_disk) == ["a.mp4"]


def test_a_disk_without_room_for_the_join_is_said_before(tmp_path: Path, small_disk: Path) -> None:
    plan = LoopPlan(10, Fraction(25), 2000)
    encode_period(noisy_pictures(10, 64, 64).__getitem__, plan, tmp_path / "period.mp4", preset="ultrafast")
    with pytest.raises(StudioError, match=r"it needs about \d+\.\d MB, and the disk of .*small disk has 1\.") as caught:
        join_periods(tmp_path / "period.mp4", plan, small_disk / "a.mp4")
    assert caught.value.kind == "disk"
    assert names_in(small_disk) == []


def test_a_disk_that_fills_up_during_the_join_keeps_the_earlier_file(tmp_path: Path, small_disk: Path) -> None:
    plan = LoopPlan(20, Fraction(25), 4000)
    make_loop(tmp_path, plan)
    target = small_disk / "a.mp4"
    target.write_bytes(b"earlier")

    with pytest.raises(StudioError) as caught:
        join_periods(tmp_path / "period.mp4", plan, target, lambda *_: fill_disk(small_disk))
    assert caught.value.kind == "disk"
    assert target.read_bytes() == b"earlier"
    assert names_in(small_disk) == ["a.mp4", "other"]
