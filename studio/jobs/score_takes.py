"""Stage `score` alone: takes that the current analyzer has not seen, as after import or a change of analyzer."""

from __future__ import annotations

import queue
import time
from functools import partial

from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.pick import Candidate
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import Analysis
from studio.jobs.episode_analysis import EpisodeAnalysis, episode_analysis
from studio.jobs.errands import ANALYZER_AHEAD, Errand, ErrandQueue
from studio.jobs.events import JobControl, JobEvent, Listener, StopRequested
from studio.jobs.generate_takes import GenerateOptions
from studio.jobs.measured_takes import file_measured
from studio.jobs.protocol import Message
from studio.jobs.review_takes import load_review
from studio.jobs.take_work import observe_take
from studio.jobs.timings import file_run


def score_takes(store: EpisodeStore, listen: Listener, control: JobControl,
                options: GenerateOptions | None = None) -> int:
    """Score the current recipe's takes that have no scores by this analyzer and identity; returns how many."""
    options = options or GenerateOptions()
    with episode_analysis(store, listen, control, options.command) as known:
        wanted = [item for item in load_review(store).candidates if item.scores is None]
        return score_candidates(store, known, wanted, listen, control, options)


def score_candidates(store: EpisodeStore, known: EpisodeAnalysis, wanted: list[Candidate], listen: Listener,
                     control: JobControl, options: GenerateOptions) -> int:
    """Score these takes with an analyzer that knows the identity; returns how many could be."""
    started = time.perf_counter()
    scored = _Scoring(store, known.analysis, known.scorer, listen, options.patience_s).run(wanted, control)
    if scored:
        facts = known.analyzer
        file_run(store, StageRun("score", "", "", facts.name, facts.revision, facts.device, store.settings.preset, scored,
                                 time.perf_counter() - started))
        file_measured(store)
    return scored


class _Scoring:
    def __init__(self, store: EpisodeStore, analysis: Analysis, scorer: int, listen: Listener,
                 patience_s: float) -> None:
        self._store = store
        self._analysis = analysis
        self._scorer = scorer
        self._listen = listen
        self._done = 0
        self._total = 0
        self._queue: ErrandQueue[Candidate] = ErrandQueue(analysis.session, ANALYZER_AHEAD, patience_s,
                                                          self._on_message, self._on_failed)
        self._queue.introduction = analysis.introduction

    def run(self, wanted: list[Candidate], control: JobControl) -> int:
        self._total = len(wanted)
        for item in wanted:
            self._queue.add(Errand(partial(observe_take, self._store.takes.picture_path(item.key)), item))
        while not self._queue.idle:
            self._obey(control)
            self._receive()
        return self._done

    def _obey(self, control: JobControl) -> None:
        if control.wish in ("finish", "stop"):
            self._queue.drop_all()
            raise StopRequested
        self._queue.held = control.wish == "pause"
        self._queue.pump()

    def _receive(self) -> None:
        try:
            who, what = self._analysis.mailbox.get(timeout=0.5)
        except queue.Empty:
            self._queue.check_patience()
            return
        if who is self._analysis.session.worker:
            self._queue.handle(what)

    def _on_message(self, item: Candidate, message: Message) -> None:
        if message.event == "result" and message.result is not None:
            self._store.scores.commit(item.take, self._scorer, Scores(**message.result["scores"]))
            self._done += 1
            self._listen(JobEvent("progress", "score", self._done, self._total, frame=item.frame))

    def _on_failed(self, item: Candidate, error: StudioError) -> None:
        self._listen(JobEvent("failure", "score", self._done, self._total, error.message, frame=item.frame))
