from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import psutil
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.loop import LoopPlan
from studio.finish.overlay import FrameOverlay, Patch
from studio.finish.overlay_video import write_overlay
from studio.finish.placement import place
from studio.finish.target_picture import PictureChange, TargetPicture, write_target_picture
from studio.finish.targets import Shape
from studio.media.encoders import ENCODER_VARIABLE, Encoder, choose_encoder, encoder_works
from studio.media.video_encode import VideoSettings, encode_video
from tests.finish.clips import make_loop, moving_pictures, names_in
from tests.media.killed_parent import ffmpeg_outlives


class Label:
    """A half opaque patch of one colour over some frames, another over later ones."""

    def __init__(self, first: range, second: range) -> None:
        pixels = np.full((12, 22, 4), (255, 0, 0, 255), np.uint8)
        self._first, self._second = Patch(pixels, 7, 5), Patch(pixels // 2 + np.uint8(64), 31, 20)
        self._spans = first, second

    def at(self, frame: int) -> Patch | None:
        for span, patch in zip(self._spans, (self._first, self._second), strict=True):
            if frame in span:
                return patch
        return None


def decoded(path: Path) -> list[Picture]:
    with av.open(str(path)) as container:
        return [np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8) for frame in container.decode(video=0)]


@pytest.mark.skipif(sys.platform != "linux", reason="a kill -9 reaches children on Linux alone")
def test_a_kill_ends_the_ffmpeg_that_makes_the_picture(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from studio.finish.placement import place
from studio.finish.target_picture import PictureChange, write_target_picture
video, out = map(Path, sys.argv[1:])
write_target_picture(video, PictureChange(place("tall", 96, 64)), out, preset="veryslow")
"""
    video = make_loop(tmp_path, LoopPlan(8, Fraction(25), 500))
    assert not ffmpeg_outlives(script, [str(video), str(tmp_path / "out.mp4")], "-progress")


def flat_video(path: Path, colours: Iterable[tuple[int, int, int]], size: tuple[int, int] = (96, 64),
               fps: Fraction = Fraction(25)) -> Path:
    pictures = (np.full((size[1], size[0], 3), colour, np.uint8) for colour in colours)
    encode_video(pictures, VideoSettings(fps, 10), path)
    return path


def changed(video: Path, out: Path, shape: Shape = "as made", fade_in: int = 0, fade_out: int = 0,
            overlays: tuple[FrameOverlay, ...] = ()) -> TargetPicture:
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        width, height = stream.width, stream.height
    return write_target_picture(video, PictureChange(place(shape, width, height), fade_in, fade_out, overlays), out,
                                preset="ultrafast")


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(30000, 1001)])
@pytest.mark.parametrize("shape", ["as made", "tall"])
def test_frame_for_frame_at_the_same_rate(tmp_path: Path, fps: Fraction, shape: Shape) -> None:
    loop = make_loop(tmp_path, LoopPlan(9, fps, 70))
    made = changed(loop, tmp_path / "out.mp4", shape)
    with av.open(str(tmp_path / "out.mp4")) as container:
        stream = container.streams.video[0]
        frames = list(container.decode(video=0))
        assert stream.average_rate == fps
    assert [Fraction(frame.pts or 0) * Fraction(frame.time_base or 0) for frame in frames] == [n / fps for n in range(70)]
    assert (made.frames, made.encoder, made.notices) == (70, "x264", ())
    assert (frames[0].width, frames[0].height) == (made.width, made.height)
    assert {(int(frame.colorspace), int(frame.color_range)) for frame in frames} == {(1, 1)}
    assert names_in(tmp_path) == ["loop.mp4", "out.mp4", "period.mp4"]


def test_every_frame_keeps_its_place_and_its_colour(tmp_path: Path) -> None:
    colours = [(40 + 9 * n, 200 - 8 * n, 30 + 3 * n) for n in range(20)]
    changed(flat_video(tmp_path / "in.mp4", colours), tmp_path / "out.mp4", "large")
    shown = decoded(tmp_path / "out.mp4")
    assert shown[0].shape == (1080, 1620, 3)
    for picture, colour in zip(shown, colours, strict=True):
        assert np.abs(picture[500, 800].astype(int) - colour).max() <= 4


def test_fades_begin_and_end_in_black(tmp_path: Path) -> None:
    changed(flat_video(tmp_path / "in.mp4", [(180, 180, 180)] * 30), tmp_path / "out.mp4", fade_in=10, fade_out=5)
    levels = [float(picture.mean()) for picture in decoded(tmp_path / "out.mp4")]
    assert levels[0] < 3
    assert levels[:11] == sorted(levels[:11])
    assert levels[5] == pytest.approx(90, abs=12)
    assert levels[10:25] == pytest.approx([180] * 15, abs=3)
    assert levels[24:] == sorted(levels[24:], reverse=True)
    assert levels[-1] < 3


def test_overlays_lie_on_exactly_their_frames(tmp_path: Path) -> None:
    video = flat_video(tmp_path / "in.mp4", [(20, 40, 60)] * 40)
    changed(video, tmp_path / "out.mp4", overlays=(Label(range(7, 13), range(13, 31)),))
    shown = decoded(tmp_path / "out.mp4")
    red = [frame for frame, picture in enumerate(shown) if picture[10, 16, 0] > 150]
    later = [frame for frame, picture in enumerate(shown) if picture[26, 42, 0] > 60]
    assert red == list(range(7, 13))
    assert later == list(range(13, 31))
    assert np.abs(shown[9][10, 16].astype(int) - (255, 0, 0)).max() <= 12
    assert np.abs(shown[20][26, 42].astype(int) - (20 + (191 - 20) * 0.75, 40 * 0.25 + 64 * 0.75, 60 * 0.25 + 64 * 0.75)
                  ).max() <= 12


def test_an_overlay_begins_on_even_pixels_where_chroma_does(tmp_path: Path) -> None:
    made = write_overlay(Label(range(3), range(5, 6)), 8, Fraction(25), tmp_path / "label.nut")
    assert made is not None
    assert (made.left, made.top) == (6, 4)
    with av.open(str(made.path)) as container:
        shown = [(round((frame.time or 0) * 25), frame.width, frame.height) for frame in container.decode(video=0)]
    assert shown == [(0, 48, 28), (3, 48, 28), (5, 48, 28), (6, 48, 28)]


def test_a_stop_ends_an_overlay_at_the_next_change(tmp_path: Path) -> None:
    changes = []

    def at_each() -> None:
        changes.append(1)
        if len(changes) == 2:
            raise _StopError

    with pytest.raises(_StopError):
        write_overlay(Label(range(3), range(5, 6)), 8, Fraction(25), tmp_path / "label.nut", at_each)
    assert len(changes) == 2


def test_overlays_are_not_faded_and_an_empty_one_changes_nothing(tmp_path: Path) -> None:
    video = flat_video(tmp_path / "in.mp4", [(120, 120, 120)] * 12)
    changed(video, tmp_path / "out.mp4", fade_in=10, overlays=(Label(range(0), range(0)), Label(range(12), range(0))))
    first = decoded(tmp_path / "out.mp4")[0]
    assert first[10, 16, 0] > 200
    assert first[50, 80].max() < 5


def test_a_tall_target_crops_around_the_face_or_shows_the_whole_on_a_dark_ground(tmp_path: Path) -> None:
    takes = [picture[:, :, :] for picture in moving_pictures(4, 128, 192)]
    encode_video(takes, VideoSettings(Fraction(25), 10), tmp_path / "take.mp4")
    assert changed(tmp_path / "take.mp4", tmp_path / "tall.mp4", "tall").height == 1920
    true = cv2.resize(takes[1][:, 10:118], (1080, 1920), interpolation=cv2.INTER_CUBIC)
    assert np.abs(decoded(tmp_path / "tall.mp4")[1].astype(int) - true).mean() < 4
    flat_video(tmp_path / "wide.mp4", [(200, 60, 60)] * 3, (128, 96))
    changed(tmp_path / "wide.mp4", tmp_path / "ground.mp4", "tall")
    shown = decoded(tmp_path / "ground.mp4")[1]
    assert shown.shape == (1920, 1080, 3)
    assert np.abs(shown[960, 540].astype(int) - (200, 60, 60)).max() <= 4
    assert shown[60, 540].max() < 0.6 * 200
    assert shown[60, 540, 0] > shown[60, 540, 1]


def test_pictures_from_elsewhere_take_the_place_of_the_frames(tmp_path: Path) -> None:
    video = flat_video(tmp_path / "in.mp4", [(10, 10, 10)] * 6)
    large = (np.full((128, 192, 3), (30 * n, 100, 50), np.uint8) for n in range(6))
    change = PictureChange(place("as made", 192, 128), fade_out=2)
    made = write_target_picture(video, change, tmp_path / "out.mp4", pictures=large)
    shown = decoded(tmp_path / "out.mp4")
    assert (made.width, made.height, len(shown)) == (192, 128, 6)
    assert np.abs(shown[3][60, 90].astype(int) - (90, 100, 50)).max() <= 3


def test_too_few_pictures_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    video = flat_video(tmp_path / "in.mp4", [(10, 10, 10)] * 6)
    few = (np.zeros((64, 96, 3), np.uint8) for _ in range(4))
    with pytest.raises(StudioError, match="Of 6 frames") as caught:
        write_target_picture(video, PictureChange(place("as made", 96, 64)), tmp_path / "out.mp4", pictures=few)
    assert caught.value.kind == "damaged"
    assert names_in(tmp_path) == ["in.mp4"]


def test_an_engines_video_in_another_matrix_keeps_its_colours(tmp_path: Path) -> None:
    """Untagged and converted by bt601, as image writers of engines leave it."""
    with av.open(str(tmp_path / "engine.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "8"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for _ in range(5):
            frame = av.VideoFrame.from_ndarray(np.full((64, 96, 3), (200, 40, 60), np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    changed(tmp_path / "engine.mp4", tmp_path / "out.mp4")
    assert np.abs(decoded(tmp_path / "out.mp4")[2][30, 50].astype(int) - (200, 40, 60)).max() <= 6


class _StopError(Exception):
    """What a person's cancel raises."""


def test_cancelled_it_leaves_nothing_and_no_process(tmp_path: Path) -> None:
    loop = make_loop(tmp_path, LoopPlan(9, Fraction(25), 400))
    before = names_in(tmp_path)

    def stop(*_: int) -> None:
        raise _StopError

    with pytest.raises(_StopError):
        write_target_picture(loop, PictureChange(place("tall", 96, 64)), tmp_path / "out.mp4", stop)
    assert names_in(tmp_path) == before
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]


def test_progress_ends_with_the_last_frame(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    loop = make_loop(tmp_path, LoopPlan(9, Fraction(25), 60))
    write_target_picture(loop, PictureChange(place("as made", 96, 64)), tmp_path / "out.mp4", lambda *n: told.append(n))
    assert told[-1] == (60, 60)


def test_an_encoder_that_is_listed_but_does_not_work_falls_back_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = [name for name in ("nvenc", "qsv", "vaapi", "videotoolbox") if not encoder_works(name)]
    if not missing:
        pytest.skip("every encoder of a card works here")
    monkeypatch.setenv(ENCODER_VARIABLE, missing[0])
    made = changed(flat_video(tmp_path / "in.mp4", [(10, 10, 10)] * 4), tmp_path / "out.mp4")
    assert made.encoder == "x264"
    assert missing[0] in made.notices[0]
    assert len(decoded(tmp_path / "out.mp4")) == 4


def test_x264_stands_unless_the_person_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENCODER_VARIABLE, raising=False)
    assert choose_encoder() == Encoder("x264")
    monkeypatch.setenv(ENCODER_VARIABLE, "quicktime")
    with pytest.raises(StudioError, match="nvenc"):
        choose_encoder()


class Noise:
    """Another large patch on each frame, which no compression makes small."""

    def at(self, frame: int) -> Patch | None:
        return Patch(np.random.default_rng(frame).integers(0, 256, (64, 96, 4), np.uint8), 0, 0)


def test_overlays_lie_on_the_disk_of_the_result_which_is_named_when_it_is_full(
    tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = flat_video(tmp_path / "in.mp4", [(90, 90, 90)] * 60)
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    changed(video, tmp_path / "out.mp4", overlays=(Noise(),))
    assert names_in(small_disk) == []
    with pytest.raises(StudioError, match=r"small disk has 0\.\d MB left") as caught:
        changed(video, small_disk / "out.mp4", overlays=(Noise(),))
    assert caught.value.kind == "disk"
    assert names_in(small_disk) == []
