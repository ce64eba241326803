"""The episode's timeline for other editing programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.store import EpisodeStore
from studio.jobs.assemble import LoopWork, loop_work
from studio.jobs.mix_sound import episode_span
from studio.jobs.outputs import outputs_of

if TYPE_CHECKING:
    from studio.finish.otio_timeline import FinishedTimeline


def export_otio(store: EpisodeStore, out: Path) -> None:
    """Write the timeline to `out`, with the addresses of this computer's files; the picture is the first target's video.

    Raises StudioError: "nothing" where no take passes, "input" without a voice, "disk" where it cannot be written.
    """
    from studio.finish.otio_timeline import write_otio

    video = outputs_of(store)[0].path.absolute()
    finished = finished_timeline(store, loop_work(store), video.as_uri(), lambda file: store.path(file).absolute().as_uri())
    write_otio(finished, out)


def finished_timeline(store: EpisodeStore, loop: LoopWork, url: str, address: Callable[[str], str]) -> FinishedTimeline:
    """What an .otio file says of the episode as it is, the picture being the video `url`."""
    from studio.finish.otio_timeline import FinishedTimeline, PictureOrigin

    timeline = store.timeline()
    span = episode_span(store, timeline)
    pictures = [PictureOrigin(item.frame, loop.keys[item.pick], item.t) for item in loop.pictures.sequence]
    return FinishedTimeline(store.settings.name, url, loop.plan, pictures, timeline, span.first, span.count, address)
