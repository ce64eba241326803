"""Checking that weights are the files they should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.weights.digest_records import Outcome, check_part
from studio.weights.download import Cancelled
from studio.weights.locate import is_there
from studio.weights.places import part_path, places
from studio.weights.weight_file import WeightFile

State: TypeAlias = Outcome | Literal["missing", "another size"]
GOOD: tuple[State, ...] = ("as published", "as recorded", "recorded now")


@dataclass(frozen=True, slots=True)
class PartCheck:
    """How one file stands: `state`, and where it lies ("" where it is missing)."""

    name: str
    part: str
    state: State
    path: str = ""

    @property
    def good(self) -> bool:
        """Whether it may be used."""
        return self.state in GOOD

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return {**asdict(self), "good": self.good}


def verify(row: WeightFile, on_part: Callable[[int, int], object] | None = None,
           cancelled: Cancelled | None = None) -> list[PartCheck]:
    """Read every file of the row and compare its digest; `on_part` hears how many of how many bytes are read.

    A file whose publisher gives no digest is recorded the first time and compared from then on. Raises
    StudioError("interrupted") between two files where `cancelled` says so.
    """
    folder = _fullest(row)
    if folder is None:
        return [PartCheck(row.name, part.path, "missing") for part in row.parts]
    sizes = [path.stat().st_size if (path := part_path(folder, part)).exists() else 0 for part in row.parts]
    checks = []
    for place, part in enumerate(row.parts):
        path = part_path(folder, part)
        if cancelled and cancelled():
            raise StudioError("interrupted", f"Checking {row.title} was stopped.")
        if not path.exists():
            checks.append(PartCheck(row.name, part.path, "missing"))
        elif not is_there(path, part):
            checks.append(PartCheck(row.name, part.path, "another size", str(path)))
        else:
            checks.append(PartCheck(row.name, part.path, check_part(row, part, path), str(path)))
        if on_part:
            on_part(sum(sizes[: place + 1]), sum(sizes))
    return checks


def _fullest(row: WeightFile) -> Path | None:
    """The folder that holds most of the row's parts."""
    counted = [(sum(part_path(folder, part).exists() for part in row.parts), -rank, folder)
               for rank, folder in enumerate(places(row))]
    most = max(counted, default=None)
    return most[2] if most and most[0] else None
