"""Opening an episode for work: what opening had to mend is said, and what a lost database knew of inputs is read again."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent, Listener
from studio.jobs.inputs import import_source, import_voice


def open_episode(folder: Path, listen: Listener) -> EpisodeStore:
    """The episode at `folder`, for writing. Raises StudioError as `EpisodeStore.open`."""
    store = EpisodeStore.open(folder)
    try:
        for notice in store.notices:
            listen(JobEvent("notice", "episode", text=notice))
        _read_inputs_again(store, listen)
    except BaseException:
        store.close()
        raise
    return store


def _read_inputs_again(store: EpisodeStore, listen: Listener) -> None:
    """Source and voice that the settings name and the database does not know, from their copies in the episode.

    What cannot be read is said, and stands in nobody's way: another may be brought in.
    """
    settings = store.settings
    try:
        if settings.source and store.frames.current_source() is None:
            import_source(store, store.path(settings.source), listen, link=Path(settings.source).is_absolute())
        if settings.voice and store.stages.latest("voice", settings.voice) is None:
            import_voice(store, store.path(settings.voice), listen)
    except StudioError as error:
        listen(JobEvent("notice", "episode", text=error.message))
