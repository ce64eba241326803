"""Where the motion comes from: pictures in order, each with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.frame_range import compact_numbers
from studio.episode.picture import Picture

SourceKind: TypeAlias = Literal["video", "folder"]


@dataclass(frozen=True, slots=True)
class SourceFrame:
    """One picture of a source: its number, when it is shown (seconds from the first), and what it is called."""

    number: int
    time_s: float
    name: str


class Source(Protocol):
    """A video or a folder of pictures, opened."""

    @property
    def kind(self) -> SourceKind: ...

    @property
    def path(self) -> Path: ...

    @property
    def width(self) -> int:
        """Pixels as shown, of the first frame that can be read."""

    @property
    def height(self) -> int: ...

    @property
    def fps(self) -> float | None:
        """Mean frames per second; None where the source does not say."""

    @property
    def frames(self) -> tuple[SourceFrame, ...]:
        """Every frame, by ascending number."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The frames' numbers, ascending."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What was assumed or left out, one sentence each."""

    def read(self, numbers: Sequence[int]) -> Iterator[tuple[int, Picture | StudioError]]:
        """The pictures of these frames, ascending, each once, one in memory at a time.

        A frame that cannot be read comes as its error, and the rest go on. StudioError "input", before
        anything is read, for a number that the source does not have.
        """


def check_numbers(known: Sequence[int], numbers: Sequence[int]) -> list[int]:
    """`numbers` ascending, each once; raises StudioError "input" for those that are not among the known."""
    wanted = sorted(set(numbers))
    missing = set(wanted).difference(known)
    if missing:
        raise StudioError("input", f"The source has no frame {_shortened(missing)}.")
    return wanted


def _shortened(numbers: set[int]) -> str:
    text = compact_numbers(numbers)
    return text if len(text) <= 60 else text[:60].rpartition(",")[0] + " ..."
