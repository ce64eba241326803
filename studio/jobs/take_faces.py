"""The faces in takes, found by the episode's analyzer once and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.episode.face import FaceObservation, face_from_fields, face_to_fields
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.engines.face_rule import FaceRule, as_detected
from studio.jobs.analysis import Analysis, analyzer_inputs, face_pack_of
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.media.pictures import read_picture

FACES_REVISION = 1
_STAGE = "faces"
_EXACT_FOR = "insightface"
"""The analyzer whose detector engines use too."""


@dataclass(frozen=True, slots=True)
class TakeFaces:
    """Faces by the takes' keys, in the takes' pixels. `exact`: found as the engine will find them."""

    faces: Mapping[str, tuple[FaceObservation, ...]]
    analyzer: str
    exact: bool


def faces_of_takes(store: EpisodeStore, keys: Sequence[str], listen: Listener, control: JobControl, stage: str,
                   rule: FaceRule) -> TakeFaces:
    """All faces of these takes; those found earlier by the same analyzer are not looked for again.

    Where the analyzer has the detector that the rule speaks of, they are found at the rule's size.
    Progress is told as `stage`'s. Raises StudioError as `Analysis`, StopRequested where the person stopped it.
    """
    side = rule.detector_side
    kept = store.stages.latest(_STAGE, "")
    who = [FACES_REVISION, *analyzer_inputs(store), side]
    known: dict[str, Any] = dict(kept.details["faces"]) if kept and kept.details["who"] == who else {}
    analyzer = str(kept.details["analyzer"]) if kept and known else ""
    wanted = [key for key in dict.fromkeys(keys) if key not in known]
    if wanted:
        found, analyzer = _looked_at(store, wanted, listen, control, stage, side)
        known |= found
        details = {"who": who, "analyzer": analyzer, "faces": known}
        store.stages.commit(StageRun(_STAGE, "", "", analyzer, "", "", "", len(wanted), 0.0, details))
    faces = {key: tuple(map(face_from_fields, known[key])) for key in keys}
    return TakeFaces(faces, analyzer, exact=analyzer == _EXACT_FOR)


def _looked_at(store: EpisodeStore, keys: Sequence[str], listen: Listener, control: JobControl, stage: str,
               side: int) -> tuple[dict[str, Any], str]:
    """The fields of each take's faces, and the analyzer's name."""
    settings = store.settings
    analyzing = Analysis(settings.analyzer, face_pack_of(store), listen)
    found: dict[str, Any] = {}
    with control.reaching(analyzing.mailbox), analyzing as analysis:
        at_side = side if analysis.facts.name == _EXACT_FOR else 0
        for number, key in enumerate(keys):
            control.obey()
            listen(JobEvent("loading", stage, text=f"looking for the face in picture {number + 1} of {len(keys)}"))
            found[key] = [face_to_fields(face) for face in _faces(analysis, store.takes.picture_path(key), at_side)]
    return found, analysis.facts.name


def _faces(analysis: Analysis, path: Path, side: int) -> list[FaceObservation]:
    picture = read_picture(path)
    if not side:
        return analysis.faces_in(picture)
    square, scale = as_detected(picture, side)
    return [_scaled(face, scale) for face in analysis.faces_in(square)]


def _scaled(face: FaceObservation, scale: float) -> FaceObservation:
    """Without the dense points: nothing that reads these faces uses them."""
    x0, y0, x1, y1 = (value / scale for value in face.box)
    landmarks = None if face.landmarks is None else face.landmarks / scale
    return replace(face, box=(x0, y0, x1, y1), landmarks=landmarks, dense=None)
