"""What a row of the table of weights is: files, where they come from, and what their licence allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Sale: TypeAlias = Literal["yes", "no", "unknown"]
"""Whether what a model made may be sold, as far as its licence goes."""


@dataclass(frozen=True, slots=True)
class Licence:
    """`name` as its publisher calls it, `address` where it can be read, and in `terms` what it allows, in a sentence or
    two; `regions` names where it does not hold ("" where it holds everywhere)."""

    name: str
    address: str
    sale: Sale
    terms: str
    regions: str = ""


@dataclass(frozen=True, slots=True)
class WeightPart:
    """One file: its path inside the repository, archive and folder (with "/"), its bytes and its hex sha256.

    `size` None and `sha256` "": the publisher's figure is not recorded here; the first file seen is then believed.
    """

    path: str
    size: int | None = None
    sha256: str = ""

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository of the Hugging Face Hub. `gated`: its page has to be accepted by a person who is logged in."""

    repository: str
    revision: str = "main"
    gated: bool = False

    @property
    def address(self) -> str:
        """The page of the repository, where a gate is opened."""
        return f"https://huggingface.co/{self.repository}"


@dataclass(frozen=True, slots=True)
class UrlSource:
    """One file at `address`."""

    address: str


@dataclass(frozen=True, slots=True)
class ZipSource:
    """A ZIP file at `address`, of `size` bytes, that holds the parts among other things."""

    address: str
    size: int
    sha256: str


Source: TypeAlias = HubSource | UrlSource | ZipSource


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One row: what is fetched, found, checked and licensed as a whole.

    `wanted_by` names engines and analyzers, which work without it where it is `optional`; `otherwise` says what can be
    done instead, or what its lack costs. `instead_of` names the row that it can stand for. `folder` lies below
    `models_folder()`. `tensors` are names and shapes that only this file has, by which it is known under any file name;
    `pickled_as` are names of the same weights as pickles, which are never opened.
    """

    name: str
    title: str
    source: Source
    parts: tuple[WeightPart, ...]
    licence: Licence
    wanted_by: tuple[str, ...]
    folder: str
    otherwise: str = ""
    optional: bool = False
    instead_of: str = ""
    tensors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pickled_as: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether the row is a folder of parts rather than one file."""
        return len(self.parts) > 1

    @property
    def size(self) -> int:
        """Bytes to fetch, as far as they are recorded."""
        if isinstance(self.source, ZipSource):
            return self.source.size
        return sum(part.size or 0 for part in self.parts)

    @property
    def gated(self) -> bool:
        """Whether a person has to accept a page before anything can be fetched."""
        return isinstance(self.source, HubSource) and self.source.gated


def size_text(size: int) -> str:
    """Bytes for a person, in decimal units as model pages give them: `33.7 GB`, `233 kB`."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= step:
            return f"{size / step:.3g} {unit}" if size < 1000 * step else f"{size / step:.0f} {unit}"
    return f"{size} bytes"
