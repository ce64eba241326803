"""A folder of pictures as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.input_files import shown
from studio.media.picture_size import picture_size
from studio.media.pictures import read_picture
from studio.source.picture_files import file_label, frame_numbers, list_pictures
from studio.source.source import SourceFrame, SourceKind, check_numbers

ASSUMED_FPS = 25.0
"""Pictures carry no times: frame n of a folder is shown n / 25 s after its first."""

_NAMED = 3
_VIDEO_SUFFIXES = frozenset((".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mts", ".gif"))


class FolderSource:
    """The pictures of one folder, numbered by their names where those numbers are unique."""

    kind: SourceKind = "folder"
    fps: float | None = None

    def __init__(self, path: Path) -> None:
        """Raises StudioError "input" for a folder without a readable picture."""
        files, others = list_pictures(path)
        if not files:
            raise StudioError("input", _no_pictures(path, others))
        numbers, counted = frame_numbers(files)
        self.path = path
        self._files = dict(sorted(zip(numbers, files, strict=True)))
        self.numbers = tuple(self._files)
        sizes = {number: picture_size(file) for number, file in self._files.items()}
        self.width, self.height = self._first_size(sizes)
        self.frames = tuple(
            SourceFrame(number, place / ASSUMED_FPS, file_label(file))
            for place, (number, file) in enumerate(self._files.items())
        )
        self.notices = tuple(filter(None, (counted, self._broken(sizes), _differing(sizes), _left_out(others))))

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        """See `Source.read`."""
        return self._read(check_numbers(self.numbers, numbers))

    def _read(self, wanted: list[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        for number in wanted:
            try:
                yield number, read_picture(self._files[number])
            except StudioError as problem:
                yield number, problem

    def _first_size(self, sizes: dict[int, tuple[int, int] | None]) -> tuple[int, int]:
        for size in sizes.values():
            if size is not None:
                return size
        raise StudioError(
            "input", f"Not one of the {len(sizes)} pictures in {shown(self.path)} can be read: save them again."
        )

    def _broken(self, sizes: dict[int, tuple[int, int] | None]) -> str | None:
        broken = [self._files[number] for number, size in sizes.items() if size is None]
        return f"not readable as a picture and left out: {_listed(broken)}" if broken else None


def _differing(sizes: dict[int, tuple[int, int] | None]) -> str | None:
    different = dict.fromkeys(f"{size[0]}x{size[1]}" for size in sizes.values() if size)
    if len(different) == 1:
        return None
    some = ", ".join(list(different)[:_NAMED]) + (" ..." if len(different) > _NAMED else "")
    return f"the pictures differ in size ({some}): each is fitted by itself"


def _left_out(others: list[Path]) -> str | None:
    return f"not pictures and left out: {_listed(others)}" if others else None


def _listed(files: list[Path]) -> str:
    names = ", ".join(file_label(file) for file in files[:_NAMED])
    return names if len(files) <= _NAMED else f"{names} and {len(files) - _NAMED} more"


def _no_pictures(path: Path, others: list[Path]) -> str:
    sentence = f"The folder {shown(path)} holds no pictures (PNG, JPEG, WebP, TIFF, BMP, AVIF)"
    video = next((file for file in others if file.suffix.lower() in _VIDEO_SUFFIXES), None)
    if video is not None:
        return f"{sentence}, but a video: give {file_label(video)} itself."
    return f"{sentence}: give the folder that the frames lie in."
