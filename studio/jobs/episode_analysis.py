"""An analyzer that knows the episode's identity: with it begins every job that scores takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.jobs.analysis import Analysis, AnalyzerFacts, IdentityFacts, face_pack_of
from studio.jobs.events import JobControl, Listener
from studio.jobs.stages import StageReport
from studio.jobs.take_pipeline import PipelineWorkers
from studio.jobs.worker_client import WorkerCommand, WorkerSession, local_worker


@dataclass(frozen=True, slots=True)
class EpisodeAnalysis:
    """`references`: the identity's pictures; `scorer`: what scores are filed under; `report`: of the stage `identity`."""

    analysis: Analysis
    identity: IdentityFacts
    references: list[Picture]
    scorer: int
    report: StageReport

    @property
    def analyzer(self) -> AnalyzerFacts:
        """What the analyzer says of itself."""
        return self.analysis.facts

    def workers(self, engine: WorkerSession, patience_s: float) -> PipelineWorkers:
        """The analyzer, and an engine that posts to the same mailbox."""
        return PipelineWorkers(self.analysis.mailbox, engine, self.analysis.session, self.analysis.introduction,
                               self.analyzer.label, self.scorer, patience_s)


@contextmanager
def episode_analysis(store: EpisodeStore, listen: Listener, control: JobControl,
                     command: WorkerCommand | None) -> Iterator[EpisodeAnalysis]:
    """Start the analyzer (by `command`; None: here), measure the identity, and let the analyzer's threshold count.

    Within it, a stop reaches whoever waits at the analyzer's mailbox. Raises StudioError as `Analysis`, StopRequested
    where the person stopped.
    """
    settings = store.settings
    analyzing = Analysis(settings.analyzer, face_pack_of(store), listen, command or local_worker)
    with control.reaching(analyzing.mailbox), analyzing as analysis:
        identity, references, report = analysis.identify(store)
        analysis.adopt_threshold(store)
        scorer = store.scores.set_scorer(analysis.facts.name, analysis.facts.revision, identity.digest)
        yield EpisodeAnalysis(analysis, identity, references, scorer, report)
