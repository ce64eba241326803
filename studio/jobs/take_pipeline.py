"""Frames through analyzer, engine and scoring at once, so that the engine never waits for anything but itself."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from studio.episode.errors import StudioError
from studio.episode.picture import Picture, pixels_sha256
from studio.episode.store import EpisodeStore
from studio.jobs.errands import ANALYZER_AHEAD, Errand, ErrandQueue
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.frame_reader import DecodedFrame, FrameReader
from studio.jobs.protocol import Message, pack_picture, unpack_picture
from studio.jobs.take_filing import PipelineReport, TakeFiling
from studio.jobs.take_plan import TakePlan
from studio.jobs.take_work import TakeWork, make_take, observe_frame, observe_take
from studio.jobs.worker_client import Mailbox, WorkerSession
from studio.source.source import Source

ENGINE_AHEAD = 2
_TICK_S = 0.5


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
        self._filing = TakeFiling(store, plan, workers.analyzer_label, workers.scorer_id, listener)
        self._to_decode: dict[int, deque[TakeWork]] = {}
        self._reader: FrameReader | None = None
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

    @property
    def recipe(self) -> int:
        """The id of the recipe that its takes are filed under."""
        return self._filing.recipe_id

    def run(self, wanted: Sequence[tuple[int, int]], *, for_review: bool = True) -> PipelineReport:
        """Make the takes of these (frame number, seed) pairs that are not there, and score those without scores.

        Review works on them from now on, where they are `for_review`.

        Raises StudioError where going on makes no sense, StopRequested where the person stopped; either way
        everything committed stays.
        """
        self._filing.begin(len(wanted), for_review=for_review)
        frames = {frame.number: frame for frame in self._store.frames.of_current_source()}
        started = self._made_at = time.perf_counter()
        work = [TakeWork(frames[number], seed) for number, seed in wanted]
        undecided = [item for item in work if not self._settle_without_decoding(item)]
        try:
            self._decode(undecided)
            self._loop()
        finally:
            if self._reader:
                self._reader.close()
        report = self._filing.report
        report.generate_s = self._made_at - started
        report.score_s = time.perf_counter() - self._made_at
        return report

    def _queue(self, session: WorkerSession | None, ahead: int) -> ErrandQueue[TakeWork] | None:
        if session is None:
            return None
        return ErrandQueue(session, ahead, self._workers.patience_s, self._on_message, self._on_failed)

    def _settle_without_decoding(self, work: TakeWork) -> bool:
        """Whether the take was made before, told by what the database knows of its frame."""
        if work.frame.pixels is None:
            return False
        faces = self._filing.known_faces(work.frame)
        if self._plan.needs_faces and faces is None:
            return False
        if not self._filing.find(work, work.frame.pixels, faces):
            return False
        self._have_scored(work)
        return True

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
        if self._control.wish == "finish" and self._at_rest():
            raise StopRequested
        if self._making:
            self._making.held = self._control.wish != "run"
        self._for_each_queue(ErrandQueue.pump)

    def _at_rest(self) -> bool:
        """Whether no take is in the making and those made are scored."""
        making = self._making is not None and self._making.at_work > 0
        return not making and (self._observing is None or self._observing.idle)

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
        faces = self._filing.known_faces(work.frame)
        if self._plan.needs_faces and faces is None and self._observing:
            work.stage = "face"
            self._observing.add(Errand(partial(observe_frame, work), work))
        elif self._filing.find(work, work.pixels, faces):
            self._have_scored(work)
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
        self._making.add(Errand(partial(make_take, work), work))

    def _have_scored(self, work: TakeWork) -> None:
        """A take is there: have it scored where it has no scores yet."""
        self._made_at = time.perf_counter()
        work.picture = None
        if self._observing and self._filing.wants_scores(work):
            work.stage = "score"
            assert work.request is not None
            png = self._store.takes.picture_path(work.request.key)
            self._observing.add(Errand(partial(observe_take, png), work))

    def _on_message(self, work: TakeWork, message: Message) -> None:
        if message.event == "progress" and message.progress:
            done, of = message.progress
            self._show_frame(work)
            self._listen(JobEvent("step", "generate", done, of, frame=work.frame.number, memory=message.memory))
        elif message.event == "preview" and message.preview:
            picture = unpack_picture(message.preview, message.blobs[0])
            self._listen(JobEvent("preview", "generate", frame=work.frame.number, picture=picture))
        elif message.event == "loading":
            self._listen(JobEvent("notice", "generate", text=str(message.data.get("line", ""))))
        elif message.event == "result" and message.result is not None:
            self._on_result(work, message)

    def _show_frame(self, work: TakeWork) -> None:
        """Tell once which frame the engine works on, with its picture."""
        if not work.shown:
            work.shown = True
            self._listen(JobEvent("frame", "generate", frame=work.frame.number, picture=work.picture))

    def _on_result(self, work: TakeWork, message: Message) -> None:
        if work.stage == "face":
            self._filing.file_faces(work, message)
            self._next_step(work)
        elif work.stage == "make":
            self._filing.file_take(work, message)
            self._frame_used()
            self._have_scored(work)
        else:
            self._filing.file_scores(work, message)

    def _on_failed(self, work: TakeWork, error: StudioError) -> None:
        self._filing.file_failure(work, error)
        if work.stage != "score":
            self._frame_used()

    def _frame_used(self) -> None:
        if self._reader:
            self._reader.taken()
