from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.video_encode import SpeedPreset, VideoSettings, encode_video, even_sized
from tests.media.video_files import COLOURS, PATCH, patches, ycbcr

TAG_BT709 = 1   # ITU-T H.273, tables 2, 3 and 4: primaries, transfer and matrix of BT.709
TAG_LIMITED = 1


def _pictures(count: int, width: int = 64, height: int = 48) -> list[Picture]:
    ramp = np.add.outer(np.arange(height), np.arange(width)).astype(np.uint8)
    return [np.stack([ramp + 3 * n, ramp * 2 - n, ramp ^ n], axis=2) for n in range(count)]


def test_what_players_everywhere_expect(tmp_path: Path) -> None:
    encoded = encode_video(_pictures(30), VideoSettings(Fraction(25)), tmp_path / "a.mp4")
    assert (encoded.width, encoded.height, encoded.frames, encoded.notices) == (64, 48, 30, ())
    with av.open(str(tmp_path / "a.mp4")) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.width, context.height) == (64, 48)
        assert (context.colorspace, context.color_primaries, context.color_trc) == (TAG_BT709,) * 3
        assert context.color_range == TAG_LIMITED
        assert len(list(container.decode(video=0))) == 30


def test_primaries_are_converted_by_bt709_not_only_tagged(tmp_path: Path) -> None:
    encode_video([patches()] * 3, VideoSettings(Fraction(25), crf=1), tmp_path / "a.mp4")
    expected = ycbcr(np.array(COLOURS, dtype=np.float64)[None] / 255, "bt709")[:, 0].T
    with av.open(str(tmp_path / "a.mp4")) as container:
        planes = next(container.decode(video=0)).to_ndarray()
    width = PATCH * len(COLOURS)
    luma, chroma = planes[:PATCH], planes[PATCH:].reshape(2, PATCH // 2, width // 2)
    middles = [PATCH * n + PATCH // 2 for n in range(len(COLOURS))]
    measured = [[luma[8, x], chroma[0, 4, x // 2], chroma[1, 4, x // 2]] for x in middles]
    assert np.abs(np.array(measured, dtype=int) - expected.astype(int)).max() <= 1


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001), Fraction(60), Fraction(25, 2)])
def test_frames_are_evenly_spaced_at_any_rate(tmp_path: Path, rate: Fraction) -> None:
    encode_video(_pictures(20), VideoSettings(rate), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        times = [Fraction(frame.pts or 0) * Fraction(frame.time_base or 0) for frame in container.decode(video=0)]
    assert times == [n / rate for n in range(20)]


def test_equal_pictures_give_equal_bytes_whatever_the_processors(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("pins itself to one processor, which only Linux offers here")
    pictures = _pictures(40, 320, 240)
    before = os.sched_getaffinity(0)
    encode_video(pictures, VideoSettings(Fraction(25)), tmp_path / "many.mp4")
    try:
        os.sched_setaffinity(0, {min(before)})
        encode_video(pictures, VideoSettings(Fraction(25)), tmp_path / "one.mp4")
    finally:
        os.sched_setaffinity(0, before)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "many.mp4").read_bytes()


def test_it_may_be_cut_where_asked(tmp_path: Path) -> None:
    encode_video(_pictures(40), VideoSettings(Fraction(25), key_frames=(13, 29)), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys == [0, 13, 29]
    shown_before = [packet.pts for packet in packets[:13]]
    assert max(pts for pts in shown_before if pts is not None) < (packets[13].pts or 0)


def test_odd_sizes_gain_a_column_or_row_and_it_is_said(tmp_path: Path) -> None:
    encoded = encode_video(_pictures(3, 63, 47), VideoSettings(Fraction(25)), tmp_path / "a.mp4")
    assert (encoded.width, encoded.height) == (64, 48)
    assert "63x47" in encoded.notices[0]
    assert "column and row" in encoded.notices[0]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 2), (1, 40), (3, 2)])
def test_the_smallest_pictures(tmp_path: Path, width: int, height: int) -> None:
    encode_video(_pictures(3, width, height), VideoSettings(Fraction(25)), tmp_path / "a.mp4")
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [(frame.width, frame.height) for frame in frames] == [(width + width % 2, height + height % 2)] * 3


def test_padding_repeats_the_edge() -> None:
    picture = _pictures(1, 5, 3)[0]
    padded = even_sized(picture)
    assert padded.shape == (4, 6, 3)
    assert (padded[:3, :5] == picture).all()
    assert (padded[3, :5] == picture[2]).all()
    assert (padded[:3, 5] == picture[:, 4]).all()


def test_pictures_of_two_sizes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="Picture 1 of the video is 66x48, the first is 64x48"):
        encode_video([*_pictures(1), *_pictures(1, 66)], VideoSettings(Fraction(25)), tmp_path / "a.mp4")


def test_no_pictures_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        encode_video([], VideoSettings(Fraction(25)), tmp_path / "a.mp4")
    assert caught.value.kind == "nothing"


def test_a_view_that_is_not_contiguous_is_encoded_as_it_looks(tmp_path: Path) -> None:
    turned = [np.rot90(picture) for picture in _pictures(2)]
    encode_video(turned, VideoSettings(Fraction(25)), tmp_path / "view.mp4")
    copies = [np.ascontiguousarray(picture) for picture in turned]
    encode_video(copies, VideoSettings(Fraction(25)), tmp_path / "copy.mp4")
    assert (tmp_path / "view.mp4").read_bytes() == (tmp_path / "copy.mp4").read_bytes()


class _StopError(Exception):
    """What a person's cancel raises."""


def test_cancelling_ends_ffmpeg(tmp_path: Path) -> None:
    done: list[int] = []

    def cancel_at_five(frames: int) -> None:
        done.append(frames)
        if frames == 5:
            raise _StopError

    with pytest.raises(_StopError):
        encode_video(_endless(), VideoSettings(Fraction(25)), tmp_path / "a.mp4", cancel_at_five)
    assert done == [1, 2, 3, 4, 5]
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def _endless() -> Iterator[Picture]:
    while True:
        yield from _pictures(3)


@pytest.mark.parametrize(
    ("fps", "crf", "preset"), [(0, 18, "medium"), (25, 0, "medium"), (25, 52, "medium"), (25, 18, "quick")]
)
def test_settings_without_meaning_are_refused(fps: int, crf: int, preset: SpeedPreset) -> None:
    with pytest.raises(StudioError) as caught:
        VideoSettings(Fraction(fps), crf, preset)
    assert caught.value.kind == "usage"


def test_a_lower_crf_keeps_more(tmp_path: Path) -> None:
    sizes = []
    for crf in (10, 30):
        encode_video(_pictures(10), VideoSettings(Fraction(25), crf), tmp_path / "a.mp4")
        sizes.append((tmp_path / "a.mp4").stat().st_size)
    assert sizes[0] > 1.5 * sizes[1]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="ffmpeg could not encode the video"):
        encode_video(_pictures(3), VideoSettings(Fraction(25)), tmp_path / "no such folder" / "a.mp4")
