"""What every analyzer offers, whatever finds the faces behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from studio.episode.face import FaceObservation
from studio.episode.picture import Picture

DENSE_POINTS, FIVE_POINTS = 106, 5

CODE_REVISIONS: Mapping[str, int] = {"insightface": 1, "opencv-zoo": 1, "builtin": 1}
"""By the analyzer's name: raised when its numbers change for the same model files."""

_DENSE = f"-{DENSE_POINTS}"
"""Ends the revision of an analyzer that measures the dense points too."""


class Analyzer(Protocol):
    """Finds faces and measures them. The same picture gives the same numbers, alone or beside others."""

    @property
    def name(self) -> str:
        """As chosen on the command line and stored with every score."""

    @property
    def label(self) -> str:
        """As shown to the person: the name, and what stands behind it."""

    @property
    def revision(self) -> str:
        """Code revision and short digest of the model files: changes whenever the numbers can."""

    @property
    def det_threshold(self) -> float:
        """0-1: the least det of a face that counts as good, on this analyzer's own scale."""

    @property
    def same_person(self) -> float | None:
        """Cosine above which two faces pass for one person; None where there is no recogniser."""

    @property
    def stand_in(self) -> bool:
        """Whether it only stands in for a real one: faces without identity, landmarks guessed."""

    @property
    def commercial(self) -> bool:
        """Whether its models may be used for commercial work."""

    @property
    def device(self) -> str:
        """`cpu` or `cuda`."""

    @property
    def parallel(self) -> int:
        """How many pictures it can observe at once to advantage; 1: from one thread at a time only."""

    def observe(self, picture: Picture) -> list[FaceObservation]:
        """All faces, the largest first. Raises StudioError("engine") where the models fail."""


def with_dense_points(revision: str) -> str:
    """The revision of an analyzer that measures the dense points besides."""
    return revision + _DENSE


def points_compared(revision: str) -> int:
    """How many points the landmark distance of an analyzer of this revision is over."""
    return DENSE_POINTS if revision.endswith(_DENSE) else FIVE_POINTS


@dataclass(frozen=True, slots=True)
class AnalyzerHere:
    """The analyzer that would be opened. `version` is its code revision and a short digest of all its model files, "" where
    they are not here: it changes whenever the revision does."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class AnalyzerStatus:
    """Whether an analyzer works here: `why` in a few words, `mend` the line that mends it ("" if nothing is amiss)."""

    name: str
    label: str
    available: bool
    why: str
    mend: str


def largest_first(faces: list[FaceObservation]) -> list[FaceObservation]:
    """In order of box area; equal ones from left to right, so that the order never depends on the detector's."""
    return sorted(faces, key=lambda face: (-face.area, face.box))
