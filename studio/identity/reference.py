"""The reference pictures: which face counts, what to warn of, and the identity they make together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, Scores
from studio.episode.picture import Picture, pixels_sha256
from studio.identity.measure import cosine, picture_scores
from studio.identity.reference_warnings import (
    ReferenceWarning,
    another_person,
    face_warnings,
    no_face,
    several_faces,
)

if TYPE_CHECKING:
    from studio.identity.analyzer import Analyzer


@dataclass(frozen=True, slots=True, eq=False)
class ReferencePicture:
    """One reference as checked: its faces (largest first), which of them counts, its own scores, what to warn of."""

    name: str
    pixels_sha256: str
    faces: tuple[FaceObservation, ...]
    counted: int | None
    scores: Scores
    warnings: tuple[ReferenceWarning, ...]

    @property
    def face(self) -> FaceObservation | None:
        """The face that counts."""
        return None if self.counted is None else self.faces[self.counted]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """Whose face it is: weighted references and what they have in common."""

    references: tuple[ReferencePicture, ...]
    weights: tuple[float, ...]
    embedding: NDArray[np.float32] | None       # unit length: the weighted mean; None where nothing can be compared
    analyzer: str
    analyzer_revision: str
    digest: str                                 # hex sha256; changes with pixels, counted faces, weights and analyzer
    warnings: tuple[ReferenceWarning, ...]      # of every reference, then of references against one another


def check_reference(
    picture: Picture, observations: Sequence[FaceObservation], name: str, face: int | None = None
) -> ReferencePicture:
    """Which face of a reference counts, and what to warn of.

    `observations` come largest first; `face` picks one of them from 0 (None: the largest, with a warning where there
    are several). Raises StudioError("input") for a number beyond the last face.
    """
    if face is not None and not 0 <= face < max(1, len(observations)):
        raise StudioError("input", f"{name} has no face {face}: {len(observations)} were found, counted from 0 (the "
                                   "largest). Choose another --face.")
    counted = observations[face or 0] if observations else None
    scores = picture_scores(picture, observations, counted)
    warnings = [] if counted else [no_face(name)]
    if counted:
        warnings += face_warnings(picture, counted, scores.sharpness, name)
    if face is None and len(observations) > 1:
        warnings.append(several_faces(name, len(observations)))
    return ReferencePicture(name, pixels_sha256(picture), tuple(observations), (face or 0) if counted else None, scores,
                            tuple(warnings))


def build_identity(
    references: Sequence[ReferencePicture], analyzer: Analyzer, weights: Sequence[float] | None = None
) -> Identity:
    """Join checked references into one identity; `weights` default to 1 each.

    References without a face take no part (and carry a warning). Raises StudioError("input") where none has a face,
    or the weights are negative or leave nothing.
    """
    shares = tuple(map(float, weights)) if weights is not None else (1.0,) * len(references)
    _check(references, shares)
    return Identity(
        references=tuple(references),
        weights=shares,
        embedding=mean_embedding((reference.face.embedding if reference.face else None, share)
                                 for reference, share in zip(references, shares, strict=True)),
        analyzer=analyzer.name,
        analyzer_revision=analyzer.revision,
        digest=_digest(references, shares, analyzer),
        warnings=(*(warning for reference in references for warning in reference.warnings),
                  *stranger_warnings(references, analyzer.same_person)),
    )


def comparisons(references: Sequence[ReferencePicture]) -> Iterator[tuple[int, int, float]]:
    """The places of each two references whose counted faces can be compared, and their cosine."""
    for (first, one), (second, other) in combinations(enumerate(references), 2):
        if one.face is None or other.face is None or one.face.embedding is None or other.face.embedding is None:
            continue
        yield first, second, cosine(one.face.embedding, other.face.embedding)


def stranger_warnings(references: Sequence[ReferencePicture], same_person: float | None) -> Iterator[ReferenceWarning]:
    """References that the recogniser takes for different people; none where it cannot compare (`same_person` None)."""
    for first, second, similarity in comparisons(references) if same_person is not None else ():
        if same_person is not None and similarity < same_person:
            yield another_person(references[first].name, references[second].name, similarity)


def counted_references(identity: Identity) -> Iterator[tuple[ReferencePicture, FaceObservation, float]]:
    """Each reference that has a face, with that face and its weight."""
    for reference, weight in zip(identity.references, identity.weights, strict=True):
        if reference.face is not None:
            yield reference, reference.face, weight


def mean_embedding(parts: Iterable[tuple[NDArray[np.float32] | None, float]]) -> NDArray[np.float32] | None:
    """The weighted mean of embeddings, of unit length; None where there is nothing to compare with."""
    weighted = [weight * embedding.astype(np.float64) for embedding, weight in parts if embedding is not None]
    if not weighted:
        return None
    total = np.sum(weighted, axis=0)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length, dtype=np.float32) if length > 0 else None


def _check(references: Sequence[ReferencePicture], weights: Sequence[float]) -> None:
    faceless = [reference for reference in references if reference.face is None]
    if len(faceless) == len(references):
        raise StudioError("input", " ".join(no_face(reference.name).sentence for reference in references)
                          or "There is no reference picture: give one with --identity.")
    if len(weights) != len(references) or min(weights) < 0:
        raise StudioError("input", f"{len(weights)} weights were given for {len(references)} references: give one for "
                                   "each, 0 or more.")
    if not any(weight for reference, weight in zip(references, weights, strict=True) if reference.face):
        raise StudioError("input", "All references with a face have weight 0: give one of them more.")


def _digest(references: Sequence[ReferencePicture], weights: Sequence[float], analyzer: Analyzer) -> str:
    content = {
        "identity": 1,
        "references": [[reference.pixels_sha256, reference.counted, weight]
                       for reference, weight in zip(references, weights, strict=True)],
        "analyzer": [analyzer.name, analyzer.revision],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
