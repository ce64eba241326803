"""Reads the takes under review into columns; read again, only what is new or was scored since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES
from studio.episode.frame_range import parse_frame_range
from studio.episode.key_column import KeyColumn
from studio.episode.store import EpisodeStore
from studio.episode.take_columns import TakeColumns
from studio.episode.take_marks import TakeMarks

_AT_ONCE = 4096
_FACTS = 8
BLOCK = 1024                    # takes that are read again together
_FEW = 12                       # so many blocks are read one by one; where more have changed, everything is read


def load_columns(store: EpisodeStore) -> TakeColumns:
    """The current recipe's takes within the episode's range, with the scores of the current scorer."""
    return TakeReader().read(store)


@dataclass(frozen=True, slots=True)
class _Read:
    """`columns` are all of the recipe's takes, whatever the range."""

    recipe: int
    scorer: int | None
    source: str
    columns: TakeColumns
    marks: TakeMarks


class TakeReader:
    """Reads one episode over and over, while others write to it: as `load_columns`, at the price of what changed.

    Checksums of blocks of takes, which SQLite makes while Python goes on, tell where a take came, was put on another
    frame, or was scored; only those blocks are read. Under another recipe, scorer or source everything is. Where no row
    came and none was scored, all columns but decisions and choices are the very arrays given before.
    """

    def __init__(self, block: int = BLOCK) -> None:
        """`block` takes are read again together."""
        self._size = block
        self._before: _Read | None = None
        self._given: tuple[TakeColumns, str, TakeColumns] | None = None

    def read(self, store: EpisodeStore) -> TakeColumns:
        """The current recipe's takes within the episode's range, with the scores of the current scorer."""
        frames = store.settings.frames
        with store.scores.one_state():
            recipe, scorer = store.takes.current_recipe(), store.scores.current_scorer()
            source = store.frames.current_source()
            if recipe is None:
                self._before = self._given = None
                return TakeColumns.empty()
            wanted = recipe[0], scorer[0] if scorer else None, source.digest if source else ""
            self._before = self._what_changed(store, *wanted) or self._everything(store, *wanted)
            return self._within(store, self._before.columns, frames)

    def _what_changed(self, store: EpisodeStore, recipe: int, scorer: int | None, source: str) -> _Read | None:
        """None where everything has to be read."""
        before = self._before
        if before is None or (before.recipe, before.scorer, before.source) != (recipe, scorer, source):
            return None
        marks = store.scores.marks(recipe, scorer, self._size)
        changed = marks.changed_since(before.marks)
        if len(changed) > _FEW:
            return None
        columns = before.columns
        if len(changed):
            left = np.flatnonzero(~np.isin(columns.takes // self._size, changed))
            spans = [(block * self._size, (block + 1) * self._size - 1) for block in changed.tolist()]
            columns = _merged([columns.at(left), *(_rows(store, recipe, scorer, span) for span in spans)])
        return replace(before, columns=_decided(store, columns), marks=marks)

    def _everything(self, store: EpisodeStore, recipe: int, scorer: int | None, source: str) -> _Read:
        marks = store.scores.marks(recipe, scorer, self._size)
        return _Read(recipe, scorer, source, _rows(store, recipe, scorer), marks)

    def _within(self, store: EpisodeStore, columns: TakeColumns, frames: str) -> TakeColumns:
        """Those of the range; the same arrays for the same rows, as the caller may compare them."""
        if not frames:
            return columns
        if self._given is not None and self._given[0].scores is columns.scores and self._given[1] == frames:
            rows = np.flatnonzero(_in_range(store, columns, frames))
            kept = self._given[2].with_decisions(columns.decisions[rows], columns.chosen[rows])
        else:
            kept = columns.at(np.flatnonzero(_in_range(store, columns, frames)))
        self._given = columns, frames, kept
        return kept


def _rows(store: EpisodeStore, recipe: int, scorer: int | None, span: tuple[int, int] | None = None) -> TakeColumns:
    rows = store.scores.of_recipe(recipe, scorer, span)
    blocks = [_block(some) for some in iter(lambda: list(islice(rows, _AT_ONCE)), [])]
    return _joined(blocks) if blocks else TakeColumns.empty()


def _merged(parts: list[TakeColumns]) -> TakeColumns:
    """All rows in their order."""
    both = _joined(parts)
    return both.at(np.lexsort((both.takes, both.frames)))


def _decided(store: EpisodeStore, columns: TakeColumns) -> TakeColumns:
    """Under the decisions and choices of now."""
    return columns.with_decisions(store.scores.decisions_of(columns.takes), columns.chosen_by(store.scores.chosen_takes()))


def _block(rows: list[tuple[Any, ...]]) -> TakeColumns:
    by_column = list(zip(*rows, strict=True))
    frame_ids, frames, takes, keys, seeds, decisions, chosen, scored = by_column[:_FACTS]
    ids = np.array(takes, np.int64)
    return TakeColumns(
        np.array(frame_ids, np.int64), np.array(frames, np.int64), ids, KeyColumn.of(keys), np.array(seeds, np.int64),
        np.array(decisions, np.int8), np.array([item or 0 for item in chosen], np.int64) == ids,
        np.array([item is not None for item in scored], np.bool_),
        {name: np.array(column, np.float64) for name, column in zip(SCORE_NAMES, by_column[_FACTS:], strict=True)},
    )


def _joined(blocks: list[TakeColumns]) -> TakeColumns:
    return TakeColumns(
        np.concatenate([block.frame_ids for block in blocks]), np.concatenate([block.frames for block in blocks]),
        np.concatenate([block.takes for block in blocks]),
        KeyColumn(np.concatenate([block.keys.values for block in blocks])),
        np.concatenate([block.seeds for block in blocks]), np.concatenate([block.decisions for block in blocks]),
        np.concatenate([block.chosen for block in blocks]), np.concatenate([block.scored for block in blocks]),
        {name: np.concatenate([block.scores[name] for block in blocks]) for name in SCORE_NAMES},
    )


def _in_range(store: EpisodeStore, columns: TakeColumns, frames: str) -> NDArray[np.bool_]:
    wanted = parse_frame_range(frames).select(store.frames.numbers())
    return np.isin(columns.frames, np.array(wanted, np.int64))
