"""The people of these tests: the public portrait, its measured landmarks, and jobs made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from studio.episode.picture import Picture, pixels_sha256
from studio.episode.take_request import OptionValue, Points, ReferenceFace, TakeRequest, TakeSettings
from studio.generate.engine import EngineJob, StepPreview

ASTRONAUT_POINTS: Points = ((204.42, 100.81), (247.31, 103.09), (223.53, 128.42), (201.16, 138.53), (246.45, 140.62))
"""As SCRFD sees the 512x512 portrait."""

SMALL = TakeSettings("draft", width=128, height=192, steps=4)


def mirrored(picture: Picture, points: Points) -> tuple[Picture, Points]:
    """Another face of known landmarks: the same one seen in a mirror, points again from image left to right."""
    width = picture.shape[1]
    flipped = [(width - 1 - x, y) for x, y in points]
    return np.ascontiguousarray(picture[:, ::-1]), tuple(flipped[i] for i in (1, 0, 2, 4, 3))


def recoloured(picture: Picture) -> Picture:
    """The same face as a darker, blue-lit plate of itself: easily told from the original."""
    return np.ascontiguousarray((picture * np.array([0.4, 0.5, 0.8])).astype(np.uint8))


def job(frame: Picture, points: Points | None, references: Sequence[tuple[Picture, Points | None, float]],
        settings: TakeSettings = SMALL) -> EngineJob:
    """One take to make."""
    faces = tuple(ReferenceFace(pixels_sha256(picture), at, weight) for picture, at, weight in references)
    request = TakeRequest(pixels_sha256(frame), points, faces, "test", settings, "1")
    return EngineJob(request, frame, [picture for picture, _, _ in references])


def with_options(settings: TakeSettings, **options: OptionValue) -> TakeSettings:
    """The settings with engine options."""
    return replace(settings, options=tuple(sorted(options.items())))


def nothing(_: StepPreview) -> None:
    """Takes no notice of steps."""


def collect(previews: list[StepPreview]) -> Callable[[StepPreview], None]:
    """Keeps every step in `previews`."""
    return previews.append
