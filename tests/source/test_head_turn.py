"""The head turn moves what it should, the way the signs say, and leaves the rest alone."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.source.head_pose import HeadPose, pose_at
from studio.source.head_turn import MovingHead, head_turn_frames
from studio.source.portrait_plate import fill_holes
from studio.source.sample_person import sample_performer


@cache
def performer() -> tuple[Picture, Landmarks]:
    return sample_performer()


@cache
def dotted_head() -> MovingHead:
    """The performer with a green dot on the tip of the nose and one below each eye."""
    portrait, landmarks = performer()
    dotted = portrait.copy()
    for x, y in [landmarks[2], landmarks[0] + (0, 14), landmarks[1] + (0, 14)]:
        dotted[round(y) - 3 : round(y) + 4, round(x) - 3 : round(x) + 4] = (0, 255, 0)
    return MovingHead(dotted, landmarks)


def dots(pose: HeadPose) -> NDArray[np.float64]:
    """Where the dots are seen: left eye, right eye, nose; (3, 2) pixels."""
    import cv2

    picture = dotted_head().picture(pose).astype(int)
    green = (picture[..., 1] - np.maximum(picture[..., 0], picture[..., 2]) > 60).astype(np.uint8)
    count, _, stats, centres = cv2.connectedComponentsWithStats(green)
    largest = sorted(range(1, count), key=lambda part: -int(stats[part, cv2.CC_STAT_AREA]))[:3]
    eyes_first = sorted((centres[part] for part in largest), key=lambda point: float(point[1]))
    return np.array([*sorted(eyes_first[:2], key=lambda point: float(point[0])), eyes_first[2]])


def test_the_resting_head_is_the_portrait() -> None:
    portrait, landmarks = performer()
    resting = MovingHead(portrait, landmarks).picture(HeadPose())
    face = (slice(90, 250), slice(190, 310))
    difference = np.abs(resting[face].astype(int) - portrait[face])
    assert difference.mean() < 1.5
    assert np.abs(resting.astype(int) - portrait).mean() < 1.5


@pytest.mark.parametrize("yaw", [-40.0, -20.0, 20.0, 40.0])
def test_the_nose_goes_where_the_face_looks(yaw: float) -> None:
    rest, turned = dots(HeadPose()), dots(HeadPose(yaw=yaw))
    moved = (turned - rest)[:, 0] * np.sign(yaw)
    assert (moved > 0).all()
    assert moved[2] > moved[:2].mean() + 2      # the nose stands out, so it moves further than the eyes
    assert np.ptp(turned[:2, 0]) < np.ptp(rest[:2, 0])     # the eyes close up in the turned view


def test_looking_up_raises_the_nose_more_than_the_eyes() -> None:
    moved = dots(HeadPose(pitch=8)) - dots(HeadPose(pitch=-8))
    assert moved[2, 1] < moved[:2, 1].mean() < 0


def test_leaning_clockwise_lowers_the_right_eye() -> None:
    leaned = dots(HeadPose(roll=10)) - dots(HeadPose())
    assert leaned[1, 1] - leaned[0, 1] > 5


def test_a_blink_changes_the_eyes_alone() -> None:
    _, landmarks = performer()
    head = MovingHead(*performer())
    changed = np.abs(head.picture(HeadPose(blink=1)).astype(int) - head.picture(HeadPose())).max(axis=2) > 12
    rows, columns = np.nonzero(changed)
    assert changed.sum() > 300
    assert np.abs(rows - landmarks[:2, 1].mean()).max() < 30
    assert min(np.abs(columns - x).min() for x in landmarks[:2, 0]) < 2


def test_the_backdrop_stands_still() -> None:
    head = MovingHead(*performer())
    left = [head.picture(HeadPose(yaw=yaw, roll=yaw / 5, breath=1))[:150, :60] for yaw in (-42, 0, 42)]
    assert all((part == left[0]).all() for part in left)


def test_no_trace_of_the_head_is_left_behind() -> None:
    """Where hair was and the turned head no longer is, there is backdrop like that beside it."""
    portrait, landmarks = performer()
    turned = MovingHead(portrait, landmarks).picture(HeadPose(yaw=42, roll=-9))
    hair = portrait[110:150, 345:360].mean()
    uncovered, beside = turned[110:150, 345:360], portrait[110:150, 385:400]
    assert hair < 80
    assert uncovered.mean(axis=(0, 1)) == pytest.approx(beside.mean(axis=(0, 1)), abs=12)


def test_equal_arguments_give_equal_pixels() -> None:
    first, second = (list(head_turn_frames(*performer(), frames=3)) for _ in range(2))
    assert all((a == b).all() for a, b in zip(first, second, strict=True))
    assert {picture.shape for picture in first} == {(720, 480, 3)}
    assert all(picture.flags.c_contiguous and picture.dtype == np.uint8 for picture in first)


def test_one_frame_is_a_clip_too() -> None:
    assert len(list(head_turn_frames(*performer(), frames=1))) == 1


def test_the_turn_goes_once_from_side_to_side() -> None:
    poses = [pose_at(frame, 72, yaw=42) for frame in range(72)]
    assert poses[0].yaw == pytest.approx(-42)
    assert poses[-1].yaw == pytest.approx(42)
    assert all(before.yaw < after.yaw for before, after in pairwise(poses))
    assert max(pose.blink for pose in poses) > 0.9
    assert sum(pose.blink > 0.5 for pose in poses) < 8


def test_fill_continues_a_slope_into_the_hole() -> None:
    across, down = np.meshgrid(np.linspace(0, 200, 96), np.linspace(0, 50, 64))
    slope = np.stack([across, down, across + down], axis=-1).astype(np.float32)
    known = np.ones((64, 96), np.float32)
    known[20:40, 30:60] = 0
    filled = fill_holes(np.where(known[..., None] > 0, slope, 999), known)
    assert np.abs(filled - slope)[known > 0].max() < 0.1
    error = np.abs(filled - slope).max(axis=2)
    assert error[[20, 39], 30:60].max() < 8     # no step at the rim
    assert error.max() < 30
