"""What the person said of takes, and which take they chose for a frame."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

ACCEPT, REJECT, CLEAR = 1, -1, 0

_RUNS_OF_EQUAL_DECISIONS = """
SELECT value, MIN(take_id), MAX(take_id) FROM (
    SELECT value, take_id, take_id - ROW_NUMBER() OVER (PARTITION BY value ORDER BY take_id) AS island
    FROM decisions WHERE take_id BETWEEN ? AND ?
) GROUP BY value, island ORDER BY MIN(take_id)
"""


def write_decisions(db: sqlite3.Connection, value: int, runs: Iterable[Iterable[int]]) -> None:
    """Set the decision of the takes in `runs` (inclusive id runs), inside the caller's transaction."""
    db.executemany(
        "UPDATE decisions SET value=? WHERE take_id BETWEEN ? AND ?", ((value, first, last) for first, last in runs)
    )


def read_decisions(db: sqlite3.Connection, runs: Iterable[Iterable[int]]) -> Mapping[int, list[list[int]]]:
    """Decision value to runs of take ids, for the takes in `runs`; the runs are found by SQLite, not row by row."""
    found: dict[int, list[list[int]]] = {}
    for first, last in runs:
        for value, start, end in db.execute(_RUNS_OF_EQUAL_DECISIONS, (first, last)):
            found.setdefault(int(value), []).append([int(start), int(end)])
    return found


def write_choice(db: sqlite3.Connection, frame_id: int, take_id: int | None) -> None:
    """Choose the take that stands for a frame, or None to let the scores choose again."""
    db.execute("DELETE FROM chosen WHERE frame_id=?", (frame_id,))
    if take_id is not None:
        db.execute("INSERT INTO chosen VALUES(?,?)", (frame_id, take_id))


def read_choice(db: sqlite3.Connection, frame_id: int) -> int | None:
    """The take chosen by hand for a frame."""
    row = db.execute("SELECT take_id FROM chosen WHERE frame_id=?", (frame_id,)).fetchone()
    return int(row[0]) if row else None

