from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.episode.picture import Picture
from studio.finish.in_between import in_between, pair_flow
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames


def moved(picture: Picture, right: float = 0.0, down: float = 0.0, degrees: float = 0.0) -> Picture:
    """The middle 256x256 of a portrait that was turned about its middle and shifted."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[:, 2] += np.array([right, down])
    whole = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return np.ascontiguousarray(whole[60:316, 90:346], dtype=np.uint8)


def psnr(first: Picture, second: Picture, margin: int = 16) -> float:
    """Decibels, away from the edge, where pictures come in from outside."""
    inside = np.s_[margin:-margin, margin:-margin]
    error = float(np.mean((first[inside].astype(np.float64) - second[inside]) ** 2))
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


@pytest.mark.parametrize(
    ("right", "down", "degrees", "at_least"), [(8, 0, 0, 36), (-6, 5, 0, 35), (0, 0, 6, 35), (5, -3, -4, 35)]
)
@pytest.mark.parametrize("t", [0.25, 0.5, 0.75])
def test_between_a_picture_and_the_moved_one_lies_the_partly_moved_one(
    astronaut: Picture, right: float, down: float, degrees: float, at_least: float, t: float
) -> None:
    first, second = moved(astronaut), moved(astronaut, right, down, degrees)
    true = moved(astronaut, right * t, down * t, degrees * t)
    made = in_between(first, second, pair_flow(first, second), t)
    blend = np.asarray(cv2.addWeighted(first, 1 - t, second, t, 0), dtype=np.uint8)
    assert psnr(made, true) >= at_least
    assert psnr(made, true) >= psnr(blend, true) + 8


def test_what_moves_over_a_still_ground_stands_once(astronaut: Picture) -> None:
    """A square moves over a still ground: at the middle it stands once, not twice half seen."""
    first, second, true = (moved(astronaut) for _ in range(3))
    for picture, left in ((first, 100), (true, 110), (second, 120)):
        picture[80:140, left : left + 50] = cv2.resize(astronaut[30:130, 180:260], (50, 60))
    made = in_between(first, second, pair_flow(first, second), 0.5)
    blend = np.asarray(cv2.addWeighted(first, 0.5, second, 0.5, 0), dtype=np.uint8)
    around = np.s_[70:150, 90:180]
    assert psnr(made[around], true[around], 1) >= psnr(blend[around], true[around], 1) + 4


def test_the_ends_are_the_pictures_themselves(astronaut: Picture) -> None:
    first, second = moved(astronaut), moved(astronaut, 6)
    flow = pair_flow(first, second)
    assert psnr(in_between(first, second, flow, 0), first) > 45
    assert psnr(in_between(first, second, flow, 1), second) > 45
    with pytest.raises(ValueError, match="0-1"):
        in_between(first, second, flow, 1.5)


def test_pictures_of_different_people_have_no_common_motion(astronaut: Picture) -> None:
    other = np.ascontiguousarray(astronaut[::-1, ::-1])
    assert pair_flow(moved(astronaut), moved(astronaut, 6, 3)).consistent
    assert not pair_flow(moved(astronaut), moved(other)).consistent
    with pytest.raises(ValueError, match="motion"):
        pair_flow(astronaut, moved(astronaut))


def test_pictures_too_small_for_flow_are_blended() -> None:
    dark, light = np.zeros((8, 8, 3), np.uint8), np.full((8, 8, 3), 200, np.uint8)
    assert int(in_between(dark, light, pair_flow(dark, light), 0.5)[4, 4, 0]) == 100


@pytest.mark.shared
def test_a_frame_left_out_of_a_real_video_is_found_again(shared: Path) -> None:
    """Every other frame of a real orbit is made from its neighbours; a blend and a hold are further off."""
    info = probe_video(shared / "media" / "splat_head_orbit_512_24fps_7s.mp4")
    frames = [picture for _, picture in decode_frames(info, range(60, 69))]
    for first, true, second in zip(frames[::2], frames[1::2], frames[2::2], strict=False):
        flow = pair_flow(first, second)
        blend = np.asarray(cv2.addWeighted(first, 0.5, second, 0.5, 0), dtype=np.uint8)
        assert flow.contradicted < 0.1
        assert psnr(in_between(first, second, flow, 0.5), true) > max(psnr(blend, true), 36)
