"""From picks and tracks to finished videos: every step that is out of date, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.episode.store import EpisodeStore
from studio.finish.render import require_ending
from studio.jobs.assemble import Loop
from studio.jobs.clean_stages import clean_stages
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.export_episode import Render, place_render
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_step import run_step
from studio.jobs.outputs import Output
from studio.jobs.refused_frames import reroll_refused
from studio.jobs.stages import StageReport
from studio.jobs.step_forecast import planned_stages
from studio.jobs.whole_progress import WholeProgress


@dataclass(frozen=True, slots=True)
class FinishedEpisode:
    """The loop, the finished files in the order they were asked for, and how each stage went."""

    loop: Loop
    renders: tuple[Render, ...]
    stages: tuple[StageReport, ...]

    @property
    def render(self) -> Render:
        """The first one."""
        return self.renders[0]


def finish_episode(store: EpisodeStore, outputs: Sequence[Output], listen: Listener,
                   control: JobControl) -> FinishedEpisode:
    """Run what is out of date and write each of `outputs`, one or more.

    Results of stages that nothing uses any more go then (`clean_stages`).
    Raises StudioError: "nothing" where no take passes, "input" without a voice, "usage" for another ending than .mp4
    or .m4v, "disk" where a file cannot be written; StopRequested where the person stopped it. Finished steps stay.
    """
    for output in outputs:
        require_ending(output.path)
    reroll_refused(store, listen, control)
    chain = finish_chain(store, outputs)
    for notice in chain.loop.plan.notices:
        listen(JobEvent("notice", "loop", text=notice))
    heard = WholeProgress(planned_stages(store, chain.steps), listen)
    wanted = {(step.stage.digest, step.target): output for step, output in chain.videos}
    renders, reports = [], []
    for step in chain.steps:
        run, report = run_step(store, step, heard, control)
        reports.append(report)
        place = wanted.get((step.stage.digest, step.target))
        if place is not None:
            renders.append(place_render(store, run, place))
    freed = clean_stages(store, chain.steps)
    if freed.files:
        listen(JobEvent("notice", chain.steps[-1].name, text=freed.sentence))
    return FinishedEpisode(chain.loop.filed(store), tuple(renders), tuple(reports))
