"""Lets go of results of stages that nothing uses any more, so that an episode worked on daily does not fill the disk.

A result can be made again from the takes, and is where a step back in the history needs it; takes, sounds and renders are
never touched, nor are the pieces of an engine, which its stage looks after.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from studio.episode.store import EpisodeStore
from studio.jobs.finish_step import FinishStep

KEPT: Final = 3
"""Results of each stage that stay beside those in use, the ones used last: a few steps back cost nothing."""

_IN_HAND_S: Final = 3600.0
"""What was used since may be in use by another process that finishes this episode."""

_RESULT = re.compile(r"[0-9a-f]{32}\.\w+")


@dataclass(frozen=True, slots=True)
class Freed:
    """How many results went, and their bytes."""

    files: int
    size: int

    @property
    def sentence(self) -> str:
        """For the person; "" where nothing went."""
        if not self.files:
            return ""
        return (f"{self.size / 1e6:.1f} MB are free again: {self.files} results of stages that nothing uses any more were "
                "removed.")

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)


def clean_stages(store: EpisodeStore, in_use: Iterable[FinishStep]) -> Freed:
    """Remove what is in the folders of stages, but for the results of the steps `in_use`, the `KEPT` of each stage that were
    used last, and those used within the hour. What another program holds open stays where the system wants it so."""
    kept = {step.result(store) for step in in_use}
    sizes = [size for folder in store.path("stages").glob("*/") for path, size in _unused(folder, kept) if _removed(path)]
    return Freed(len(sizes), sum(sizes))


def _unused(folder: Path, kept: Collection[Path]) -> Iterator[tuple[Path, int]]:
    found = []
    for path in folder.iterdir():
        if _RESULT.fullmatch(path.name) and path not in kept:
            with suppress(FileNotFoundError):
                found.append((path.stat(), path))
    found.sort(key=lambda item: item[0].st_mtime, reverse=True)
    before = time.time() - _IN_HAND_S
    yield from ((path, facts.st_size) for facts, path in found[KEPT:] if facts.st_mtime < before)


def _removed(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
        return True
    return False
