"""The takes of a sweep, read as columns: for each arm and frame the take that was made of it, its scores and its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.measure_table import MEASURE_NAMES
from studio.episode.pick import Candidate
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep, SweepArm

_NUMBER, _TAKE, _KEY, _SEED, _SCORED, _FACTS = 1, 2, 3, 4, 7, 8


@dataclass(frozen=True, slots=True, eq=False)
class SweepTakes:
    """Columns of shape (arms, frames). `takes` 0: not made; scores, measures (`measure_table`) and `seconds` NaN: not
    measured, `seconds` also where a take came from the cache or from elsewhere. `analyzer` is the one that measured all
    scores, "" before any did."""

    sweep: Sweep
    analyzer: str
    takes: NDArray[np.int64]
    scored: NDArray[np.bool_]
    seconds: NDArray[np.float64]
    scores: dict[str, NDArray[np.float64]]
    measures: dict[str, NDArray[np.float64]]

    @property
    def frames(self) -> NDArray[np.int64]:
        """The frame numbers, ascending."""
        return np.array(self.sweep.frames, np.int64)


def load_sweep(store: EpisodeStore, sweep: Sweep) -> SweepTakes:
    """Read what there is of a sweep, measured by the current scorer."""
    scorer = store.scores.current_scorer()
    shape = len(sweep.arms), len(sweep.frames)
    found = SweepTakes(sweep, f"{scorer[1]} {scorer[2]}" if scorer else "", np.zeros(shape, np.int64),
                       np.zeros(shape, np.bool_), np.full(shape, np.nan),
                       {name: np.full(shape, np.nan) for name in SCORE_NAMES},
                       {name: np.full(shape, np.nan) for name in MEASURE_NAMES})
    places = {number: place for place, number in enumerate(sweep.frames)}
    for arm_place, arm in enumerate(sweep.arms):
        seconds = store.takes.seconds_of(arm.recipe) if arm.recipe is not None else {}
        for row in _rows(store, arm, scorer[0] if scorer else None):
            place = places.get(row[_NUMBER])
            if place is not None:
                _fill(found, (arm_place, place), row, seconds)
    _fill_measures(store, found)
    return found


def arm_candidates(store: EpisodeStore, arm: SweepArm, frames: Sequence[int], scorer: int) -> list[Candidate]:
    """The takes of one arm on these frames, for scoring."""
    wanted = set(frames)
    return [Candidate(row[_NUMBER], row[_TAKE], row[_KEY], row[_SEED],
                      Scores(*row[_FACTS:]) if row[_SCORED] is not None else None, scorer, None, chosen=False)
            for row in _rows(store, arm, scorer) if row[_NUMBER] in wanted]


def _rows(store: EpisodeStore, arm: SweepArm, scorer: int | None) -> list[tuple[Any, ...]]:
    """Only takes with the arm's own seed count: re-rolled ones of the same recipe were made because the first failed."""
    if arm.recipe is None:
        return []
    seed = None if arm.imported or arm.settings is None else arm.settings.seed
    return [row for row in store.scores.of_recipe(arm.recipe, scorer) if seed in (None, row[_SEED])]


def _fill_measures(store: EpisodeStore, found: SweepTakes) -> None:
    ids = {row.number: row.id for row in store.frames.of_current_source()}
    known = store.measures.of_takes(sorted({int(take) for take in found.takes.ravel() if take}))
    for arm, takes in enumerate(found.takes.tolist()):
        for place, (take, frame) in enumerate(zip(takes, found.sweep.frames, strict=True)):
            before = takes[place - 1] if place else 0
            for name, value in known.get((take, ids.get(frame, 0), before), {}).items():
                found.measures[name][arm, place] = np.nan if value is None else value


def _fill(found: SweepTakes, at: tuple[int, int], row: tuple[Any, ...], seconds: dict[int, float]) -> None:
    found.takes[at] = row[_TAKE]
    found.scored[at] = row[_SCORED] is not None
    found.seconds[at] = seconds.get(row[_TAKE], np.nan)
    for name, value in zip(SCORE_NAMES, row[_FACTS:], strict=True):
        found.scores[name][at] = np.nan if value is None else value
