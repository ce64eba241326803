"""How much a loop moves, measured without encoding it: each step between two picks once, and kept."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.finish.frame_diff import picture_difference
from studio.media.picture_size import picture_size
from studio.media.pictures import fit_picture, read_picture

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.finish.loop import LoopPlan

STEPS_FILE = "stages/loop-steps.json"
log = logging.getLogger(__name__)


class LoopSteps:
    """The differences between neighbouring picks, by the keys of the two takes.

    `paths` maps a take's key to its picture. Pictures of another size than the first pick's are made to fit it,
    as they are when the loop is encoded, so the numbers are those of `studio assemble`. Not for several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / STEPS_FILE
        self._known = _read(self._file)
        self._kept = len(self._known)

    def differences(self, keys: Sequence[str], size: tuple[int, int]) -> NDArray[np.float64]:
        """The steps between these picks, shape (len(keys)-1,); NaN where not measured yet."""
        found = (self._known.get(_name(first, second, size), np.nan) for first, second in pairwise(keys))
        return np.fromiter(found, dtype=np.float64)

    def measure(self, steps: Iterable[tuple[tuple[str, Path], tuple[str, Path]]], size: tuple[int, int]) -> None:
        """Measure some steps, each given as two (key, picture); neighbours in a row are read once."""
        held: tuple[str, Picture] | None = None
        for (first, first_path), (second, second_path) in steps:
            before = held[1] if held is not None and held[0] == first else _fitting(first_path, size)
            after = _fitting(second_path, size)
            self._known[_name(first, second, size)] = round(picture_difference(before, after), 6)
            held = (second, after)

    def keep(self) -> None:
        """Write what was measured, so that opening the episode again measures nothing."""
        if len(self._known) == self._kept:
            return
        try:
            write_atomically(self._file, json.dumps(self._known, separators=(",", ":")).encode("ascii"))
        except StudioError as problem:      # a read-only episode is measured anew each time
            log.warning("the loop's steps could not be kept: %s", problem.message)
        else:
            self._kept = len(self._known)


def as_shown(neighbours: NDArray[np.float64], plan: LoopPlan) -> NDArray[np.float64]:
    """The steps that `plan` shows, NaN for the others: a voice may end before the loop has turned."""
    shown = plan.indices
    steps = np.unique(np.minimum(shown[:-1], shown[1:])[shown[:-1] != shown[1:]])
    seen = np.full(len(neighbours), np.nan)
    seen[steps] = neighbours[steps]
    return seen


def loop_size(path: Path) -> tuple[int, int]:
    """(width, height) that a loop has whose first pick lies at `path`; StudioError as `read_picture`."""
    found = picture_size(path)
    if found is None:
        height, width = read_picture(path).shape[:2]
        found = (width, height)
    return found


def _fitting(path: Path, size: tuple[int, int]) -> Picture:
    picture = read_picture(path)
    return picture if picture.shape[1::-1] == size else fit_picture(picture, *size, "cover")


def _name(first: str, second: str, size: tuple[int, int]) -> str:
    low, high = sorted((first, second))
    return f"{low}-{high}@{size[0]}x{size[1]}"


def _read(path: Path) -> dict[str, float]:
    try:
        held = json.loads(path.read_bytes())
        return {str(name): float(value) for name, value in held.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        log.warning("%s is read as empty: %s", path, problem)
        return {}
