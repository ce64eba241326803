"""The CSV table that says which picture belongs to which frame."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.media.input_files import require_file, shown

_COLUMNS = ("file", "frame")
_SEPARATORS = ",;\t"     # spreadsheets write semicolons where the comma is the decimal sign
_NUMBER = re.compile("#?([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the table: the picture's file name and the number of its frame."""

    line: int
    file: str
    frame: int


def read_table(path: Path) -> list[TableRow]:
    """The rows of a CSV file with the columns file and frame; a first line that names them may stand in any order.

    Raises StudioError: "usage" where there is no such file, "input" naming the line that cannot be read.
    """
    if not path.exists():
        raise StudioError("usage", f"--map {shown(path)} is neither name nor order, and there is no such file. "
                                   "Give one of the two, or a CSV file with the columns file,frame.")
    lines = _lines(path)
    places = _places(lines[0][1]) if lines else None
    rows = lines[1:] if places else lines
    if not rows:
        raise StudioError("input", f"{shown(path)} names no pictures: write a line such as picture_50.png,50.")
    return [_row(path, line, cells, places or (0, 1)) for line, cells in rows]


def spelled(name: str) -> str:
    """A file name without its folders, in the one spelling that equal names share (macOS takes letters apart)."""
    return unicodedata.normalize("NFC", re.split(r"[\\/]", name.strip())[-1])


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=first.count), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as problem:
        raise StudioError("input", f"Line {reader.line_num} of {shown(path)} is no CSV: {problem}.") from problem


def _text(path: Path) -> str:
    require_file(path, "CSV")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        line = problem.object[:problem.start].count(b"\n") + 1
        raise StudioError("input", f"Line {line} of {shown(path)} is not UTF-8: save the table as CSV in "
                                   "UTF-8.") from problem


def _places(cells: list[str]) -> tuple[int, int] | None:
    """Where the columns file and frame stand; None where the line does not name them."""
    names = [cell.strip().lower() for cell in cells]
    return (names.index("file"), names.index("frame")) if set(_COLUMNS) <= set(names) else None


def _row(path: Path, line: int, cells: list[str], places: tuple[int, int]) -> TableRow:
    if len(cells) <= max(places):
        raise StudioError("input", f"Line {line} of {shown(path)} has {len(cells)} column: write file,frame, such as "
                                   "picture_50.png,50.")
    file, frame = (cells[place].strip() for place in places)
    number = _NUMBER.fullmatch(frame)
    if number is None or not file:
        raise StudioError("input", f"Line {line} of {shown(path)} does not name a file and a frame's number "
                                   f"({file or 'nothing'}, {frame or 'nothing'}): write such as picture_50.png,50.")
    return TableRow(line, file, int(number[1]))
