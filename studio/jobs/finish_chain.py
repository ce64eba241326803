"""The steps from picks and tracks to finished videos, known before any of them runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.episode.store import EpisodeStore
from studio.finish.targets import Target
from studio.jobs.assemble import LoopWork, loop_step, loop_work
from studio.jobs.export_episode import export_step, render_facts
from studio.jobs.finish_step import FinishStep
from studio.jobs.foley_step import foley_step
from studio.jobs.lip_sync_step import lip_sync_step
from studio.jobs.marks_step import marks_step
from studio.jobs.mix_sound import mix_step
from studio.jobs.outputs import Output
from studio.jobs.publish_step import publish_step
from studio.jobs.target_step import target_step


@dataclass(frozen=True, slots=True)
class FinishChain:
    """`steps` stand in an order in which each one's needs come before it; `videos` are those that end in a file."""

    loop: LoopWork
    steps: tuple[FinishStep, ...]
    videos: tuple[tuple[FinishStep, Output], ...]

    @property
    def mixed(self) -> bool:
        """Whether another sound is heard than the voice as it was recorded."""
        return any(step.name == "mix" for step in self.steps)


def finish_chain(store: EpisodeStore, outputs: Sequence[Output]) -> FinishChain:
    """Everything that leads to `outputs`, for the episode as it is now; reads, and writes nothing.

    Raises StudioError: "nothing" where no take passes, "input" without a voice.
    """
    loop = loop_work(store)
    looped = loop_step(store, loop)
    synced = lip_sync_step(store, loop, looped)
    picture = synced or looped
    foley = foley_step(store, loop, picture)
    sound = mix_step(store, foley)
    heard = foley if sound is not None and sound.needs else None        # a track that is solo silences Foley
    steps = [step for step in (looped, synced, heard, sound) if step is not None]
    facts = render_facts(store, loop)
    videos = []
    for output in outputs:
        made = _video_steps(store, loop, facts, picture, sound, output.target)
        steps += made
        videos.append((made[-1], output))
    published = publish_step(store, loop, videos)
    return FinishChain(loop, (*steps, published) if published else tuple(steps), tuple(videos))


def _video_steps(store: EpisodeStore, loop: LoopWork, facts: Mapping[str, Any], picture: FinishStep,
                 sound: FinishStep | None, target: Target) -> list[FinishStep]:
    """Those of one target alone; the last one's result is the finished video."""
    changed = target_step(store, picture, target)
    video = export_step(store, loop, facts, changed or picture, sound, target)
    signed = marks_step(store, video, target)
    return [step for step in (changed, video, signed) if step is not None]
