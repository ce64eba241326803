"""Reads the takes under review into columns."""

from __future__ import annotations

from itertools import chain, islice
from typing import Any

import numpy as np

from studio.episode.face import SCORE_NAMES
from studio.episode.frame_range import parse_frame_range
from studio.episode.store import EpisodeStore
from studio.episode.take_columns import TakeColumns

_AT_ONCE = 4096
_FACTS = 8


def load_columns(store: EpisodeStore) -> TakeColumns:
    """The current recipe's takes within the episode's range, with the scores of the current scorer."""
    recipe = store.takes.current_recipe()
    if recipe is None:
        return TakeColumns.empty()
    scorer = store.scores.current_scorer()
    rows = store.scores.of_recipe(recipe[0], scorer[0] if scorer else None)
    blocks = [_block(block) for block in iter(lambda: list(islice(rows, _AT_ONCE)), [])]
    if not blocks:
        return TakeColumns.empty()
    return _within(store, _joined(blocks))


def _block(rows: list[tuple[Any, ...]]) -> TakeColumns:
    by_column = list(zip(*rows, strict=True))
    frame_ids, frames, takes, keys, seeds, decisions, chosen, scored = by_column[:_FACTS]
    ids = np.array(takes, np.int64)
    return TakeColumns(
        np.array(frame_ids, np.int64), np.array(frames, np.int64), ids, keys, np.array(seeds, np.int64),
        np.array(decisions, np.int8), np.array([item or 0 for item in chosen], np.int64) == ids,
        np.array([item is not None for item in scored], np.bool_),
        {name: np.array(column, np.float64) for name, column in zip(SCORE_NAMES, by_column[_FACTS:], strict=True)},
    )


def _joined(blocks: list[TakeColumns]) -> TakeColumns:
    return TakeColumns(
        np.concatenate([block.frame_ids for block in blocks]), np.concatenate([block.frames for block in blocks]),
        np.concatenate([block.takes for block in blocks]), list(chain.from_iterable(block.keys for block in blocks)),
        np.concatenate([block.seeds for block in blocks]), np.concatenate([block.decisions for block in blocks]),
        np.concatenate([block.chosen for block in blocks]), np.concatenate([block.scored for block in blocks]),
        {name: np.concatenate([block.scores[name] for block in blocks]) for name in SCORE_NAMES},
    )


def _within(store: EpisodeStore, columns: TakeColumns) -> TakeColumns:
    text = store.settings.frames
    if not text:
        return columns
    wanted = parse_frame_range(text).select(store.frames.numbers())
    rows = np.flatnonzero(np.isin(columns.frames, np.array(wanted, np.int64)))
    return TakeColumns(
        columns.frame_ids[rows], columns.frames[rows], columns.takes[rows], [columns.keys[row] for row in rows.tolist()],
        columns.seeds[rows], columns.decisions[rows], columns.chosen[rows], columns.scored[rows],
        {name: values[rows] for name, values in columns.scores.items()},
    )
