"""What the person said of takes, and which take they chose for a frame."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from studio.episode.ranges import from_runs, to_runs

ACCEPT, REJECT, CLEAR = 1, -1, 0

_DECIDED = "SELECT take_id, value FROM decisions WHERE value!=0 AND take_id BETWEEN ? AND ?"


def write_decisions(db: sqlite3.Connection, value: int, runs: Iterable[Iterable[int]]) -> None:
    """Set the decision of the takes in `runs` (inclusive id runs), inside the caller's transaction."""
    db.executemany(
        "UPDATE decisions SET value=? WHERE take_id BETWEEN ? AND ?", ((value, first, last) for first, last in runs)
    )


def read_decisions(db: sqlite3.Connection, runs: Sequence[Sequence[int]]) -> Mapping[int, list[list[int]]]:
    """Decision value to runs of take ids, for the takes in sorted `runs`. Only decided rows leave SQLite, in one query."""
    takes = from_runs(runs)
    if not len(takes):
        return {}
    span = (int(takes[0]), int(takes[-1]))
    decided = np.fromiter(chain.from_iterable(db.execute(_DECIDED, span)), np.int64).reshape(-1, 2)
    held = np.zeros(span[1] - span[0] + 1, np.int8)
    held[decided[:, 0] - span[0]] = decided[:, 1]
    values = held[takes - span[0]]
    found = {value: to_runs(takes[values == value]) for value in (REJECT, CLEAR, ACCEPT)}
    return {value: runs_of_value for value, runs_of_value in found.items() if runs_of_value}


def write_choice(db: sqlite3.Connection, frame_id: int, take_id: int | None) -> None:
    """Choose the take that stands for a frame, or None to let the scores choose again."""
    db.execute("DELETE FROM chosen WHERE frame_id=?", (frame_id,))
    if take_id is not None:
        db.execute("INSERT INTO chosen VALUES(?,?)", (frame_id, take_id))


def read_choice(db: sqlite3.Connection, frame_id: int) -> int | None:
    """The take chosen by hand for a frame."""
    row = db.execute("SELECT take_id FROM chosen WHERE frame_id=?", (frame_id,)).fetchone()
    return int(row[0]) if row else None

