"""The engine `draft`: no card, no downloads, honest draft quality for assembling an episode."""

from __future__ import annotations

import cv2
import numpy as np

from studio.episode.picture import Picture
from studio.episode.take_request import TakeSettings
from studio.generate.carry import FaceToCarry, carry_face
from studio.generate.engine import EngineFacts, EngineJob, OnStep, StepPreview
from studio.generate.face_surface import Floats
from studio.generate.placement import place
from studio.generate.restyle import restyle
from studio.generate.schedule import steps_run

PREVIEW_EDGE = 384


class DraftEngine:
    """Carries the reference's face onto the frame's and paints the picture anew, step by step."""

    name = "draft"
    label = "draft"
    revision = "1"
    uses_frame_landmarks = True
    uses_reference_landmarks = True

    def steps_run(self, settings: TakeSettings) -> int:
        """As the preset's schedule reads them."""
        return steps_run(settings)

    def load(self) -> list[str]:
        """Nothing to load; one thread, so that the same request gives the same bytes everywhere."""
        cv2.setNumThreads(1)
        return []

    def describe(self) -> EngineFacts:
        """No weights."""
        return EngineFacts((), "", "", "cpu")

    def make(self, job: EngineJob, on_step: OnStep) -> Picture:
        """The finished picture at the settings' size."""
        settings = job.request.settings
        placed, landmarks = place(job.frame, job.request.frame_landmarks, settings)
        start = placed.astype(np.float32) / 255
        faces = [FaceToCarry(picture, reference.landmarks, reference.weight)
                 for picture, reference in zip(job.references, job.request.references, strict=True)
                 if reference.landmarks is not None]
        aim, care = start, np.zeros(start.shape[:2], np.float32)
        if landmarks is not None and faces:
            aim, care = carry_face(start, landmarks, faces, settings.weight)

        def follow(step: int, steps: int, state: Floats) -> None:
            on_step(StepPreview(step, steps, _preview(state)))

        return _as_picture(restyle(start, lambda _: aim, care, settings, follow))


def _preview(state: Floats) -> Picture:
    shrink = PREVIEW_EDGE / max(state.shape[:2])
    if shrink < 1:
        state = np.asarray(cv2.resize(state, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.float32)
    return _as_picture(state)


def _as_picture(state: Floats) -> Picture:
    return np.ascontiguousarray(np.clip(state * 255 + 0.5, 0, 255).astype(np.uint8))
