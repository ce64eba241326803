"""The analyzer's worker, and the episode's identity as it measured it."""

from __future__ import annotations

import queue
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, face_from_fields
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.store import EpisodeStore
from studio.episode.take_request import ReferenceFace, round_points
from studio.identity.open_analyzer import analyzer_here
from studio.jobs.events import JobEvent, Listener
from studio.jobs.protocol import ANALYZER_PREFIX, Message, pack_picture
from studio.jobs.stages import Stage, StageReport, StageWork, run_stage
from studio.jobs.worker_client import Mailbox, WorkerCommand, WorkerSession, local_worker
from studio.media.pictures import read_picture
from studio.weights.face_packs import pack_named_in

IDENTITY_REVISION = 1
PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class AnalyzerFacts:
    """What a loaded analyzer said of itself; `label` is name and revision in one, as filed with faces.

    From a likeness of `same_person` on two faces pass for one person's; None: it cannot compare.
    """

    name: str
    revision: str
    det_threshold: float
    stand_in: bool
    device: str
    notices: tuple[str, ...]
    same_person: float | None

    @property
    def label(self) -> str:
        """Name and revision, as filed beside everything it measured."""
        return f"{self.name} {self.revision}"


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """The identity as measured: what enters takes' keys, what the person should know, and the references' scores."""

    digest: str
    references: tuple[ReferenceFace, ...]
    warnings: tuple[str, ...]
    scores: tuple[Mapping[str, Any], ...]


def face_pack_of(store: EpisodeStore) -> str:
    """The pack that the episode's settings name, where a path counts from the episode; "" for none."""
    return pack_named_in(store.folder, store.settings.face_pack)


def analyzer_inputs(store: EpisodeStore) -> list[str]:
    """Of stages whose result rests on faces: the analyzer that will find them, `auto` being resolved, and its version."""
    here = analyzer_here(store.settings.analyzer, face_pack_of(store) or None)
    return [here.name, here.version]


class Analysis:
    """An analyzer in its worker, with the identity set; use as a context manager."""

    def __init__(self, name: str, face_pack: str, listen: Listener, command: WorkerCommand = local_worker) -> None:
        self._listen = listen
        self.mailbox: Mailbox = queue.Queue()
        self.session = WorkerSession(f"{ANALYZER_PREFIX}{name}", command, {"face_pack": face_pack}, self.mailbox,
                                     lambda line: listen(JobEvent("loading", "identity", text=line)))
        self.introduction: list[Message] = []

    def __enter__(self) -> Analysis:
        try:
            data = self.session.start()
        except BaseException:
            self.session.close(at_once=True)
            raise
        self.facts = AnalyzerFacts(data["name"], data["revision"], data["det_threshold"], data["stand_in"],
                                   data["device"], tuple(data["notices"]), data["same_person"])
        for notice in self.facts.notices:
            self._listen(JobEvent("notice", "identity", text=notice))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.session.close(at_once=kind is not None)

    def identify(self, store: EpisodeStore) -> tuple[IdentityFacts, list[Picture], StageReport]:
        """Measure the episode's reference pictures, or find what was measured before on the same ones."""
        settings = store.settings.references
        if not settings:
            raise StudioError("input", f"{store.folder.name} has no reference picture yet. Add one with `studio import "
                                       f"{store.folder} --identity PICTURE`.")
        pictures = [read_picture(store.path(item.file)) for item in settings]
        self.introduction = [Message("reference", data=facts, blobs=(blob,))
                             for facts, blob in map(pack_picture, pictures)]
        wanted = [{"sha256": pixels_sha256(picture), "face": item.face, "weight": item.weight,
                   "name": _shown_name(item.file)} for picture, item in zip(pictures, settings, strict=True)]
        self.introduction.append(Message("identity", data={"references": wanted}))
        stage = Stage("identity", {"revision": IDENTITY_REVISION, "references": wanted, "analyzer": self.facts.label})

        def work(_: Path) -> StageWork:
            for message in self.introduction[:-1]:
                self.session.send(message)
            answer = self.session.ask(self.introduction[-1], PATIENCE_S)
            return StageWork(len(pictures), dict(answer.result or {}))

        run, report = run_stage(store, stage, work, self._listen)
        if report.cached:
            self.introduce()
        facts = _identity_from(run.details)
        for warning in facts.warnings:
            self._listen(JobEvent("notice", "identity", text=warning))
        return facts, pictures, report

    def adopt_threshold(self, store: EpisodeStore) -> None:
        """Let the analyzer's own det threshold count, unless the person set one; says so where it changes."""
        settings = store.settings
        own = self.facts.det_threshold
        if settings.thresholds_by_hand or settings.thresholds.det == own:
            return
        store.change_settings({"thresholds": replace(settings.thresholds, det=own)})
        self._listen(JobEvent("notice", "score", text=f"Takes pass from face found >= {own:g} on, the threshold of the "
                                                      f"analyzer {self.facts.name}; --min-det sets another."))

    def faces_in(self, picture: Picture) -> list[FaceObservation]:
        """The faces of a picture, the largest first, without scores."""
        facts, blob = pack_picture(picture)
        answer = self.session.ask(Message("observe", 1, data={"picture": facts}, blobs=(blob,)), PATIENCE_S)
        return [face_from_fields(fields) for fields in (answer.result or {})["faces"]]

    def introduce(self) -> None:
        """Tell the worker of the identity; the answer is known already and is passed over."""
        for message in self.introduction:
            self.session.send(message)


def _identity_from(details: Mapping[str, Any]) -> IdentityFacts:
    references = tuple(
        ReferenceFace(item["sha256"], None if item["landmarks"] is None else round_points(item["landmarks"]),
                      float(item["weight"]))
        for item in details["references"]
    )
    return IdentityFacts(details["digest"], references, tuple(details["warnings"]),
                         tuple(item["scores"] for item in details["references"]))


def _shown_name(file: str) -> str:
    return Path(file).name.partition("-")[2] or file

