from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.finish.deflicker import SteadyReader, sequence_levels, smoothed_levels
from studio.media.probe import probe_video
from studio.media.resizing import resize
from studio.media.video_decode import decode_frames
from tests.finish.test_in_between import moved

COUNT = 40


def calm(astronaut: Picture) -> list[Picture]:
    """A portrait that moves slowly, darker than white so that a gain clips nothing."""
    soft = np.asarray(astronaut * 0.8 + 10, dtype=np.uint8)
    return [moved(soft, right=n * 0.7, degrees=n * 0.15) for n in range(COUNT)]


def with_gain(pictures: list[Picture], gains: NDArray[np.float64]) -> list[Picture]:
    return [np.asarray(np.clip(np.rint(picture * gain), 0, 255), dtype=np.uint8)
            for picture, gain in zip(pictures, gains, strict=True)]


def jumps(pictures: list[Picture]) -> float:
    """Mean step of each channel's mean from a picture to the next, in levels."""
    means = sequence_levels(pictures)[:, 0]
    return float(np.mean([np.abs(b - a) for a, b in pairwise(means)]))


def steady(pictures: list[Picture], frames: list[int] | None = None) -> list[Picture]:
    reader = SteadyReader(pictures.__getitem__, frames or list(range(len(pictures))))
    return [reader(number) for number in range(len(pictures))]


@pytest.mark.parametrize("tinted", [False, True])
def test_a_gain_that_jumps_by_eight_percent_is_reduced_by_four_fifths(astronaut: Picture, tinted: bool) -> None:
    random = np.random.default_rng(3)
    gains = 1 + random.uniform(-0.08, 0.08, (COUNT, 1, 1, 3 if tinted else 1))
    true = calm(astronaut)
    flickering = with_gain(true, gains)
    added = jumps(flickering) - jumps(true)
    left = jumps(steady(flickering)) - jumps(true)
    assert added > 3
    assert left <= 0.2 * added


def test_the_pictures_come_back_to_what_they_were(astronaut: Picture) -> None:
    random = np.random.default_rng(3)
    true = calm(astronaut)
    flickering = with_gain(true, 1 + random.uniform(-0.08, 0.08, (COUNT, 1, 1, 1)))
    before, after = (np.mean([np.abs(a.astype(float) - b).mean() for a, b in zip(made, true, strict=True)])
                     for made in (flickering, steady(flickering)))
    assert after < 0.4 * before


def test_what_does_not_flicker_changes_by_less_than_a_level(astronaut: Picture) -> None:
    true = calm(astronaut)
    fading = with_gain(true, np.linspace(0.8, 1.1, COUNT)[:, None, None, None])
    for pictures in (true, fading):
        changed = [np.abs(a.astype(float) - b).mean() for a, b in zip(steady(pictures), pictures, strict=True)]
        assert max(changed) < 1


@pytest.mark.shared
def test_real_talking_changes_by_less_than_a_level(shared: Path) -> None:
    info = probe_video(shared / "media" / "talking_head_1080x1920_25fps_10s.mp4")
    pictures = [resize(picture, 270, 480) for _, picture in decode_frames(info, range(50))]
    changed = [np.abs(a.astype(float) - b).mean() for a, b in zip(steady(pictures), pictures, strict=True)]
    assert max(changed) < 1


def test_a_steady_change_is_followed_exactly_at_uneven_frames() -> None:
    frames = [0, 1, 2, 5, 9, 10, 30]
    levels = np.asarray(frames, dtype=np.float64)[:, None, None] * np.ones((1, 2, 3)) + 50
    assert np.allclose(smoothed_levels(levels, frames), levels)


def test_one_picture_and_a_flat_one_stay(astronaut: Picture) -> None:
    assert np.array_equal(steady([astronaut])[0], astronaut)
    flat = [np.full((16, 16, 3), value, np.uint8) for value in (100, 100, 100)]
    assert all(np.array_equal(a, b) for a, b in zip(steady(flat), flat, strict=True))
