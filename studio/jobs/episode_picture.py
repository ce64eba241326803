"""The small picture that stands for an episode in a list."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore


def episode_picture(folder: Path) -> Path | None:
    """The thumbnail of the latest take, else the first reference picture; None where there is neither."""
    try:
        with EpisodeStore.open_to_read(folder) as store:
            key = store.takes.latest_key()
            paths = [store.takes.thumbnail_path(key)] if key else []
            paths += [store.path(item.file) for item in store.settings.references[:1]]
    except StudioError:
        return None
    return next((path for path in paths if path.is_file()), None)
