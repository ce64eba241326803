"""What the person said of takes, and which take they chose for a frame."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from studio.episode.ranges import Ids, from_runs, to_runs

ACCEPT, REJECT, CLEAR = 1, -1, 0

_DECIDED = "SELECT group_concat(take_id) FROM decisions WHERE value=? AND take_id BETWEEN ? AND ?"


def write_decisions(db: sqlite3.Connection, value: int, runs: Iterable[Iterable[int]]) -> None:
    """Set the decision of the takes in `runs` (inclusive id runs), inside the caller's transaction."""
    db.executemany(
        "UPDATE decisions SET value=? WHERE take_id BETWEEN ? AND ?", ((value, first, last) for first, last in runs)
    )


def read_decisions(db: sqlite3.Connection, runs: Sequence[Sequence[int]]) -> Mapping[int, list[list[int]]]:
    """Decision value to runs of take ids, for the takes in sorted `runs`. Only decided ones leave SQLite."""
    takes = from_runs(runs)
    if not len(takes):
        return {}
    span = (int(takes[0]), int(takes[-1]))
    held = np.zeros(span[1] - span[0] + 1, np.int8)
    for value in (ACCEPT, REJECT):
        held[takes_decided(db, value, span) - span[0]] = value
    values = held[takes - span[0]]
    found = {value: to_runs(takes[values == value]) for value in (REJECT, CLEAR, ACCEPT)}
    return {value: runs_of_value for value, runs_of_value in found.items() if runs_of_value}


def takes_decided(db: sqlite3.Connection, value: int, span: tuple[int, int] = (0, 2**62)) -> Ids:
    """The takes within `span` with that decision; as one text, since 100,000 rows take four times as long."""
    text: str | None = db.execute(_DECIDED, (value, *span)).fetchone()[0]
    return np.fromstring(text, np.int64, sep=",") if text else np.empty(0, np.int64)


def write_choice(db: sqlite3.Connection, frame_id: int, take_id: int | None) -> None:
    """Choose the take that stands for a frame, or None to let the scores choose again."""
    db.execute("DELETE FROM chosen WHERE frame_id=?", (frame_id,))
    if take_id is not None:
        db.execute("INSERT INTO chosen VALUES(?,?)", (frame_id, take_id))


def read_choice(db: sqlite3.Connection, frame_id: int) -> int | None:
    """The take chosen by hand for a frame."""
    row = db.execute("SELECT take_id FROM chosen WHERE frame_id=?", (frame_id,)).fetchone()
    return int(row[0]) if row else None

