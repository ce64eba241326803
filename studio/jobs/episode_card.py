"""An episode at a glance: a picture, a few counts, how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from studio.episode.frame_range import parse_frame_range
from studio.episode.store import EpisodeStore
from studio.jobs.take_columns import load_columns
from studio.review.column_picks import PickOrder, standing_codes

Progress: TypeAlias = Literal["inputs missing", "ready", "takes made", "exported"]


@dataclass(frozen=True, slots=True)
class EpisodeCard:
    """`frames` are those in range, `picks` how many of them have one; `picture` stands for the whole, where there is
    any; `changed` is local time."""

    folder: Path
    name: str
    changed: datetime
    frames: int
    picks: int
    progress: Progress
    picture: Path | None


def read_card(folder: Path) -> EpisodeCard:
    """Look at an episode without changing it; raises StudioError where it cannot be read."""
    with EpisodeStore.open_to_read(folder) as store:
        columns = load_columns(store)
        picks = PickOrder(columns).picks(standing_codes(columns, store.settings.thresholds))
        row = int(picks[len(picks) // 2]) if len(picks) else 0 if len(columns) else None
        picture = _reference(store) if row is None else store.takes.thumbnail_path(columns.keys[row])
        return EpisodeCard(folder, store.settings.name, _changed(folder), _frames(store), len(picks),
                           _progress(store, takes=len(columns)), picture if picture and picture.exists() else None)


def _frames(store: EpisodeStore) -> int:
    numbers = store.frames.numbers() if store.settings.source else []
    return len(parse_frame_range(store.settings.frames).select(numbers)) if store.settings.frames else len(numbers)


def _reference(store: EpisodeStore) -> Path | None:
    references = store.settings.references
    return store.path(references[0].file) if references else None


def _progress(store: EpisodeStore, *, takes: int) -> Progress:
    exports = store.folder / "exports"
    if exports.is_dir() and any(item.is_file() and not item.name.startswith(".") for item in exports.iterdir()):
        return "exported"
    if takes:
        return "takes made"
    settings = store.settings
    return "ready" if settings.references and settings.source and settings.voice else "inputs missing"


def _changed(folder: Path) -> datetime:
    times = [path.stat().st_mtime for name in ("episode.toml", "episode.db", "episode.db-wal")
             if (path := folder / name).exists()]
    return datetime.fromtimestamp(max(times)).astimezone()
