"""Stage `strangers`: how much other people at hand resemble the episode's references, by its analyzer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.identity.people import people_of
from studio.identity.reference import mean_embedding
from studio.jobs.analysis import analyzer_inputs
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.face_looker import FaceLooker
from studio.jobs.faces_at_hand import PictureAtHand, pictures_at_hand
from studio.jobs.protocol import Message, pack_picture
from studio.jobs.stages import Stage, StageWork, run_stage
from studio.jobs.worker_client import WorkerCommand, local_worker
from studio.media.pictures import read_picture

STRANGERS_REVISION = 1
_SEEN = 0.75
"""Of the analyzer's det threshold, which is for takes: faces in ordinary photographs have less, and are faces."""

_STAGE = "strangers"


@dataclass(frozen=True, slots=True)
class Strangers:
    """Faces of other people: `cosines`, -1..1, to the references, `people` says whose each is.

    `set_aside` are pictures of somebody whom the analyzer takes for the references' own person (a stranger among them makes
    what is said of strangers too kind); `unseen` is the number of `pictures` in which no face was found well.
    """

    cosines: NDArray[np.float64]
    people: tuple[str, ...]
    set_aside: tuple[str, ...] = ()
    unseen: int = 0
    pictures: int = 0
    analyzer: str = ""

    @property
    def persons(self) -> int:
        """How many other people."""
        return len(set(self.people))


NOBODY = Strangers(np.empty(0), ())


@dataclass(frozen=True, slots=True)
class StrangersAtHand:
    """How many `pictures` could be looked at, and what was found in just these earlier; None: nobody looked."""

    pictures: int
    found: Strangers | None


@dataclass(frozen=True, slots=True)
class _Face:
    sha256: str
    embedding: NDArray[np.float32]


def look_at_strangers(store: EpisodeStore, listen: Listener, control: JobControl,
                      command: WorkerCommand = local_worker) -> Strangers:
    """Compare the faces at hand with the references; cached by pictures, references and analyzer.

    Raises StudioError: "nothing" where no picture is at hand, "input" without a reference or where the takes were scored by
    another analyzer, "missing" where the analyzer cannot compare faces. StopRequested.
    """
    pictures = pictures_at_hand(store)
    if not store.settings.references:
        raise StudioError("input", f"{store.folder.name} has no reference picture yet: there is nothing to compare with.")
    if not pictures:
        raise StudioError("nothing", "No faces of other people are at hand: no other episode was scored on this machine, "
                                     "and no folder was named. Name one with `studio strangers add FOLDER`.")

    def work() -> StageWork:
        looker = FaceLooker(listen, command)
        try:
            return _look(store, pictures, looker, listen, control)
        finally:
            looker.close()

    run, _ = run_stage(store, strangers_stage(store, pictures), lambda _: work(), listen)
    return _strangers(run.details, pictures)


def strangers_at_hand(store: EpisodeStore) -> StrangersAtHand:
    """What can be known without starting the analyzer."""
    pictures = pictures_at_hand(store)
    if not pictures:
        return StrangersAtHand(0, None)
    stage = strangers_stage(store, pictures)
    run = store.stages.find(stage.name, stage.digest)
    if run is None or run.details["analyzer"] != (_scorer(store) or run.details["analyzer"]):
        return StrangersAtHand(len(pictures), None)
    return StrangersAtHand(len(pictures), _strangers(run.details, pictures))


def strangers_stage(store: EpisodeStore, pictures: Sequence[PictureAtHand]) -> Stage:
    """The stage whose result is what was found in these pictures."""
    settings = store.settings
    references = [[item.file, item.face, item.weight] for item in settings.references]
    return Stage(_STAGE, {"revision": STRANGERS_REVISION, "references": references,
                          "analyzer": analyzer_inputs(store),
                          "pictures": sorted(f"{item.sha256} {item.face}" for item in pictures)})


def _scorer(store: EpisodeStore) -> str:
    """Who scored the takes, "" where nobody did."""
    scorer = store.scores.current_scorer()
    return f"{scorer[1]} {scorer[2]}" if scorer else ""


def _look(store: EpisodeStore, pictures: Sequence[PictureAtHand], looker: FaceLooker, listen: Listener,
          control: JobControl) -> StageWork:
    facts = looker.analyzer(store, control)
    if facts.same_person is None:
        raise StudioError("missing", f"The analyzer {facts.name} cannot compare faces. Score the takes with one that can: "
                                     "`studio models list` says what is missing.")
    scorer = _scorer(store)
    if scorer not in ("", facts.label):
        raise StudioError("input", f"The takes were scored by {scorer}, and {facts.label} would look at the strangers. "
                                   "Score the takes with it first, so that the numbers can be compared.")
    own = _own_embedding(store, looker, control)
    faces, unseen = [], 0
    told = stage_progress(listen, _STAGE)
    for done, picture in enumerate(pictures, start=1):
        control.obey()
        seen = _faces(picture, looker, control, _SEEN * facts.det_threshold)
        faces += seen
        unseen += not seen
        told(done, len(pictures))
    details = _compared(faces, own, facts.same_person)
    return StageWork(len(pictures), {"analyzer": facts.label, "unseen": unseen, **details})


def _compared(faces: Sequence[_Face], own: NDArray[np.float32], same_person: float) -> dict[str, Any]:
    """Each face with its person and cosine; whoever has one face like the references is set aside with all of them."""
    embeddings = np.array([face.embedding for face in faces], np.float32).reshape(len(faces), -1)
    people = people_of(embeddings, same_person)
    cosines = embeddings @ own if len(faces) else np.empty(0, np.float32)
    ourselves = set(people[cosines >= same_person].tolist())
    rows = [[face.sha256, int(person), round(float(cosine), 6)]
            for face, person, cosine in zip(faces, people, cosines, strict=True)]
    return {"faces": [row for row in rows if row[1] not in ourselves],
            "set_aside": sorted({str(row[0]) for row in rows if row[1] in ourselves})}


def _own_embedding(store: EpisodeStore, looker: FaceLooker, control: JobControl) -> NDArray[np.float32]:
    parts = []
    for item in store.settings.references:
        found = _embeddings(read_picture(store.path(item.file)), looker, control)
        place = item.face or 0
        parts.append((found[place][1] if place < len(found) else None, item.weight))
    mean = mean_embedding(parts)
    if mean is None:
        raise StudioError("input", f"No face was found in the references of {store.folder.name}: there is nothing to "
                                   "compare with.")
    return mean


def _faces(picture: PictureAtHand, looker: FaceLooker, control: JobControl, det: float) -> list[_Face]:
    """The faces that count and are found well; none in what is no picture."""
    try:
        pixels = read_picture(picture.path)
    except StudioError:
        return []
    found = _embeddings(pixels, looker, control)
    counted = found if picture.face is None else found[picture.face:picture.face + 1]
    return [_Face(picture.sha256, embedding) for score, embedding in counted if embedding is not None and score >= det]


def _embeddings(picture: NDArray[np.uint8], looker: FaceLooker,
                control: JobControl) -> list[tuple[float, NDArray[np.float32] | None]]:
    """Det and embedding of each face, the largest first."""
    facts, blob = pack_picture(picture)
    message = Message("observe", 1, data={"picture": facts, "embed": True}, blobs=(blob,))
    answer: Mapping[str, Any] = looker.ask([message], control).result or {}
    return [(float(face["det"]), None if numbers is None else np.asarray(numbers, np.float32))
            for face, numbers in zip(answer["faces"], answer["embeddings"], strict=True)]


def _strangers(details: Mapping[str, Any], pictures: Sequence[PictureAtHand]) -> Strangers:
    names = {item.sha256: item.name for item in pictures}
    faces = details["faces"]
    return Strangers(np.array([face[2] for face in faces], np.float64), tuple(str(face[1]) for face in faces),
                     tuple(names[sha256] for sha256 in details["set_aside"]), int(details["unseen"]), len(pictures),
                     str(details["analyzer"]))
