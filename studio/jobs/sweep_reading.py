"""What the window shows of a sweep: its takes as they are, and what the lab finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep
from studio.jobs.identity_reach import filed_reach
from studio.jobs.review_takes import frames_in_range, frames_there
from studio.jobs.sweep_lab import strict_limit, sweep_table
from studio.jobs.sweep_takes import SweepTakes, load_sweep

if TYPE_CHECKING:
    from studio.episode.sweep_table import SweepTable
    from studio.jobs.sweep_report import Gap
    from studio.review.lab.analysis import Analysis
    from studio.review.lab.blind import BlindResult
    from studio.review.lab.block_bootstrap import MeanInterval

SECONDS = "seconds"


@dataclass(frozen=True, slots=True, eq=False)
class SweepReading:
    """A sweep's takes: `keys` by arm and frame, "" where none was made; `aspects`, width over height, by arm; `left`
    are the frames of the episode's range that are not in the sweep."""

    takes: SweepTakes
    table: SweepTable
    strict: float
    keys: tuple[tuple[str, ...], ...]
    aspects: tuple[float, ...]
    left: tuple[int, ...]

    @property
    def sweep(self) -> Sweep:
        """Whose takes these are."""
        return self.takes.sweep

    @property
    def made(self) -> int:
        """How many of the takes are there."""
        return int(np.count_nonzero(self.takes.takes))

    @property
    def missing(self) -> int:
        """How many a run would make: those of pictures made elsewhere are not among them."""
        return sum(keys.count("") for arm, keys in zip(self.sweep.arms, self.keys, strict=True) if not arm.imported)


@dataclass(frozen=True, slots=True, eq=False)
class SweepFindings:
    """`means` by score, and `seconds`: one for each arm."""

    analysis: Analysis
    blind: tuple[BlindResult, ...]
    gaps: tuple[Gap, ...]
    means: Mapping[str, tuple[MeanInterval, ...]]


def list_sweeps(folder: Path) -> list[Sweep]:
    """Every sweep of the episode, the latest first."""
    with EpisodeStore.open_to_read(folder) as store:
        return store.sweeps.all()


def read_sweep(folder: Path, sweep: int) -> SweepReading:
    """The takes of a sweep now. Raises KeyError where there is no such sweep."""
    with EpisodeStore.open_to_read(folder) as store:
        takes = load_sweep(store, store.sweeps.get(sweep))
        table = sweep_table(takes, strict_limit(store), filed_reach(store))
        there = set(takes.sweep.frames)
        left = tuple(row.number for row in frames_in_range(store) if row.number not in there)
        return SweepReading(takes, table, strict_limit(store), _keys(store, takes), _aspects(store, takes), left)


def find_in_sweep(folder: Path, reading: SweepReading) -> SweepFindings:
    """What the lab says of these takes; well under two seconds for 4 x 100, five for 20,000."""
    from studio.jobs.sweep_report import blind_results, sweep_gaps
    from studio.review.lab.analysis import analyse
    from studio.review.lab.block_bootstrap import mean_interval

    columns = {**reading.table.scores, SECONDS: reading.table.seconds}
    means = {name: tuple(mean_interval(row) for row in values) for name, values in columns.items()}
    with EpisodeStore.open_to_read(folder) as store:
        analysis = analyse(reading.table, frames_there(store, reading.sweep.frames))
        blind = tuple(blind_results(store, reading.sweep))
        gaps = tuple(sweep_gaps(store, reading.takes, reading.table, analysis, blind))
    return SweepFindings(analysis, blind, gaps, means)


def _keys(store: EpisodeStore, takes: SweepTakes) -> tuple[tuple[str, ...], ...]:
    found = []
    for arm, row in zip(takes.sweep.arms, takes.takes.tolist(), strict=True):
        keys = {} if arm.recipe is None else store.takes.keys_of(arm.recipe)
        found.append(tuple(keys.get(take, "") for take in row))
    return tuple(found)


def _aspects(store: EpisodeStore, takes: SweepTakes) -> tuple[float, ...]:
    """Of the first take of each arm; before one was made, of its settings; else as tall as most portraits."""
    found = []
    for arm, row in zip(takes.sweep.arms, takes.takes.tolist(), strict=True):
        first = next((take for take in row if take), 0)
        if first:
            facts = store.takes.row(first).facts
            found.append(facts.width / facts.height)
        else:
            found.append(arm.settings.width / arm.settings.height if arm.settings else 2 / 3)
    return tuple(found)
