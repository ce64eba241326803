"""A video as a source."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.source.video_source import VideoSource


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Ten frames of 64x48 at 25 fps, losslessly level 0, 20, 40 ..."""
    path = tmp_path / "- клип 'a\".mov"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 20 * number, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def test_frames_are_numbered_and_timed(clip: Path) -> None:
    source = VideoSource(clip)
    assert (source.kind, source.width, source.height, source.fps) == ("video", 64, 48, 25)
    assert source.numbers == tuple(range(10))
    assert [frame.time_s for frame in source.frames] == pytest.approx(np.arange(10) / 25)


def test_reads_the_frames_asked_for(clip: Path) -> None:
    read = dict(VideoSource(clip).read([7, 2, 7]))
    assert list(read) == [2, 7]
    for number, picture in read.items():
        assert isinstance(picture, np.ndarray)
        assert picture.shape == (48, 64, 3)
        assert (picture == 20 * number).all()


def test_a_frame_that_does_not_decode_is_an_error_and_the_rest_go_on(clip: Path) -> None:
    source = VideoSource(clip)
    damage(clip, 4)
    read = list(source.read([3, 4, 5]))
    assert [number for number, _ in read] == [3, 4, 5]
    problem = read[1][1]
    assert isinstance(problem, StudioError)
    assert "Frame 4 of" in problem.message
    assert all(isinstance(read[place][1], np.ndarray) for place in (0, 2))


def test_the_last_frames_may_be_the_damaged_ones(clip: Path) -> None:
    source = VideoSource(clip)
    damage(clip, 8)
    damage(clip, 9)
    assert [isinstance(picture, StudioError) for _, picture in source.read([7, 8, 9])] == [False, True, True]


def test_a_number_outside_is_refused(clip: Path) -> None:
    with pytest.raises(StudioError, match="no frame 10-12"):
        VideoSource(clip).read(range(13))


def test_what_the_probe_noticed_is_passed_on(clip: Path) -> None:
    damage(clip, 4)
    assert "9 of 10 frames" in " ".join(VideoSource(clip).notices)


def test_a_real_clip(shared: Path) -> None:
    source = VideoSource(shared / "media" / "splat_head_orbit_512_24fps_7s.mp4")
    assert len(source.numbers) == 168
    ((number, picture),) = source.read([100])
    assert number == 100
    assert isinstance(picture, np.ndarray)
    assert picture.std() > 10


def damage(path: Path, number: int) -> None:
    """Overwrite one packet's inside."""
    with av.open(str(path)) as container:
        packets = [(packet.pos, packet.size) for packet in container.demux(video=0) if packet.size]
    place, size = packets[number]
    content = bytearray(path.read_bytes())
    assert place is not None
    content[place + 8 : place + size] = bytes(size - 8)
    path.write_bytes(content)
