"""What dropped or pasted files are for: told from their kind, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from studio.source.picture_files import PICTURE_SUFFIXES, list_pictures

DroppedKind: TypeAlias = Literal["episode", "identity", "source", "voice", "unknown"]

SOUND_SUFFIXES = frozenset((".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".aif", ".aiff", ".wma",
                            ".mka", ".caf"))
VIDEO_SUFFIXES = frozenset((".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".mts", ".wmv",
                            ".gif", ".flv", ".ogv", ".3gp"))


@dataclass(frozen=True, slots=True)
class DroppedThings:
    """Files by what they are for. Of sources and voices the last one counts; pictures are all references."""

    episodes: tuple[Path, ...] = ()
    references: tuple[Path, ...] = ()
    source: Path | None = None
    voice: Path | None = None
    unknown: tuple[Path, ...] = ()


def kind_of(path: Path) -> DroppedKind:
    """An episode's folder, a reference picture, a source (a video, a folder of pictures), a voice, or nothing known."""
    if path.is_dir():
        if (path / "episode.toml").is_file():
            return "episode"
        return "source" if list_pictures(path)[0] else "unknown"
    suffix = path.suffix.lower()
    if suffix in PICTURE_SUFFIXES:
        return "identity"
    if suffix in SOUND_SUFFIXES:
        return "voice"
    return "source" if suffix in VIDEO_SUFFIXES else "unknown"


def sort_dropped(paths: Sequence[Path]) -> DroppedThings:
    """Sort files by what they are for; raises StudioError where a folder cannot be listed."""
    kinds = [(kind_of(path), path) for path in paths]

    def of(kind: DroppedKind) -> tuple[Path, ...]:
        return tuple(path for found, path in kinds if found == kind)

    return DroppedThings(of("episode"), of("identity"), next(iter(of("source")[::-1]), None),
                         next(iter(of("voice")[::-1]), None), of("unknown"))
