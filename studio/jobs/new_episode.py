"""A new episode, empty or with another's identity, source, preset and thresholds."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import EpisodeSettings, read_settings
from studio.episode.store import EPISODE_SUFFIX, EpisodeStore
from studio.jobs.events import Listener
from studio.jobs.inputs import ReferenceInput, import_preset, import_references, import_source, set_frames
from studio.jobs.make_episode import EpisodeChanges, change_episode


def create_episode(folder: Path, like: Path | None, changes: EpisodeChanges, listen: Listener) -> Path:
    """`new_episode`, then bring in what is given. Where something given cannot be used nothing is left behind."""
    there = folder.exists()
    try:
        with new_episode(folder, like, listen) as store:
            change_episode(store, changes, listen)
    except BaseException:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def new_episode(folder: Path, like: Path | None, listen: Listener) -> EpisodeStore:
    """Make `folder` an episode and return it open. With `like`, everything but voice, takes and decisions is as there.

    Raises StudioError where `folder` is an episode already, or `like` is none.
    """
    name = folder.name.removesuffix(EPISODE_SUFFIX)
    if like is None:
        return EpisodeStore.create(folder, EpisodeSettings(name=name, preset=PresetLibrary().default_name()))
    other = read_settings(like / "episode.toml")
    if folder.resolve() == like.resolve():
        raise StudioError("usage", f"{folder} cannot be like itself. Give the new episode another name.")
    store = EpisodeStore.create(folder, replace(other, name=name, voice="", source="", frames="", references=()))
    import_preset(store, str(named_path(like, other.preset)) if other.preset.endswith(".toml") else other.preset)
    import_references(store, [ReferenceInput(named_path(like, item.file), item.face, item.weight)
                              for item in other.references])
    if other.source:
        import_source(store, named_path(like, other.source), listen, link=Path(other.source).is_absolute())
        set_frames(store, other.frames)
    return store
