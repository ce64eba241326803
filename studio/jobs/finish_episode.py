"""From picks and tracks to a finished file: the stages loop, mix and export, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.finish.render import require_ending
from studio.finish.targets import WEB, Target
from studio.jobs.assemble import Loop, assemble
from studio.jobs.events import Listener
from studio.jobs.export_episode import Render, export_episode
from studio.jobs.mix_sound import sound_of
from studio.jobs.stages import StageReport


@dataclass(frozen=True, slots=True)
class FinishedEpisode:
    """The loop, the finished file, and how each stage went."""

    loop: Loop
    render: Render
    stages: tuple[StageReport, ...]


def finish_episode(store: EpisodeStore, out: Path, listen: Listener) -> FinishedEpisode:
    """Run what is out of date and write the video to `out`.

    Raises StudioError: "nothing" where no take passes, "input" without a voice, "usage" for another ending than .mp4
    or .m4v, "disk" where `out` cannot be written.
    """
    require_ending(out)
    loop, assembled = assemble(store, listen)
    sound, mixed = sound_of(store, listen)
    render, exported = export_episode(store, loop, sound.path, out, listen)
    return FinishedEpisode(loop, render, (assembled, *([mixed] if mixed else []), exported))


def export_path(store: EpisodeStore, target: Target = WEB) -> Path:
    """Where a video goes unless the person says otherwise: in the episode, named after it and the target."""
    return target.path_in(store.folder / "exports", store.folder.name.removesuffix(EPISODE_SUFFIX))
