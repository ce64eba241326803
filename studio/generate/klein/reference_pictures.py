"""The pictures that klein looks at: the frame, and the identity's."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.generate.placement import place

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import ReferenceFace, TakeSettings
    from studio.generate.engine import EngineJob

MOST_PIXELS = 1024 * 1024
"""Of a reference (diffusers' `Flux2KleinPipeline`); larger ones are made smaller."""

_PIXELS_A_TOKEN = 16


def frame_reference(job: EngineJob) -> Picture:
    """The frame as the preset frames it, at the take's size; smaller in proportion where that is more than a reference
    may have."""
    settings = job.request.settings
    width, height = reference_size(settings.width, settings.height)
    return place(job.frame, job.request.frame_landmarks, replace(settings, width=width, height=height))[0]


def reference_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of the frame as a reference, in whole tokens, for a take of these pixels."""
    scale = min(1.0, math.sqrt(MOST_PIXELS / (width * height)))
    return _whole_tokens(width * scale), _whole_tokens(height * scale)


def identity_picture(face: ReferenceFace, picture: Picture, side: int, settings: TakeSettings) -> Picture:
    """A square of `side` pixels around the face, with hair and shoulders: as `fit = "face"` crops a frame."""
    square = replace(settings, width=side, height=side, fit="face")
    return place(picture, face.landmarks, square)[0]


def _whole_tokens(side: float) -> int:
    return max(1, int(side) // _PIXELS_A_TOKEN) * _PIXELS_A_TOKEN
