"""An analyzer as a worker's service: finds faces, and scores pictures against the identity it was told of."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np

from studio.episode.errors import StudioError
from studio.episode.face import face_to_fields
from studio.episode.picture import Picture
from studio.identity.analyzer import Analyzer
from studio.identity.open_analyzer import open_analyzer
from studio.identity.reference import (
    Identity,
    ReferencePicture,
    build_identity,
    check_reference,
    comparisons,
    stranger_warnings,
)
from studio.identity.score import reference_scores, score_picture
from studio.jobs.protocol import Message, ProtocolError, unpack_picture
from studio.jobs.worker import Desk
from studio.media.pictures import read_picture


class AnalyzerService:
    """Observes pictures; after `identity`, scores them too."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._analyzer: Analyzer | None = None
        self._pictures: dict[str, Picture] = {}
        self._identity: Identity | None = None

    @property
    def beside(self) -> int:
        """As many pictures at once as the analyzer takes to advantage."""
        return self._analyzer.parallel if self._analyzer else 1

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """Open the analyzer; the facts that scores are filed with."""
        desk.say(f"loading the analyzer {self.name}")
        analyzer, notices = open_analyzer(self.name, face_pack=str(data.get("face_pack", "")) or None)
        self._analyzer = analyzer
        return {
            "name": analyzer.name, "revision": analyzer.revision, "det_threshold": analyzer.det_threshold,
            "stand_in": analyzer.stand_in, "commercial": analyzer.commercial, "device": analyzer.device,
            "notices": notices, "same_person": analyzer.same_person,
        }

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """`reference` keeps a picture, `identity` builds the identity from them, `look` only says what they
        show, `observe` looks at one picture."""
        desk.check()
        if message.event == "reference":
            self._pictures[message.data["sha256"]] = unpack_picture(message.data, message.blobs[0])
            return None
        if message.event == "identity":
            return Message("result", message.job, result=self._identify(message.data))
        if message.event == "look":
            return Message("result", message.job, result=self._look(message.data))
        if message.event == "observe":
            desk.finish_later(lambda: Message("result", message.job, result=self._observe(message)))
            return None
        raise ProtocolError(f"an analyzer does not know '{message.event}'")

    def _observe(self, message: Message) -> dict[str, Any]:
        assert self._analyzer is not None
        facts = message.data.get("picture")
        picture = unpack_picture(facts, message.blobs[0]) if facts else read_picture(message.blobs[0])
        started = time.perf_counter()
        faces = self._analyzer.observe(picture)
        result: dict[str, Any] = {"faces": [face_to_fields(face) for face in faces]}
        if message.data.get("embed"):
            result["embeddings"] = [None if face.embedding is None else face.embedding.tolist() for face in faces]
        if message.data.get("score"):
            if self._identity is None:
                raise StudioError("worker", "The analyzer was asked to score before it was told of the identity.")
            result["scores"] = score_picture(picture, faces, self._identity).as_dict()
        result["seconds"] = time.perf_counter() - started
        return result

    def _identify(self, data: Mapping[str, Any]) -> dict[str, Any]:
        assert self._analyzer is not None
        checked = [self._check(item) for item in data["references"]]
        weights = [float(item["weight"]) for item in data["references"]]
        self._identity = build_identity(checked, self._analyzer, weights)
        scores = reference_scores(self._identity)
        return {
            "digest": self._identity.digest,
            "warnings": [warning.sentence for warning in self._identity.warnings],
            "references": [
                {"sha256": item.pixels_sha256, "landmarks": _landmarks(item), "weight": weight,
                 "faces": [face_to_fields(face) for face in item.faces], "counted": item.counted,
                 "scores": own.as_dict()}
                for item, weight, own in zip(checked, weights, scores, strict=True)
            ],
        }

    def _look(self, data: Mapping[str, Any]) -> dict[str, Any]:
        assert self._analyzer is not None
        checked = [self._check(item) for item in data["references"]]
        return {
            "same_person": self._analyzer.same_person,
            "similarities": [list(found) for found in comparisons(checked)],
            "warnings": [warning.sentence for warning in stranger_warnings(checked, self._analyzer.same_person)],
            "references": [
                {"faces": [face_to_fields(face) for face in item.faces], "counted": item.counted,
                 "scores": item.scores.as_dict(), "warnings": [warning.sentence for warning in item.warnings]}
                for item in checked
            ],
        }

    def _check(self, item: Mapping[str, Any]) -> ReferencePicture:
        assert self._analyzer is not None
        picture = self._pictures[item["sha256"]]
        return check_reference(picture, self._analyzer.observe(picture), str(item["name"]), item["face"])


def _landmarks(reference: ReferencePicture) -> list[list[float]] | None:
    if reference.face is None or reference.face.landmarks is None:
        return None
    points: list[list[float]] = np.asarray(reference.face.landmarks, dtype=float).tolist()
    return points
