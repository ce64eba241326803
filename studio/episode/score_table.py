"""Scores of takes, each kept with the analyzer, its revision and the identity it was measured against."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from studio.episode.database import transaction
from studio.episode.decision_table import ACCEPT, REJECT, takes_decided
from studio.episode.face import SCORE_NAMES, Scores
from studio.episode.take_marks import TakeMarks, read_marks

_COLUMNS = ", ".join(SCORE_NAMES)
_MARKS = ", ".join("?" for _ in SCORE_NAMES)
_PREFIXED = ", ".join(f"scores.{name}" for name in SCORE_NAMES)


class ScoreTable:
    """Files and reads scores; numbers of different scorers are never mixed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def set_scorer(self, analyzer: str, revision: str, identity: str) -> int:
        """Make this scorer the current one and return its id."""
        with transaction(self._db) as db:
            db.execute("INSERT OR IGNORE INTO scorers(analyzer, revision, identity) VALUES(?,?,?)",
                       (analyzer, revision, identity))
            row = db.execute("SELECT id FROM scorers WHERE analyzer=? AND revision=? AND identity=?",
                             (analyzer, revision, identity)).fetchone()
            db.execute("INSERT OR REPLACE INTO state VALUES('scorer', ?)", (str(row[0]),))
        return int(row[0])

    def current_scorer(self) -> tuple[int, str, str] | None:
        """Id, analyzer and revision of the scorer whose numbers count now."""
        row = self._db.execute("SELECT id, analyzer, revision FROM scorers"
                               " WHERE id=(SELECT CAST(value AS INTEGER) FROM state WHERE name='scorer')").fetchone()
        return (int(row[0]), str(row[1]), str(row[2])) if row else None

    def commit(self, take_id: int, scorer_id: int, scores: Scores) -> None:
        """File the scores of one take."""
        values = scores.as_dict()
        with transaction(self._db) as db:
            db.execute(f"INSERT OR REPLACE INTO scores(take_id, scorer_id, {_COLUMNS}) VALUES(?, ?, {_MARKS})",
                       (take_id, scorer_id, *values.values()))

    def get(self, take_id: int, scorer_id: int) -> Scores | None:
        """The scores of one take, None where this scorer has not seen it."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM scores WHERE take_id=? AND scorer_id=?",  # noqa: S608
                               (take_id, scorer_id)).fetchone()
        return Scores(*row) if row else None

    def of_recipe(self, recipe_id: int, scorer_id: int | None, span: tuple[int, int] | None = None,
                  ) -> Iterator[tuple[object, ...]]:
        """Frame id and number, take id, key, seed, decision, chosen take and all scores, for each take of a recipe, or for
        those with ids in `span`, both ends included."""
        some = " AND frame_takes.take_id BETWEEN ? AND ?" if span else ""
        return self._db.execute(
            f"SELECT frames.id, frames.number, takes.id, takes.key, takes.seed, decisions.value, chosen.take_id,"  # noqa: S608
            f" scores.take_id, {_PREFIXED} FROM frame_takes {'INDEXED BY frames_of_take' if some else ''}"
            " JOIN frames ON frames.id=frame_takes.frame_id JOIN takes ON takes.id=frame_takes.take_id"
            " JOIN decisions ON decisions.take_id=takes.id LEFT JOIN chosen ON chosen.frame_id=frames.id"
            " LEFT JOIN scores ON scores.take_id=takes.id AND scores.scorer_id=?"
            " JOIN sources ON sources.id=frames.source_id"
            f" WHERE frame_takes.recipe_id=? AND sources.digest=(SELECT value FROM state WHERE name='source'){some}"
            " ORDER BY frames.number, takes.id",
            (scorer_id, recipe_id, *(span or ())),
        )

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever others write meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    def marks(self, recipe_id: int, scorer_id: int | None, size: int) -> TakeMarks:
        """What tells which of a recipe's takes and their scores are those read before, in blocks of `size`."""
        return read_marks(self._db, recipe_id, scorer_id, size)

    def decisions_of(self, takes: NDArray[np.int64]) -> NDArray[np.int8]:
        """The decision on each of these takes: 1 accepted, -1 rejected, 0 none."""
        found = np.zeros(len(takes), np.int8)
        for value in (ACCEPT, REJECT):
            found[np.isin(takes, takes_decided(self._db, value))] = value
        return found

    def chosen_takes(self) -> dict[int, int]:
        """Frame id to the take chosen for it by hand."""
        return dict(self._db.execute("SELECT frame_id, take_id FROM chosen").fetchall())
