"""Stages `generate` and `score`: the takes of the episode's frames, made where missing and scored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.lease import generating_lease
from studio.episode.preset import Preset
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.analysis import AnalyzerFacts, IdentityFacts
from studio.jobs.episode_analysis import EpisodeAnalysis, episode_analysis
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.hosts.ssh_line import line_to
from studio.jobs.inputs import open_episode_source
from studio.jobs.measured_takes import file_measured
from studio.jobs.resolve_settings import resolve_settings
from studio.jobs.review_takes import frames_in_range
from studio.jobs.stages import StageReport
from studio.jobs.take_filing import PipelineReport
from studio.jobs.take_pipeline import TakePipeline
from studio.jobs.take_plan import EngineFacts, TakePlan
from studio.jobs.timings import file_run
from studio.jobs.worker_client import Mailbox, WorkerCommand, WorkerSession, local_worker

DEFAULT_PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True)
class GenerateOptions:
    """How a run is done, beside what the episode's settings say. `command` starts all workers (None: the analyzer here,
    the engine on the episode's host); `patience_s` is how long a worker may be silent with work in its hands."""

    command: WorkerCommand | None = None
    patience_s: float = DEFAULT_PATIENCE_S


@dataclass(frozen=True, slots=True)
class GenerateResult:
    """What was done: the pipeline's report, the identity, and the stages' times; by whom, and how long the engine loaded."""

    report: PipelineReport
    identity: IdentityFacts
    stages: tuple[StageReport, ...]
    engine: EngineFacts
    analyzer: AnalyzerFacts
    load_s: float


WantedTakes = Callable[[Sequence[int], TakeSettings], Sequence[tuple[int, int]]]
"""From the frame numbers in range and the settings to (frame number, seed) pairs."""


def same_seed(numbers: Sequence[int], settings: TakeSettings) -> Sequence[tuple[int, int]]:
    """The preset's seed for every frame."""
    return [(number, settings.seed) for number in numbers]


def generate_takes(store: EpisodeStore, listen: Listener, control: JobControl, wanted: WantedTakes = same_seed,
                   options: GenerateOptions | None = None) -> GenerateResult:
    """Make and score what is missing, under the episode's lease.

    Raises StudioError("busy") where another process generates, "engine" where every frame failed; StopRequested
    where the person stopped.
    """
    options = options or GenerateOptions()
    with generating_lease(store.folder):
        adopted = store.adopt_takes()
        if adopted:
            listen(JobEvent("notice", "generate", text=f"{adopted} finished takes of an interrupted run were found."))
        return _Run(store, listen, control, options).run(wanted)


@contextmanager
def engine_session(store: EpisodeStore, values: TakeSettings, mailbox: Mailbox, listen: Listener,
                   options: GenerateOptions) -> Iterator[WorkerSession]:
    """The worker, not started yet, that makes takes with these settings: here or on the episode's host.

    It is closed in the end, without waiting for it where the block was left by an exception.
    """
    host = store.settings.host
    line = line_to(host) if host and options.command is None else None
    command = options.command or (line.worker if line else local_worker)
    session = WorkerSession(values.engine, command, {"options": dict(values.options)}, mailbox,
                            lambda text: listen(JobEvent("loading", "generate", text=text)), line)
    try:
        yield session
    except BaseException:
        session.close(at_once=True)
        raise
    session.close()


class _Run:
    def __init__(self, store: EpisodeStore, listen: Listener, control: JobControl, options: GenerateOptions) -> None:
        self._store = store
        self._listen = listen
        self._control = control
        self._options = options
        self._load_s = 0.0

    def run(self, wanted: WantedTakes) -> GenerateResult:
        preset, values = resolve_settings(self._store, self._listen)
        source = open_episode_source(self._store)
        frames = [row.number for row in frames_in_range(self._store)]
        with episode_analysis(self._store, self._listen, self._control, self._options.command) as known:
            mailbox = known.analysis.mailbox
            with engine_session(self._store, values, mailbox, self._listen, self._options) as engine:
                plan = self._plan(preset, values, engine, known)
                workers = known.workers(engine, self._options.patience_s)
                pipeline = TakePipeline(self._store, plan, source, known.references, workers, self._listen, self._control)
                report = pipeline.run(wanted(frames, values))
        self._file(report, plan, known.analyzer)
        self._refuse_empty(report)
        return GenerateResult(report, known.identity, (known.report, *_stages(report)), plan.engine, known.analyzer,
                              self._load_s)

    def _plan(self, preset: Preset, values: TakeSettings, engine: WorkerSession, known: EpisodeAnalysis) -> TakePlan:
        data = engine.start()
        self._load_s = float(data["seconds"])
        for notice in data["notices"]:
            self._listen(JobEvent("notice", "generate", text=notice))
        return TakePlan(preset.name, values, EngineFacts.from_message(data), known.identity.references,
                        known.analyzer.label)

    def _file(self, report: PipelineReport, plan: TakePlan, analyzer: AnalyzerFacts) -> None:
        """File the time spent, for the budget; a run that found everything made is not filed."""
        if report.made:
            file_run(self._store, StageRun(
                "generate", "", "", plan.engine.name, plan.engine.revision, plan.engine.device, plan.preset,
                report.made, report.generate_s, {"engine_s": report.engine_s, "failed": len(report.failed)}),
                self._store.settings.host)
        if report.scored:
            file_run(self._store, StageRun(
                "score", "", "", analyzer.name, analyzer.revision, analyzer.device, plan.preset,
                report.scored, report.score_s, {"software": __version__}))
            file_measured(self._store)

    def _refuse_empty(self, report: PipelineReport) -> None:
        if report.failed and not report.made and not report.found:
            number, error = report.failed[0]
            raise StudioError(error.kind, f"No take could be made; frame {number} was the first to fail: "
                                          f"{error.message}", error.detail)


def _stages(report: PipelineReport) -> tuple[StageReport, StageReport]:
    return (StageReport("generate", report.generate_s, cached=not report.made),
            StageReport("score", report.score_s, cached=not report.scored))
