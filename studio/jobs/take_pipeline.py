"""Frames through analyzer, engine and scoring at once, so that the engine never waits for anything but itself."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, Scores, face_from_fields
from studio.episode.frame_table import FrameRow
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.store import EpisodeStore
from studio.episode.take_mark import TakeMark
from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts
from studio.finish.marks import png_marks
from studio.jobs.errands import ANALYZER_AHEAD, Errand, ErrandQueue
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.frame_reader import DecodedFrame, FrameReader
from studio.jobs.protocol import Message, pack_picture, unpack_picture
from studio.jobs.take_plan import TakePlan
from studio.jobs.worker_client import Mailbox, WorkerSession
from studio.media.png_text import with_png_text
from studio.source.source import Source

ENGINE_AHEAD = 2
_TICK_S = 0.5


@dataclass(slots=True)
class TakeWork:
    """One take on its way: which frame and seed, and what is known so far."""

    frame: FrameRow
    seed: int
    picture: Picture | None = None
    pixels: str = ""
    request: TakeRequest | None = None
    take_id: int | None = None
    stage: Literal["face", "make", "score"] = "make"
    shown: bool = False


@dataclass(slots=True)
class PipelineReport:
    """What a run did. `engine_s` sums the engine's own time; the others are wall time, `score_s` after the last take."""

    made: int = 0
    found: int = 0
    scored: int = 0
    failed: list[tuple[int, StudioError]] = field(default_factory=list)
    engine_s: float = 0.0
    generate_s: float = 0.0
    score_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PipelineWorkers:
    """The processes of a run and the mailbox they all post to. No analyzer: takes stay unscored."""

    mailbox: Mailbox
    engine: WorkerSession | None
    analyzer: WorkerSession | None
    introduction: Sequence[Message]     # tells a restarted analyzer of the identity
    analyzer_label: str
    scorer_id: int | None
    patience_s: float


class TakePipeline:
    """Makes and scores the takes of one plan. What it reports as done was committed before."""

    def __init__(self, store: EpisodeStore, plan: TakePlan, source: Source, references: Sequence[Picture],
                 workers: PipelineWorkers, listener: Listener, control: JobControl) -> None:
        self._store = store
        self._plan = plan
        self._source = source
        self._workers = workers
        self._listen = listener
        self._control = control
        current = store.frames.current_source()
        self._source_digest = current.digest if current else ""
        self._recipe_id = store.takes.add_recipe(plan.recipe_json(), plan.preset, plan.engine.name)
        self._report = PipelineReport()
        self._to_decode: dict[int, deque[TakeWork]] = {}
        self._reader: FrameReader | None = None
        self._total = 0
        self._made_at = time.perf_counter()
        self._making = self._queue(workers.engine, ENGINE_AHEAD)
        self._observing = self._queue(workers.analyzer, ANALYZER_AHEAD)
        if self._making:
            self._making.introduction = [
                Message("reference", data=facts, blobs=(blob,)) for facts, blob in map(pack_picture, references)
            ]
            self._making.introduce()
        if self._observing:
            self._observing.introduction = workers.introduction

    def run(self, wanted: Sequence[tuple[int, int]]) -> PipelineReport:
        """Make the takes of these (frame number, seed) pairs that are not there, and score those without scores.

        Raises StudioError where going on makes no sense, StopRequested where the person stopped; either way
        everything committed stays.
        """
        self._store.takes.set_current_recipe(self._recipe_id)
        frames = {frame.number: frame for frame in self._store.frames.of_current_source()}
        self._total = len(wanted)
        started = self._made_at = time.perf_counter()
        work = [TakeWork(frames[number], seed) for number, seed in wanted]
        undecided = [item for item in work if not self._settle_without_decoding(item)]
        try:
            self._decode(undecided)
            self._loop()
        finally:
            if self._reader:
                self._reader.close()
        self._report.generate_s = self._made_at - started
        self._report.score_s = time.perf_counter() - self._made_at
        return self._report

    def _queue(self, session: WorkerSession | None, ahead: int) -> ErrandQueue[TakeWork] | None:
        if session is None:
            return None
        return ErrandQueue(session, ahead, self._workers.patience_s, self._on_message, self._on_failed)

    def _settle_without_decoding(self, work: TakeWork) -> bool:
        """Whether the take was made before, told by what the database knows of its frame."""
        if work.frame.pixels is None:
            return False
        faces = self._known_faces(work.frame)
        if self._plan.needs_faces and faces is None:
            return False
        return self._settle(work, work.frame.pixels, faces)

    def _settle(self, work: TakeWork, pixels: str, faces: Sequence[FaceObservation] | None) -> bool:
        work.request = self._plan.request(pixels, faces, work.seed)
        take_id = self._store.takes.find(work.request.key)
        if take_id is None:
            return False
        self._store.takes.link(work.frame.id, take_id, self._recipe_id)
        self._report.found += 1
        self._shown(work, take_id, cached=True)
        return True

    def _known_faces(self, frame: FrameRow) -> list[FaceObservation] | None:
        return self._store.frames.faces(frame.id, self._workers.analyzer_label)

    def _decode(self, work: Sequence[TakeWork]) -> None:
        for item in work:
            self._to_decode.setdefault(item.frame.number, deque()).append(item)
        if self._to_decode:
            self._reader = FrameReader(self._source, sorted(self._to_decode), self._workers.mailbox)

    def _loop(self) -> None:
        while not self._all_done():
            self._obey()
            try:
                who, what = self._workers.mailbox.get(timeout=_TICK_S)
            except queue.Empty:
                self._for_each_queue(ErrandQueue.check_patience)
                continue
            self._receive(who, what)

    def _receive(self, who: object, what: object) -> None:
        if who is self._reader:
            self._on_frame(what)
        elif self._making and who is self._making.session.worker:
            self._making.handle(what)
        elif self._observing and who is self._observing.session.worker:
            self._observing.handle(what)

    def _all_done(self) -> bool:
        idle = all(each.idle for each in (self._making, self._observing) if each)
        return idle and not self._to_decode

    def _obey(self) -> None:
        """What the person wishes, acted on between two messages."""
        if self._control.wish == "stop":
            self._for_each_queue(ErrandQueue.drop_all)
            raise StopRequested
        if self._control.wish == "finish" and not (self._making and self._making.at_work):
            raise StopRequested
        if self._making:
            self._making.held = self._control.wish != "run"
        self._for_each_queue(ErrandQueue.pump)

    def _for_each_queue(self, act: Callable[[ErrandQueue[TakeWork]], None]) -> None:
        for each in (self._making, self._observing):
            if each:
                act(each)

    def _on_frame(self, what: object) -> None:
        if isinstance(what, StudioError):
            raise what
        if not isinstance(what, DecodedFrame):
            return
        works = self._to_decode.pop(what.number)
        if isinstance(what.picture, StudioError):
            for work in works:
                self._on_failed(work, what.picture)
            self._frame_used()
            return
        pixels = pixels_sha256(what.picture)
        self._store.frames.set_pixels([(works[0].frame.id, pixels)])
        for work in works:
            work.picture, work.pixels = what.picture, pixels
            self._next_step(work)

    def _next_step(self, work: TakeWork) -> None:
        """A decoded frame goes to the analyzer if its face is wanted and not known, else on to the engine."""
        faces = self._known_faces(work.frame)
        if self._plan.needs_faces and faces is None and self._observing:
            work.stage = "face"
            self._observing.add(Errand(partial(_observe_frame, work), work))
        elif self._settle(work, work.pixels, faces):
            self._frame_used()
        else:
            self._make(work)

    def _make(self, work: TakeWork) -> None:
        assert self._making is not None
        assert work.request is not None
        if self._plan.settings.fit == "face" and work.request.frame_landmarks is None:
            self._listen(JobEvent("notice", "generate", frame=work.frame.number,
                                  text="no face was found, so the frame is fitted as with cover"))
        work.stage = "make"
        self._making.add(Errand(partial(_make_take, work), work))

    def _on_message(self, work: TakeWork, message: Message) -> None:
        if message.event == "progress" and message.progress:
            done, of = message.progress
            self._show_frame(work)
            self._listen(JobEvent("step", "generate", done, of, frame=work.frame.number))
        elif message.event == "preview" and message.preview:
            picture = unpack_picture(message.preview, message.blobs[0])
            self._listen(JobEvent("preview", "generate", frame=work.frame.number, picture=picture))
        elif message.event == "result" and message.result is not None:
            {"face": self._on_faces, "make": self._on_take, "score": self._on_scores}[work.stage](work, message)

    def _show_frame(self, work: TakeWork) -> None:
        """Tell once which frame the engine works on, with its picture."""
        if not work.shown:
            work.shown = True
            self._listen(JobEvent("frame", "generate", frame=work.frame.number, picture=work.picture))

    def _on_faces(self, work: TakeWork, message: Message) -> None:
        assert message.result is not None
        faces = [face_from_fields(item) for item in message.result["faces"]]
        self._store.frames.set_faces(work.frame.id, self._workers.analyzer_label, faces)
        self._next_step(work)

    def _on_take(self, work: TakeWork, message: Message) -> None:
        assert message.result is not None
        assert work.request is not None
        result: Mapping[str, Any] = message.result
        png, thumbnail = message.blobs
        if result["notice"]:
            self._listen(JobEvent("notice", "generate", text=result["notice"]))
        facts = TakeFacts(self._plan.engine.label, result["width"], result["height"], result["seconds"],
                          result["device"], result["software"])
        mark = TakeMark(work.request, facts, self._plan.preset, self._source_digest, work.frame.number,
                        self._plan.settings.seed)
        marked = with_png_text(png, png_marks(mark.as_facts()))
        take_id = self._store.takes.commit(work.request, facts, marked, thumbnail, work.frame.id, self._recipe_id)
        self._report.made += result["seconds"] is not None
        self._report.found += result["seconds"] is None
        self._report.engine_s += result["seconds"] or 0.0
        self._frame_used()
        self._shown(work, take_id, cached=result["seconds"] is None, seconds=result["seconds"])

    def _shown(self, work: TakeWork, take_id: int, *, cached: bool, seconds: float | None = None) -> None:
        """Tell of a finished take, and have it scored where it has no scores yet."""
        self._made_at = time.perf_counter()
        self._listen(JobEvent("take", "generate", self._finished, self._total, frame=work.frame.number, seconds=seconds,
                              cached=cached, take=take_id))
        work.take_id = take_id
        work.picture = None
        scorer = self._workers.scorer_id
        if self._observing and scorer is not None and self._store.scores.get(take_id, scorer) is None:
            work.stage = "score"
            assert work.request is not None
            png = self._store.takes.picture_path(work.request.key)
            self._observing.add(Errand(partial(observe_take, png), work))

    def _on_scores(self, work: TakeWork, message: Message) -> None:
        assert message.result is not None
        assert work.take_id is not None
        assert self._workers.scorer_id is not None
        self._store.scores.commit(work.take_id, self._workers.scorer_id, Scores(**message.result["scores"]))
        self._report.scored += 1
        self._listen(JobEvent("progress", "score", self._report.scored, self._total, frame=work.frame.number,
                              take=work.take_id))

    def _on_failed(self, work: TakeWork, error: StudioError) -> None:
        self._report.failed.append((work.frame.number, error))
        key = work.request.key if work.request else ""
        self._store.frames.add_failure(work.frame.id, key, error)
        if work.stage != "score":
            self._frame_used()
        self._listen(JobEvent("failure", "generate", self._finished, self._total, error.message,
                              frame=work.frame.number))

    def _frame_used(self) -> None:
        if self._reader:
            self._reader.taken()

    @property
    def _finished(self) -> int:
        return self._report.made + self._report.found + len(self._report.failed)


def observe_take(path: Path, job: int) -> Message:
    """The message that has a take's picture scored; read only when it is sent."""
    return Message("observe", job, data={"score": True}, blobs=(path.read_bytes(),))


def _observe_frame(work: TakeWork, job: int) -> Message:
    assert work.picture is not None
    facts, blob = pack_picture(work.picture, work.pixels)
    return Message("observe", job, data={"picture": facts}, blobs=(blob,))


def _make_take(work: TakeWork, job: int) -> Message:
    assert work.picture is not None
    assert work.request is not None
    facts, blob = pack_picture(work.picture, work.pixels)
    return Message("make", job, data={"request": work.request.canonical_json(), "frame": facts}, blobs=(blob,))
