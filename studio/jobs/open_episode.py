"""Opening an episode for work: what opening had to mend is said, and inputs that the database does not know are read."""

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
        _read_new_inputs(store, listen)
    except BaseException:
        store.close()
        raise
    return store


def _read_new_inputs(store: EpisodeStore, listen: Listener) -> None:
    """Source and voice of the settings that the database does not know: it was lost, or a person wrote them there.

    What cannot be read is said, and stands in nobody's way: another may be brought in.
    """
    for read in (_read_source, _read_voice):
        try:
            read(store, listen)
        except StudioError as error:
            listen(JobEvent("notice", "episode", text=error.message))


def _read_source(store: EpisodeStore, listen: Listener) -> None:
    file = store.settings.source
    current = store.frames.current_source()
    if file and (current is None or current.file != file):
        import_source(store, store.path(file), listen, link=Path(file).is_absolute())


def _read_voice(store: EpisodeStore, listen: Listener) -> None:
    file = store.settings.voice
    if file and store.stages.latest("voice", file) is None:
        import_voice(store, store.path(file), listen)
