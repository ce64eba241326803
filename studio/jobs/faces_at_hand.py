"""Pictures of people on this machine: the references of other episodes, and folders that the person named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.episode.config import load_config, update_config
from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings, read_settings
from studio.episode.store import EpisodeStore
from studio.jobs.measured_takes import read_measured
from studio.jobs.stages import file_digest
from studio.source.picture_files import list_pictures

MOST_PICTURES = 500


@dataclass(frozen=True, slots=True)
class PictureAtHand:
    """A picture by its file's sha256; `face` is the one that counts, from 0 the largest, None: all of them."""

    path: Path
    sha256: str
    face: int | None

    @property
    def name(self) -> str:
        """As a person knows it: the file with its folder."""
        return f"{self.path.parent.name}/{self.path.name}"


def pictures_at_hand(store: EpisodeStore) -> list[PictureAtHand]:
    """Those of the named folders first, then of the episodes scored last on this machine; each once, none of the episode's
    own references, and no more than 500. What is gone or cannot be read is passed over.
    """
    known = {_digest(store.path(item.file)) for item in store.settings.references}
    found: list[PictureAtHand] = []
    for path, face in (*_in_folders(named_folders()), *_in_episodes(store)):
        digest = _digest(path)
        if digest and digest not in known:
            known.add(digest)
            found.append(PictureAtHand(path, digest, face))
        if len(found) == MOST_PICTURES:
            break
    return found


def named_folders() -> list[Path]:
    """The folders of other people's pictures, as the person named them."""
    return [Path(name) for name in load_config()[0].stranger_folders]


def name_folder(folder: Path) -> int:
    """Let the pictures in a folder, and in folders inside it, count as other people's; how many there are.

    Raises StudioError("input") for what is no folder that can be read, "nothing" for one without pictures.
    """
    list_pictures(folder)
    pictures = len(list(_in_folders([folder])))
    if not pictures:
        raise StudioError("nothing", f"There is no picture in {folder}. Name a folder with pictures of other people.")
    name = str(folder.absolute())
    update_config(lambda config: replace(config, stranger_folders=tuple(dict.fromkeys((*config.stranger_folders, name)))))
    return pictures


def forget_folder(folder: Path) -> None:
    """Let a folder's pictures count no more; raises StudioError("input") where it was not named."""
    names = {str(folder), str(folder.absolute())}
    if not names & set(load_config()[0].stranger_folders):
        raise StudioError("input", f"{folder} is none of the folders that were named. `studio strangers list` shows them.")
    update_config(lambda config: replace(
        config, stranger_folders=tuple(name for name in config.stranger_folders if name not in names)))


def _in_folders(folders: Sequence[Path]) -> Iterator[tuple[Path, None]]:
    for folder in folders:
        for inside, names, _ in os.walk(folder):
            names[:] = sorted(name for name in names if not name.startswith("."))
            yield from ((path, None) for path in _pictures(Path(inside)))


def _pictures(folder: Path) -> list[Path]:
    try:
        return list_pictures(folder)[0]
    except StudioError:
        return []


def _in_episodes(store: EpisodeStore) -> Iterator[tuple[Path, int]]:
    """The counted face of each reference of the other episodes, the latest first."""
    own = str(store.folder.absolute())
    for name in dict.fromkeys(item.episode for item in reversed(read_measured())):
        settings = _settings(Path(name)) if name != own else None
        for item in settings.references if settings else ():
            yield Path(name) / item.file, item.face or 0


def _settings(folder: Path) -> EpisodeSettings | None:
    try:
        return read_settings(folder / "episode.toml")
    except StudioError:
        return None


def _digest(path: Path) -> str:
    try:
        return file_digest(path)
    except StudioError:
        return ""
