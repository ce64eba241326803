"""The draft lip sync as a video: as long, as large and as fast as the loop, frames without a face as they were."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.draft_lip_sync import MovingMouths, draft_lip_sync
from studio.finish.loop import LoopPlan
from studio.finish.mouth_track import MouthTrack
from studio.finish.mp4_packets import packet_facts
from studio.media.probe import probe_video
from tests.finish.clips import decode_video, make_loop, names_in
from tests.finish.mouths import small_astronaut

FPS = Fraction(30_000, 1001)


def _track(opening: list[float]) -> MouthTrack:
    values = np.array(opening, np.float32)
    return MouthTrack(FPS, values, np.zeros_like(values))


def test_frames_without_a_face_stay_the_very_pictures(astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    mouths = MovingMouths([landmarks, None, landmarks * 0.05])
    shown, given = [0, 1, 2, 0], [picture.copy() for _ in range(4)]
    moved = list(mouths.moved(given, shown, _track([1, 1, 1, 0])))
    assert not np.array_equal(moved[0], picture)
    assert moved[1] is given[1]
    assert moved[2] is given[2]                                 # a face too small to move
    assert moved[3] is given[3]                                 # a closed mouth
    assert all(np.array_equal(one, picture) for one in given)
    assert mouths.without_face == 2
    assert mouths.notices(4) == ("Frames without a face, whose mouth does not move: 2 of 4.",)


def test_the_video_keeps_frames_size_and_rate(tmp_path: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    loop = make_loop(tmp_path, LoopPlan(2, FPS, 13), [picture, np.ascontiguousarray(picture[:, ::-1])])
    mirrored = landmarks[[1, 0, 2, 4, 3]] * np.array([-1, 1], np.float32) + np.array([255, 0], np.float32)
    said: list[tuple[int, int]] = []
    done = draft_lip_sync(loop, [landmarks, mirrored], [0, 1] * 6 + [0], _track([0.5] * 13), tmp_path / "out.mp4",
                          lambda *progress: said.append(progress))
    assert (done.frames, done.without_face, done.notices) == (13, 0, ())
    assert packet_facts(tmp_path / "out.mp4") == packet_facts(loop)
    info = probe_video(tmp_path / "out.mp4")
    assert (info.width, info.height, info.frame_count, info.has_audio) == (256, 256, 13, False)
    assert decode_video(tmp_path / "out.mp4").times == decode_video(loop).times
    assert said == [(number, 13) for number in range(1, 14)]


def test_the_same_again_gives_the_same_bytes(tmp_path: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    loop = make_loop(tmp_path, LoopPlan(1, FPS, 5), [picture])
    for name in ("one.mp4", "two.mp4"):
        draft_lip_sync(loop, [landmarks], [0] * 5, _track([0, 0.5, 1, 0.5, 0]), tmp_path / name)
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


def test_a_stop_leaves_nothing(tmp_path: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    loop = make_loop(tmp_path, LoopPlan(1, FPS, 9), [picture])
    before = names_in(tmp_path)

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draft_lip_sync(loop, [landmarks], [0] * 9, _track([1] * 9), tmp_path / "out.mp4", stop)
    assert names_in(tmp_path) == before


def test_a_track_of_another_length_is_refused(tmp_path: Path, astronaut: Picture) -> None:
    picture, landmarks = small_astronaut(astronaut)
    loop = make_loop(tmp_path, LoopPlan(1, FPS, 9), [picture])
    with pytest.raises(StudioError, match=r"9 frames where the lip sync needs 8"):
        draft_lip_sync(loop, [landmarks], [0] * 9, _track([1] * 8), tmp_path / "out.mp4")
