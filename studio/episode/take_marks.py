"""What tells that takes under review are those read before, without the rows: counts and checksums that SQLite makes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from studio.episode.face import SCORE_NAMES

_MISSING = -7.25                # stands for a score that was not measured; none measures that
_PRECISION = 1e9                # a score that changed by less counts as the same
_MANY, _PRIME = 4093, 2**31 - 1

_VALUES = "+".join(f"{2 * place + 1}*CAST(coalesce({name}, {_MISSING})*{_PRECISION:.0f} AS INTEGER)"
                   for place, name in enumerate(SCORE_NAMES))
_LINKS = "SELECT count(*), coalesce(sum((frame_id * (take_id % ? + 1)) % ?), 0) FROM frame_takes WHERE recipe_id=?"
_SCORES = (f"SELECT count(*), coalesce(sum((({_VALUES}) * (take_id % ? + 1)) % ?), 0) FROM scores"  # noqa: S608
           " WHERE scorer_id=?")
_OF_TAKES = " AND take_id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class TakeMarks:
    """Of a recipe's links between frames and takes, and of their scores: how many, and a checksum of what stands in them.

    Marks of parts add up to those of the whole. Equal marks of unequal rows are possible, once in 2 billion.
    """

    links: int
    links_sum: int
    scores: int
    scores_sum: int

    def without(self, part: TakeMarks) -> TakeMarks:
        """The marks of what is left without `part`."""
        return TakeMarks(self.links - part.links, self.links_sum - part.links_sum, self.scores - part.scores,
                         self.scores_sum - part.scores_sum)


def read_marks(db: sqlite3.Connection, recipe_id: int, scorer_id: int | None) -> TakeMarks:
    """The marks of all takes of a recipe and of all scores by a scorer."""
    return TakeMarks(*_read(db, _LINKS, recipe_id), *_read(db, _SCORES, scorer_id))


def read_marks_of(db: sqlite3.Connection, recipe_id: int, scorer_id: int | None, new: Iterable[int],
                  scored: Iterable[int]) -> TakeMarks:
    """The part that the takes `new` have in the links, and the takes `scored` in the scores."""
    return TakeMarks(*_read(db, _LINKS + _OF_TAKES, recipe_id, json.dumps(list(new))),
                     *_read(db, _SCORES + _OF_TAKES, scorer_id, json.dumps(list(scored))))


def takes_after(db: sqlite3.Connection, recipe_id: int, take_id: int) -> list[int]:
    """The ids of a recipe's takes above that one: those made since."""
    rows = db.execute("SELECT DISTINCT take_id FROM frame_takes INDEXED BY frames_of_take WHERE take_id>? AND recipe_id=?",
                      (take_id, recipe_id))
    return [int(row[0]) for row in rows]


def _read(db: sqlite3.Connection, query: str, *values: object) -> tuple[int, int]:
    count, total = db.execute(query, (_MANY, _PRIME, *values)).fetchone()
    return int(count), int(total)
