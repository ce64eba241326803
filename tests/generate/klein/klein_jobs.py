"""Takes to ask the tiny klein for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np

from studio.episode.picture import pixels_sha256
from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings
from studio.generate.engine import EngineJob

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import OptionValue
    from studio.generate.engine import Made

PLAIN: Final[Mapping[str, OptionValue]] = {
    "text_tokens": 64, "instruction": "", "reference_side": 256, "keep_references": False}
KEPT: Final[Mapping[str, OptionValue]] = {**PLAIN, "keep_references": True}
SETTINGS: Final = TakeSettings("klein", "a portrait", width=64, height=96, steps=4, seed=7)
FACE: Final = ((110.0, 100.0), (190.0, 100.0), (150.0, 140.0), (115.0, 185.0), (185.0, 185.0))


def picture_of(seed: int, width: int, height: int) -> Picture:
    """Smooth colours, always the same."""
    patches = np.random.default_rng(seed).integers(0, 256, (5, 5, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


FRAME: Final = picture_of(1, 64, 96)
REFERENCES: Final = (picture_of(2, 300, 400), picture_of(3, 320, 320))


def job_of(frame: Picture = FRAME, references: int = 1, **changes: Any) -> EngineJob:  # noqa: ANN401
    """With the first of `REFERENCES`; `changes` are of the settings."""
    settings = replace(SETTINGS, **changes)
    pictures = REFERENCES[:references]
    faces = tuple(ReferenceFace(pixels_sha256(picture), FACE) for picture in pictures)
    request = TakeRequest(pixels_sha256(frame), None, faces, "test", settings, "1")
    return EngineJob(request, frame, pictures)


def finished(made: Made) -> Picture:
    """The picture, waited for."""
    return made() if callable(made) else made
