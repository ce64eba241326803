"""From a frame and what is known of identity, preset and engine to the request of its take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.episode.face import FaceObservation
from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings, round_points


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What a loaded engine said of itself; all of it but label and device enters the key."""

    name: str
    label: str
    revision: str
    weights: tuple[tuple[str, str], ...]
    precision: str
    cache_mode: str
    device: str
    uses_frame_landmarks: bool
    uses_reference_landmarks: bool

    @staticmethod
    def from_message(data: Mapping[str, Any]) -> EngineFacts:
        """From the data of the worker's `ready`."""
        return EngineFacts(
            data["name"], data["label"], data["revision"], tuple((name, digest) for name, digest in data["weights"]),
            data["precision"], data["cache_mode"], data["device"], data["uses_frame_landmarks"],
            data["uses_reference_landmarks"],
        )


@dataclass(frozen=True, slots=True)
class TakePlan:
    """What all takes of one run share."""

    preset: str
    settings: TakeSettings
    engine: EngineFacts
    references: tuple[ReferenceFace, ...]
    landmarks_by: str

    @property
    def needs_faces(self) -> bool:
        """Whether a frame's face must be found before its take can be asked for."""
        return self.engine.uses_frame_landmarks or self.settings.fit == "face"

    def request(self, frame_pixels: str, faces: Sequence[FaceObservation] | None, seed: int) -> TakeRequest:
        """The request of one take; `faces` are the frame's, largest first."""
        return TakeRequest(
            frame_pixels=frame_pixels,
            frame_landmarks=self._frame_landmarks(faces),
            references=self._references(),
            landmarks_by=self.landmarks_by if self.needs_faces or self.engine.uses_reference_landmarks else "",
            settings=replace(self.settings, seed=seed),
            engine_revision=self.engine.revision,
            weights=self.engine.weights,
            precision=self.engine.precision,
            cache_mode=self.engine.cache_mode,
        )

    def recipe_json(self) -> str:
        """What the takes of this plan share, whatever their frame and re-rolled seed."""
        return self.request("", None, self.settings.seed).recipe_json(self.settings.seed)

    def _frame_landmarks(self, faces: Sequence[FaceObservation] | None) -> tuple[tuple[float, float], ...] | None:
        if not self.needs_faces or not faces or faces[0].landmarks is None:
            return None
        return round_points(faces[0].landmarks)

    def _references(self) -> tuple[ReferenceFace, ...]:
        if self.engine.uses_reference_landmarks:
            return self.references
        return tuple(replace(item, landmarks=None) for item in self.references)
