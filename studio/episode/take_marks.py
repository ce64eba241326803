"""What tells which takes under review are those read before, without the rows: checksums that SQLite makes of blocks
of takes whose ids follow one another."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.episode.face import SCORE_NAMES

_MISSING = -7.25                # stands for a score that was not measured; none measures that
_PRECISION = 1e9                # a score that changed by less than one part of this counts as the same
_MIX = "(take_id % 4093 + 1)) % 2147483647 + 4294967296"        # a sum of these counts its parts, too
_VALUES = "+".join(f"{2 * place + 1}*CAST(coalesce({name}, {_MISSING})*{_PRECISION:.0f} AS INTEGER)"
                   for place, name in enumerate(SCORE_NAMES))
_WITHIN = "take_id BETWEEN block.value*:size AND (block.value+1)*:size-1"
_LINKS = (f"SELECT sum((frame_id * {_MIX}) FROM frame_takes INDEXED BY frames_of_take"  # noqa: S608
          f" WHERE recipe_id=:recipe AND {_WITHIN}")
_SCORES = f"SELECT sum((({_VALUES}) * {_MIX}) FROM scores WHERE scorer_id=:scorer AND {_WITHIN}"  # noqa: S608
_MARKS = f"SELECT coalesce(({_LINKS}), 0), coalesce(({_SCORES}), 0) FROM json_each(:blocks) AS block"  # noqa: S608


@dataclass(frozen=True, slots=True, eq=False)
class TakeMarks:
    """Of each block of takes, a checksum of a recipe's links between them and frames, and one of a scorer's scores.

    Equal sums of unequal rows are possible, once in 2 billion.
    """

    sums: NDArray[np.int64]     # shape (blocks, 2)

    def changed_since(self, before: TakeMarks) -> NDArray[np.int64]:
        """The blocks, by number, that are not as they were."""
        both = np.zeros((2, max(len(self.sums), len(before.sums)), 2), np.int64)
        both[0, :len(self.sums)], both[1, :len(before.sums)] = self.sums, before.sums
        return np.flatnonzero((both[0] != both[1]).any(axis=1))


def read_marks(db: sqlite3.Connection, recipe_id: int, scorer_id: int | None, size: int) -> TakeMarks:
    """The marks of all takes, in blocks of `size`."""
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM takes").fetchone()[0])
    blocks = json.dumps(list(range(last // size + 1)))
    rows = db.execute(_MARKS, {"recipe": recipe_id, "scorer": scorer_id, "size": size, "blocks": blocks}).fetchall()
    return TakeMarks(np.array(rows, np.int64).reshape(-1, 2))
