"""The steps from picks and tracks to finished videos, known before any of them runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.episode.store import EpisodeStore
from studio.finish.targets import Target
from studio.jobs.assemble import LoopWork, loop_step, loop_work
from studio.jobs.export_episode import export_step, finishing_facts, render_facts
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


@dataclass(frozen=True, slots=True)
class SharedSteps:
    """The `steps` that all videos share: they end in the `picture`, and in the `sound`, None where that is the voice as it
    was recorded."""

    loop: LoopWork
    picture: FinishStep
    sound: FinishStep | None
    steps: tuple[FinishStep, ...]


def finish_chain(store: EpisodeStore, outputs: Sequence[Output]) -> FinishChain:
    """Everything that leads to `outputs`, for the episode as it is now; reads, and writes nothing.

    Raises StudioError: "nothing" where no take passes, "input" without a voice.
    """
    shared = shared_steps(store)
    steps, videos = list(shared.steps), []
    facts = render_facts(store, shared.loop) | finishing_facts(shared.steps)
    for output in outputs:
        made = _video_steps(store, shared, facts, output.target)
        steps += made
        videos.append((made[-1], output))
    published = publish_step(store, shared.loop, videos)
    return FinishChain(shared.loop, (*steps, published) if published else tuple(steps), tuple(videos))


def shared_steps(store: EpisodeStore) -> SharedSteps:
    """Those that come before any target: what hinders a target, such as letters that a font lacks, is no matter to them.

    Raises StudioError: "nothing" where no take passes, "input" without a voice.
    """
    loop = loop_work(store)
    looped = loop_step(store, loop)
    synced = lip_sync_step(store, loop, looped)
    picture = synced or looped
    foley = foley_step(store, loop, picture)
    sound = mix_step(store, foley)
    heard = foley if sound is not None and sound.needs else None        # a track that is solo silences Foley
    return SharedSteps(loop, picture, sound, tuple(step for step in (looped, synced, heard, sound) if step is not None))


def _video_steps(store: EpisodeStore, shared: SharedSteps, facts: Mapping[str, Any], target: Target) -> list[FinishStep]:
    """Those of one target alone; the last one's result is the finished video."""
    changed = target_step(store, shared.picture, target)
    video = export_step(store, shared.loop, facts, changed or shared.picture, shared.sound, target)
    signed = marks_step(store, video, target)
    return [step for step in (changed, video, signed) if step is not None]
