"""The engine `draft`: no card, no downloads, honest draft quality for assembling an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from studio.generate.carry import FaceToCarry, carry_face
from studio.generate.engine import EngineFacts, EngineJob, OnStep, StepPreview
from studio.generate.placement import place
from studio.generate.restyle import restyle
from studio.generate.schedule import steps_run

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import TakeSettings
    from studio.generate.face_surface import Floats

class DraftEngine:
    """Carries the reference's face onto the frame's and paints the picture anew, step by step.

    Size, fit, seed, steps, schedule, denoise, weight and start_step act; prompts and guidance do not. A frame or
    references without a face are painted only.
    """

    name = "draft"
    label = "draft"
    revision = "3"
    uses_frame_landmarks = True
    uses_reference_landmarks = True

    def steps_run(self, settings: TakeSettings) -> int:
        """As the preset's schedule reads them."""
        return steps_run(settings)

    def load(self) -> list[str]:
        """Nothing to load; one thread, so that the same request gives the same bytes everywhere."""
        cv2.setNumThreads(1)
        return ["The draft engine reads no prompt and no guidance: it carries the face over and paints the frame anew."]

    def describe(self) -> EngineFacts:
        """No weights."""
        return EngineFacts((), "", "", "cpu")

    def make(self, job: EngineJob, on_step: OnStep) -> Picture:
        """The finished picture at the settings' size, in RGB."""
        settings = job.request.settings
        placed, landmarks = place(job.frame, job.request.frame_landmarks, settings)
        start = placed.astype(np.float32) / np.float32(255)
        carried, care = start, np.zeros(start.shape[:2], np.float32)
        if landmarks is not None:
            carried, care = carry_face(start, landmarks, _faces(job), settings.weight * _grasp(settings.denoise))

        def follow(step: int, steps: int, preview: Floats) -> None:
            on_step(StepPreview(step, steps, _as_picture(preview)))

        return _as_picture(restyle(start, carried, care, settings, follow))


def _faces(job: EngineJob) -> list[FaceToCarry]:
    pairs = zip(job.references, job.request.references, strict=True)
    return [FaceToCarry(picture, item.landmarks, item.weight) for picture, item in pairs if item.landmarks is not None]


def _grasp(denoise: float) -> float:
    """How far image-to-image gets from its source: all the way from about 0.8 on, hardly at 0.1."""
    return 1 - (1 - denoise) ** 3


def _as_picture(state: Floats) -> Picture:
    return np.asarray(np.clip(state * np.float32(255) + np.float32(0.5), 0, 255), np.uint8)
