"""The picture of a face that the vision tower is shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from studio.episode.errors import StudioError
from studio.episode.face import Landmarks
from studio.episode.picture import Picture
from studio.generate.pulid.face_picture import (
    aligned_crop,
    clip_input,
    grey_on_white,
    outside_ellipse,
    parsed_background,
    shrunk,
    tower_input,
)
from tests.generate.people import ASTRONAUT_POINTS


@pytest.fixture
def points() -> Landmarks:
    """Of the astronaut."""
    return np.array(ASTRONAUT_POINTS, dtype=np.float32)


def test_parity_of_the_grey_face(parity: Path) -> None:
    numbers = load_file(parity / "face_features.safetensors")
    background = torch.from_numpy(parsed_background(numbers["labels"].numpy()))
    grey = grey_on_white(numbers["image"], background)
    torch.testing.assert_close(grey, numbers["face_features"], atol=1e-5, rtol=0)
    torch.testing.assert_close(clip_input(grey, 84), numbers["out_no_antialias"], atol=1e-5, rtol=0)


def test_large_pictures_are_scaled_down_with_their_landmarks(astronaut: Picture, points: Landmarks) -> None:
    large = np.repeat(np.repeat(astronaut, 3, axis=0), 3, axis=1)
    small, placed = shrunk(large, (points + 0.5) * 3 - 0.5)
    assert small.shape == (1024, 1024, 3)
    np.testing.assert_allclose(placed, (points + 0.5) * 2 - 0.5, atol=1e-3)
    same, kept = shrunk(astronaut, points)
    assert same is astronaut
    assert kept is points


def test_faces_are_aligned_as_ffhq_does(astronaut: Picture, points: Landmarks) -> None:
    crop, placed = aligned_crop(astronaut, points)
    assert crop.shape == (512, 512, 3)
    np.testing.assert_allclose(placed, [[193, 240], [319, 240], [257, 314], [201, 371], [313, 371]], atol=25)
    _, turned = aligned_crop(np.rot90(astronaut).copy(), np.stack([points[:, 1], 511 - points[:, 0]], axis=1))
    np.testing.assert_allclose(turned, placed, atol=0.1)


def test_where_the_picture_ends_there_is_grey(astronaut: Picture, points: Landmarks) -> None:
    crop, _ = aligned_crop(np.ascontiguousarray(astronaut[60:]), points - (0, 60))
    assert crop[0, 256].tolist() == [132, 133, 135]


def test_landmarks_that_fall_together_are_refused(astronaut: Picture) -> None:
    with pytest.raises(StudioError, match="fall together"):
        aligned_crop(astronaut, np.full((5, 2), 100, dtype=np.float32))


def test_the_ellipse_holds_the_face(astronaut: Picture, points: Landmarks) -> None:
    crop, placed = aligned_crop(astronaut, points)
    background = outside_ellipse(crop, placed)
    assert not background[tuple(placed.astype(int).T[::-1])].any()
    assert background[[0, 0, -1, -1], [0, -1, 0, -1]].all()
    assert 0.25 < (~background).mean() < 0.5


def test_the_tower_sees_grey_on_white(astronaut: Picture, points: Landmarks) -> None:
    crop, placed = aligned_crop(astronaut, points)
    seen = tower_input(crop, outside_ellipse(crop, placed), 336)
    assert seen.shape == (1, 3, 336, 336)
    mean, deviation = torch.tensor([0.48145466, 0.4578275, 0.40821073]), torch.tensor([0.26862954, 0.26130258, 0.27577711])
    plain = seen * deviation.view(3, 1, 1) + mean.view(3, 1, 1)
    torch.testing.assert_close(plain[:, 0], plain[:, 2], atol=1e-5, rtol=0)
    torch.testing.assert_close(plain[0, :, 0, 0], torch.ones(3))
