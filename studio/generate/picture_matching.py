"""Which frame a picture made elsewhere belongs to: by the number in its name, by order, or by a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.episode.frame_range import compact_numbers
from studio.generate.matching_table import read_table, spelled
from studio.source.picture_files import file_label

_MOST_DIGITS = 18       # frame numbers are 64-bit integers in the store
_NAMED = 20


@dataclass(slots=True)
class Matches:
    """Pictures and the numbers of their frames, by ascending number; `notices` names what found no partner."""

    pairs: list[tuple[Path, int]]
    notices: list[str] = field(default_factory=list)


def match_pictures(files: Sequence[Path], frame_numbers: Sequence[int], mapping: str) -> Matches:
    """Pair pictures with frames.

    `mapping` is `name`: the last number in the file names is the frame's, or an earlier one where that fits more
    frames (`frame_0050_00001_.png`); `order`: natural order of the names onto ascending numbers; or the path of a
    CSV table with the columns file and frame. Several pictures may stand on one frame.
    Raises StudioError for a table that cannot be read, naming the line.
    """
    wanted = sorted(set(frame_numbers))
    if mapping == "name":
        matches = _by_name(files, wanted)
    elif mapping == "order":
        matches = _by_order(files, wanted)
    else:
        matches = _by_table(files, wanted, Path(mapping))
    matches.pairs = sorted(dict.fromkeys(matches.pairs), key=lambda pair: pair[1])
    _note_frames(matches, wanted)
    return matches


def _by_name(files: Sequence[Path], wanted: Sequence[int]) -> Matches:
    frames = set(wanted)
    runs = {file: [int(run) for run in reversed(re.findall("[0-9]+", file.stem)) if len(run) <= _MOST_DIGITS]
            for file in files}
    place = _best_place(list(runs.values()), frames)
    numbers = {file: found[place] for file, found in runs.items() if place < len(found)}
    matches = Matches([(file, number) for file, number in numbers.items() if number in frames])
    _note(matches, "No number in the name, left out", (file_label(file) for file in files if file not in numbers))
    _note(matches, "Not a frame of the episode, left out",
          (f"{file_label(file)} ({number})" for file, number in numbers.items() if number not in frames))
    if place and matches.pairs:
        file, number = matches.pairs[0]
        matches.notices.append(f"Not the last number in the names is the frame's: {file_label(file)} is frame {number}.")
    return matches


def _best_place(runs: Sequence[Sequence[int]], frames: set[int]) -> int:
    """Which number from the end (0: the last) names the most frames."""
    def fitting(place: int) -> int:
        return len(frames.intersection(found[place] for found in runs if place < len(found)))

    return max(range(max(map(len, runs), default=0)), key=fitting, default=0)


def _by_order(files: Sequence[Path], wanted: Sequence[int]) -> Matches:
    from natsort import natsorted, ns

    ordered: list[Path] = natsorted(sorted(files), key=lambda file: file.name, alg=ns.IGNORECASE)
    matches = Matches(list(zip(ordered, wanted, strict=False)))
    _note(matches, "More pictures than frames, left out", map(file_label, ordered[len(wanted):]))
    return matches


def _by_table(files: Sequence[Path], wanted: Sequence[int], table: Path) -> Matches:
    rows = read_table(table)
    known = {spelled(file.name): file for file in files}
    frames = set(wanted)
    fitting = [row for row in rows if spelled(row.file) in known and row.frame in frames]
    matches = Matches([(known[spelled(row.file)], row.frame) for row in fitting])
    name = file_label(table)
    _note(matches, f"Named in {name} but not in the folder",
          (f"line {row.line}: {row.file}" for row in rows if spelled(row.file) not in known))
    _note(matches, f"Not a frame of the episode in {name}",
          (f"line {row.line}: {row.frame}" for row in rows if row.frame not in frames))
    named = {spelled(row.file) for row in rows}
    _note(matches, f"Not in {name}, left out", (file_label(file) for file in files if spelled(file.name) not in named))
    return matches


def _note_frames(matches: Matches, wanted: Sequence[int]) -> None:
    """Say which frames have several pictures and which have none."""
    files: dict[int, list[str]] = {number: [] for number in wanted}
    for file, number in matches.pairs:
        files[number].append(file_label(file))
    _note(matches, "Several pictures on one frame, all taken",
          (f"{number} ({', '.join(names)})" for number, names in files.items() if len(names) > 1))
    bare = [number for number, names in files.items() if not names]
    if bare and matches.pairs:
        matches.notices.append(f"Frames without a picture: {compact_numbers(bare)}.")


def _note(matches: Matches, what: str, names: Iterable[str]) -> None:
    listed = list(names)
    if listed:
        more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
        matches.notices.append(f"{what}: {', '.join(listed[:_NAMED])}{more}.")
