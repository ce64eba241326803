"""Everything a report of a sweep tells, gathered before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.episode.sweep_table import SweepTable
from studio.review.lab.analysis import Analysis
from studio.review.lab.blind import BlindResult


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A preset's small pictures, JPEG bytes, one for each of the sheet's frames; None: there is no take."""

    preset: str
    pictures: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Spent:
    """What a stage of the sweep took: `items` takes in `seconds`; `money` where a rate per hour is set."""

    stage: str
    items: int
    seconds: float
    device: str
    money: float | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """`reference` are the scores of the reference pictures, by name; `machine` are pairs of words and values; `gaps` are
    keys of the catalogue with their values: what was not measured, or cannot be concluded. `points`: how many points of a
    face the landmark distance is over.
    """

    episode: str
    sweep: int
    question: str
    begun: str
    written: str
    strict: float
    engine: str
    points: int
    table: SweepTable
    analysis: Analysis
    reference: Mapping[str, float]
    sheet_frames: tuple[int, ...]
    sheet: Sequence[ContactRow]
    blind: Sequence[BlindResult]
    spent: Sequence[Spent]
    machine: Sequence[tuple[str, str]]
    gaps: Sequence[tuple[str, Mapping[str, str | int]]]
