"""The pictures in a folder, in the order a person would put them, and the numbers in their names."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from natsort import natsorted, ns

from studio.episode.errors import StudioError
from studio.media.input_files import shown

PICTURE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".jfif", ".webp", ".tif", ".tiff", ".bmp", ".avif"))
_MOST_DIGITS = 18       # frame numbers are 64-bit integers in the store


def list_pictures(folder: Path) -> tuple[list[Path], list[Path]]:
    """The picture files of a folder in natural order, and its other files; hidden files count as neither.

    StudioError "input" for a folder that cannot be listed.
    """
    try:
        files = [Path(entry) for entry in os.scandir(folder) if _is_file(entry) and not _is_hidden(entry)]
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise StudioError("input", f"The folder {shown(folder)} cannot be opened: {reason}.") from problem
    ordered: list[Path] = natsorted(sorted(files), key=lambda file: file.name, alg=ns.IGNORECASE)
    pictures = [file for file in ordered if file.suffix.lower() in PICTURE_SUFFIXES]
    return pictures, [file for file in ordered if file.suffix.lower() not in PICTURE_SUFFIXES]


def frame_numbers(files: list[Path]) -> tuple[list[int], str | None]:
    """Each file's frame number and None; or 0..n-1 and a sentence that says why.

    The number is the last one in the names, or an earlier one where that is the same in several names
    (`shot_0007_512.png`).
    """
    runs = [[int(run) for run in re.findall("[0-9]+", file.stem) if len(run) <= _MOST_DIGITS] for file in files]
    for place in range(1, min(map(len, runs)) + 1):
        numbers = [found[-place] for found in runs]
        if len(set(numbers)) == len(numbers):
            return numbers, None
    return list(range(len(files))), f"{_why_counted(files, runs)}: the pictures are numbered 0-{len(files) - 1}"


def _why_counted(files: list[Path], runs: list[list[int]]) -> str:
    first: dict[int, Path] = {}
    for file, found in zip(files, runs, strict=True):
        if not found:
            return f"{file_label(file)} has no number in its name"
        earlier = first.setdefault(found[-1], file)
        if earlier is not file:
            return f"{file_label(earlier)} and {file_label(file)} have the same number"
    return "the numbers in the names are not unique"


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Not of a link that leads nowhere, or round and round."""
    try:
        return entry.is_file()
    except OSError:
        return False


def file_label(file: Path) -> str:
    """A file's name for a sentence or a label: one line, valid Unicode."""
    return shown(Path(file.name))


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    """By a leading dot (also macOS's ._ twins), or by Windows' attribute (Thumbs.db, desktop.ini)."""
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    system = entry.name.lower() in ("thumbs.db", "desktop.ini")
    return system or entry.name.startswith(".") or bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
