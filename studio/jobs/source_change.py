"""Another source for an episode, and what its frames are enough for."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.frame_range import parse_frame_range
from studio.episode.store import EpisodeStore
from studio.finish.palindrome import palindrome_period
from studio.jobs.events import JobEvent, Listener, keeping_notices
from studio.jobs.inputs import import_source


def change_source(store: EpisodeStore, path: Path, listen: Listener) -> tuple[str, ...]:
    """Import a source; a frame range that does not fit it is dropped. What there is to know, a sentence each."""
    notices: list[str] = []
    heard = keeping_notices(listen, notices)
    import_source(store, path, heard)
    frames = store.settings.frames
    if frames:
        try:
            parse_frame_range(frames).select(store.frames.numbers())
        except StudioError as error:
            store.change_settings({"frames": ""})
            heard(JobEvent("notice", "source", text=f"The range {frames} does not fit the new source, so all its "
                                                    f"frames are used. {error.message}"))
    return tuple(notices)


def source_notices(store: EpisodeStore) -> tuple[str, ...]:
    """What was said of the current source when it was brought in."""
    runs = [run for run in store.stages.all() if run.stage == "source" and run.details.get("file") == store.settings.source]
    return tuple(runs[-1].details.get("notices", ())) if runs else ()


def unrepeated_seconds(frames: int, share: float, fps: float, hold: int = 0) -> float:
    """How long the loop runs before it repeats, where `share` (0-1) of so many frames pass; forward and back count."""
    picks = round(frames * share)
    return palindrome_period(picks, hold) / fps if picks > 1 else picks / fps
