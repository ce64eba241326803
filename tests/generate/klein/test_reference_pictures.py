"""What klein gets to see of frame and identity."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.generate.klein.reference_pictures import MOST_PIXELS, frame_reference, identity_picture, reference_size
from tests.generate.klein.klein_jobs import FACE, FRAME, SETTINGS, job_of


def test_the_frame_is_seen_as_the_preset_frames_it() -> None:
    assert np.array_equal(frame_reference(job_of()), FRAME)
    assert frame_reference(job_of(width=96, height=64, fit="contain")).shape == (64, 96, 3)


@pytest.mark.parametrize(("width", "height"), [(512, 768), (1024, 1024), (2048, 512), (4096, 4096), (1280, 1024)])
def test_a_reference_is_at_most_a_megapixel_of_whole_tokens(width: int, height: int) -> None:
    wide, high = reference_size(width, height)
    assert wide * high <= MOST_PIXELS
    assert wide % 16 == high % 16 == 0
    if width * height <= MOST_PIXELS:
        assert (wide, high) == (width, height)
    else:
        assert wide * high > 0.9 * MOST_PIXELS
        assert abs(wide / high - width / height) < 0.06 * width / height


def test_the_identity_is_a_square_around_the_face() -> None:
    face = job_of().request.references[0]
    marked = np.zeros((1200, 800, 3), np.uint8)
    landmarks = tuple((x + 300, y + 100) for x, y in FACE)
    x, y = np.mean(landmarks, axis=0).astype(int)
    marked[y - 60 : y + 60, x - 60 : x + 60] = 255
    square = identity_picture(replace(face, landmarks=landmarks), marked, 256, SETTINGS)
    assert square.shape == (256, 256, 3)
    rows, columns = np.nonzero(square[..., 0] > 128)
    assert abs(columns.mean() - 128) < 16
    assert abs(rows.mean() - 128) < 40
    assert 0.02 < len(rows) / square[..., 0].size < 0.3       # hair and shoulders are in it
