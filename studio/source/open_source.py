"""Opening whatever the person names as the source."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError
from studio.media.input_files import shown
from studio.source.folder_source import FolderSource
from studio.source.picture_files import PICTURE_SUFFIXES
from studio.source.source import Source
from studio.source.video_source import VideoSource


def open_source(path: Path) -> Source:
    """A folder of pictures or a video file, opened; StudioError "input" with what is wrong and how to mend it."""
    if not _exists(path):
        raise StudioError("input", f"There is no video or folder at {shown(path)}: check the path.")
    if path.is_dir():
        return FolderSource(path)
    if path.suffix.lower() in PICTURE_SUFFIXES:
        raise StudioError("input", f"{shown(path)} is one picture: give a video or the folder of the frames.")
    return VideoSource(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as problem:  # a name that is too long, a drive that is not ready
        raise StudioError("input", f"{shown(path)} cannot be opened: {problem.strerror}.") from problem
