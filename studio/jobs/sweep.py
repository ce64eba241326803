"""A sweep run: every arm's takes on the same frames, in an order that favours none, all scored by the same analyzer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.lease import generating_lease
from studio.episode.picture import Picture
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep
from studio.episode.take_request import TakeSettings
from studio.jobs.analysis import AnalyzerFacts
from studio.jobs.episode_analysis import EpisodeAnalysis, episode_analysis
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.generate_takes import GenerateOptions, engine_session
from studio.jobs.identity_reach import measure_reach
from studio.jobs.import_takes import import_takes
from studio.jobs.inputs import open_episode_source
from studio.jobs.measure_sweep import measure_sweep
from studio.jobs.measured_takes import file_measured
from studio.jobs.refused_frames import frames_text
from studio.jobs.resolve_settings import with_engine_that_runs
from studio.jobs.score_takes import score_candidates
from studio.jobs.sweep_takes import arm_candidates
from studio.jobs.take_filing import PipelineReport
from studio.jobs.take_pipeline import PipelineWorkers, TakePipeline
from studio.jobs.take_plan import EngineFacts, TakePlan
from studio.jobs.timings import file_run
from studio.jobs.worker_client import local_worker
from studio.source.source import Source

BLOCK = 5
"""Frames that one arm is made on before the next takes its turn: so few that a GPU that warms up, or another program
that comes and goes, falls on all arms alike, and so many that an engine's change of preset costs little."""


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a run did: takes made, found as they were, scored; (label, frame, why) of those that failed."""

    sweep: Sweep
    made: int
    found: int
    scored: int
    failed: tuple[tuple[str, int, StudioError], ...]


def sweep_order(arms: int, frames: Sequence[int], block: int = BLOCK) -> Iterator[tuple[int, Sequence[int]]]:
    """(arm, frames) in the order of making: block after block, each begun by another arm, so that over `arms` blocks
    each arm stands once in each place."""
    for turn, start in enumerate(range(0, len(frames), block)):
        for place in range(arms):
            yield (turn + place) % arms, frames[start:start + block]


def run_sweep(store: EpisodeStore, sweep: Sweep, listen: Listener, control: JobControl,
              options: GenerateOptions | None = None, mapping: str = "name") -> SweepReport:
    """Make, import and score what is missing of a sweep; run again it goes on where it was stopped.

    `mapping` says how pictures made elsewhere are paired with frames, as for `import_takes`. Review and the loop keep the
    takes they work on. Raises StudioError: "input" where the source has other frames by now, "busy" where another process
    generates, "engine" where no take could be made; StopRequested where the person stopped.
    """
    options = options or GenerateOptions()
    _require_frames(store, sweep)
    for place, arm in enumerate(sweep.arms):
        if arm.imported:
            found = import_takes(store, Path(arm.folder), arm.preset, mapping, listen, for_review=False)
            store.sweeps.set_recipe(sweep.id, place, found.recipe)
    with generating_lease(store.folder):
        store.adopt_takes()
        report = _SweepRun(store, store.sweeps.get(sweep.id), listen, control, options).run()
        measure_sweep(store, report.sweep, listen, control)
        measure_reach(store, listen, control, options.command or local_worker)
    return report


def _require_frames(store: EpisodeStore, sweep: Sweep) -> None:
    gone = sorted(set(sweep.frames) - set(store.frames.numbers()))
    if gone:
        raise StudioError("input", f"Sweep {sweep.id} compares on {frames_text(gone)}, which the source of this episode "
                                   "does not have any more. Begin another sweep on the frames that there are.")


class _SweepRun:
    def __init__(self, store: EpisodeStore, sweep: Sweep, listen: Listener, control: JobControl,
                 options: GenerateOptions) -> None:
        self._store = store
        self._sweep = sweep
        self._listen = listen
        self._control = control
        self._options = options
        self._reports: dict[int, list[PipelineReport]] = {}
        self._total = len(sweep.frames) * sum(not arm.imported for arm in sweep.arms)

    def run(self) -> SweepReport:
        with episode_analysis(self._store, self._listen, self._control, self._options.command) as known:
            source = open_episode_source(self._store)
            for group in self._engine_groups():
                self._make(group, known, source)
            scored = self._score_what_is_left(known)
        return self._report(scored)

    def _engine_groups(self) -> list[dict[int, TakeSettings]]:
        """Arms by place with the settings they run with; those of one group share a loaded engine."""
        groups: dict[tuple[object, ...], dict[int, TakeSettings]] = {}
        for place, arm in enumerate(self._sweep.arms):
            if not arm.imported and arm.settings is not None:
                values = with_engine_that_runs(self._store, arm.settings, self._listen)
                groups.setdefault((values.engine, values.options), {})[place] = values
        if len(groups) > 1:
            names = "; ".join(", ".join(self._sweep.arms[place].label for place in group) for group in groups.values())
            self._listen(JobEvent("notice", "sweep", text="The presets need different engines, which are not loaded side by "
                                  f"side: only within each of these groups the order is interleaved: {names}."))
        return list(groups.values())

    def _make(self, group: Mapping[int, TakeSettings], known: EpisodeAnalysis, source: Source) -> None:
        places, mailbox = list(group), known.analysis.mailbox
        with engine_session(self._store, group[places[0]], mailbox, self._listen, self._options) as engine:
            facts = EngineFacts.from_message(engine.start())
            workers = known.workers(engine, self._options.patience_s)
            for turn, frames in sweep_order(len(places), self._sweep.frames):
                place = places[turn]
                plan = TakePlan(self._sweep.arms[place].preset, group[place], facts, known.identity.references,
                                known.analyzer.label)
                self._make_block(place, plan, frames, workers, known.references, source)
        self._file(group, facts, known.analyzer)

    def _make_block(self, place: int, plan: TakePlan, frames: Sequence[int], workers: PipelineWorkers,
                    pictures: Sequence[Picture], source: Source) -> None:
        pipeline = TakePipeline(self._store, plan, source, pictures, workers, self._heard, self._control)
        if self._sweep.arms[place].recipe != pipeline.recipe:
            self._store.sweeps.set_recipe(self._sweep.id, place, pipeline.recipe)
            self._sweep = self._store.sweeps.get(self._sweep.id)
        report = pipeline.run([(frame, plan.settings.seed) for frame in frames], for_review=False)
        self._reports.setdefault(place, []).append(report)

    def _heard(self, event: JobEvent) -> None:
        """Counts of one block become counts of the whole."""
        before = sum(report.finished for reports in self._reports.values() for report in reports)
        if event.kind in ("take", "failure") and event.stage == "generate":
            event = replace(event, done=before + event.done, total=self._total)
        elif event.kind == "progress" and event.stage == "score":
            return
        self._listen(event)

    def _score_what_is_left(self, known: EpisodeAnalysis) -> int:
        wanted = {item.take: item for arm in self._sweep.arms
                  for item in arm_candidates(self._store, arm, self._sweep.frames, known.scorer) if item.scores is None}
        return score_candidates(self._store, known, list(wanted.values()), self._listen, self._control, self._options)

    def _file(self, group: Mapping[int, TakeSettings], engine: EngineFacts, analyzer: AnalyzerFacts) -> None:
        for place in group:
            reports = self._reports.get(place, [])
            made = sum(report.made for report in reports)
            if made:
                seconds = sum(report.generate_s for report in reports)
                file_run(self._store, StageRun(
                    "generate", "", "", engine.name, engine.revision, engine.device, self._sweep.arms[place].preset, made,
                    seconds, {"engine_s": sum(report.engine_s for report in reports), "sweep": self._sweep.id,
                              "analyzer": analyzer.label}), self._store.settings.host)
            scored = sum(report.scored for report in reports)
            if scored:
                file_run(self._store, StageRun("score", "", "", analyzer.name, analyzer.revision, analyzer.device,
                                               self._sweep.arms[place].preset, scored,
                                               sum(report.score_s for report in reports), {"sweep": self._sweep.id}))
        file_measured(self._store)

    def _report(self, scored: int) -> SweepReport:
        reports = [(self._sweep.arms[place].label, report) for place, all_ in self._reports.items() for report in all_]
        failed = tuple((label, number, error) for label, report in reports for number, error in report.failed)
        made, found = (sum(getattr(report, name) for _, report in reports) for name in ("made", "found"))
        if failed and not made and not found:
            label, number, error = failed[0]
            raise StudioError(error.kind, f"No take of the sweep could be made; frame {number} with {label} was the first "
                                          f"to fail: {error.message}", error.detail)
        return SweepReport(self._sweep, made, found, scored + sum(report.scored for _, report in reports), failed)
