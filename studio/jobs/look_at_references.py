"""What the reference pictures show: every face with its box and scores, warnings, and how alike the faces are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, Scores, face_from_fields
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.settings import EpisodeSettings, ReferenceSetting
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import analyzer_inputs
from studio.jobs.events import JobControl, Listener
from studio.jobs.face_looker import FaceLooker
from studio.jobs.protocol import Message, pack_picture
from studio.jobs.stages import Stage, StageWork, run_stage
from studio.media.pictures import read_picture

LOOK_REVISION = 2


@dataclass(frozen=True, slots=True)
class ReferenceLook:
    """One reference picture; `problem` says why it could not be read. Faces come largest first; `counted` is the place
    of the one that counts, None where there is none."""

    setting: ReferenceSetting
    width: int = 0
    height: int = 0
    faces: tuple[FaceObservation, ...] = ()
    counted: int | None = None
    scores: Scores = field(default_factory=Scores)
    warnings: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ReferencesLook:
    """All references. `similarities` are (place, place, cosine -1..1) of faces that can be compared; from
    `same_person` on two pass for one person (None: this analyzer cannot compare). From `det_threshold` on a face counts
    as well found, on this analyzer's own scale."""

    references: tuple[ReferenceLook, ...] = ()
    analyzer: str = ""
    stand_in: bool = False
    same_person: float | None = None
    similarities: tuple[tuple[int, int, float], ...] = ()
    warnings: tuple[str, ...] = ()
    det_threshold: float | None = None


def look_at_references(store: EpisodeStore, looker: FaceLooker, listen: Listener,
                       control: JobControl) -> ReferencesLook:
    """Look at the episode's references, or find what was seen before in the same ones with what is installed here.

    A picture that cannot be read has its own `problem` and stops no other. Raises StudioError where the analyzer fails.
    """
    settings = store.settings
    pictures = [_read(store, item) for item in settings.references]
    readable = [(item, picture) for item, picture in zip(settings.references, pictures, strict=True)
                if not isinstance(picture, StudioError)]
    if not readable:
        return ReferencesLook(tuple(map(_unreadable, settings.references, pictures)))
    wanted = [{"sha256": pixels_sha256(picture), "face": item.face, "weight": item.weight,
               "name": shown_name(item.file)} for item, picture in readable]
    stage = Stage("look at references", {"revision": LOOK_REVISION, "software": __version__, "references": wanted,
                                         "analyzer": analyzer_inputs(store)})

    def work(_: Path) -> StageWork:
        facts = looker.analyzer(store, control)
        messages = [Message("reference", data=described, blobs=(blob,))
                    for described, blob in (pack_picture(picture) for _, picture in readable)]
        answer = looker.ask([*messages, Message("look", data={"references": wanted})], control)
        return StageWork(len(readable), {**(answer.result or {}), "analyzer": facts.label, "stand_in": facts.stand_in,
                                          "det_threshold": facts.det_threshold})

    run, _ = run_stage(store, stage, work, listen)
    return _joined(settings, pictures, run.details)


def shown_name(file: str) -> str:
    """A file of the episode by the name the person gave it."""
    return Path(file).name.partition("-")[2] or file


def _read(store: EpisodeStore, item: ReferenceSetting) -> Picture | StudioError:
    try:
        return read_picture(store.path(item.file), shown_name(item.file))
    except StudioError as error:
        return error


def _joined(settings: EpisodeSettings, pictures: list[Picture | StudioError], found: Mapping[str, Any]) -> ReferencesLook:
    seen = iter(found["references"])
    looks = [_unreadable(item, picture) if isinstance(picture, StudioError) else _look(item, picture, next(seen))
             for item, picture in zip(settings.references, pictures, strict=True)]
    places = [place for place, picture in enumerate(pictures) if not isinstance(picture, StudioError)]
    alike = tuple((places[first], places[second], float(value)) for first, second, value in found["similarities"])
    return ReferencesLook(tuple(looks), found["analyzer"], found["stand_in"], found["same_person"], alike,
                          tuple(found["warnings"]), found["det_threshold"])


def _look(item: ReferenceSetting, picture: Picture, found: Mapping[str, Any]) -> ReferenceLook:
    return ReferenceLook(item, picture.shape[1], picture.shape[0], tuple(map(face_from_fields, found["faces"])),
                         found["counted"], Scores(**found["scores"]), tuple(found["warnings"]))


def _unreadable(item: ReferenceSetting, error: Picture | StudioError) -> ReferenceLook:
    return ReferenceLook(item, problem=error.message if isinstance(error, StudioError) else "")
