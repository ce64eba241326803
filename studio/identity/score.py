"""The scores of one picture, beside an identity or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.episode.face import FaceObservation, Scores
from studio.episode.picture import Picture
from studio.identity.measure import cosine, measured_landmarks, picture_scores
from studio.identity.reference import Identity, counted_references
from studio.identity.similarity import eye_distance, landmark_distance, point_distance


def score_picture(picture: Picture, observations: Sequence[FaceObservation], identity: Identity | None) -> Scores:
    """Everything measured on a take; None where there is nothing to measure it on."""
    face = counted_face(observations, identity)
    scores = picture_scores(picture, observations, face)
    if face is None or identity is None:
        return scores
    return replace(scores, identity=_likeness(face, identity), landmarks=_shape_distance(face, identity))


def counted_face(observations: Sequence[FaceObservation], identity: Identity | None) -> FaceObservation | None:
    """The face of a take that counts: the one most like the identity, or the largest where nothing can be compared."""
    if identity is not None and identity.embedding is not None:
        comparable = [face for face in observations if face.embedding is not None]
        if comparable:
            return max(comparable, key=lambda face: _likeness(face, identity) or -1.0)
    return max(observations, key=lambda face: face.area, default=None)


def reference_scores(identity: Identity) -> list[Scores]:
    """Each reference's own scores, in order: its cosine to the weighted mean, its distance to the nearest other one."""
    return [_own_scores(identity, place) for place in range(len(identity.references))]


def _own_scores(identity: Identity, place: int) -> Scores:
    reference = identity.references[place]
    if reference.face is None:
        return reference.scores
    others = [face for other, face, _ in counted_references(identity) if other is not reference]
    return replace(reference.scores, identity=_likeness(reference.face, identity),
                   landmarks=_nearest(reference.face, others))


def _likeness(face: FaceObservation, identity: Identity) -> float | None:
    if face.embedding is None or identity.embedding is None:
        return None
    return cosine(face.embedding, identity.embedding)


def _shape_distance(face: FaceObservation, identity: Identity) -> float | None:
    """To the nearest reference: with a front and a side view given, either pose counts as the person's."""
    return _nearest(face, [reference for _, reference, weight in counted_references(identity) if weight > 0])


def _nearest(face: FaceObservation, references: Sequence[FaceObservation]) -> float | None:
    distances = [_distance(face, reference) for reference in references]
    return min((distance for distance in distances if distance is not None), default=None)


def _distance(face: FaceObservation, reference: FaceObservation) -> float | None:
    """Over 106 points where both faces have them, over five otherwise; in the reference's eye distances."""
    landmarks, shape = measured_landmarks(face), measured_landmarks(reference)
    if landmarks is None or shape is None:
        return None
    if face.dense is not None and reference.dense is not None:
        return point_distance(face.dense, reference.dense, eye_distance(shape))
    return landmark_distance(landmarks, shape)
