"""Sweeps: which presets were set against each other on which frames, and the blind votes on their takes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from studio.episode.database import transaction, utc_now
from studio.episode.take_request import TakeSettings


@dataclass(frozen=True, slots=True)
class SweepArm:
    """One of the presets that are compared. `label` is unique in its sweep, such as `D` or `D steps=8`.

    `folder` is where pictures made elsewhere came from; `settings` are then what is assumed of them, None: unknown.
    `recipe` names the takes, None until the first was begun.
    """

    label: str
    preset: str
    settings: TakeSettings | None
    folder: str = ""
    recipe: int | None = None

    @property
    def imported(self) -> bool:
        """Whether its pictures were made elsewhere."""
        return bool(self.folder)


@dataclass(frozen=True, slots=True)
class Sweep:
    """An experiment: arms x frames. `question` is what the person wanted to know, "" where they did not say."""

    id: int
    arms: tuple[SweepArm, ...]
    frames: tuple[int, ...]
    question: str
    at: str

    def arm(self, label: str) -> int:
        """The place of the arm of that label; KeyError where there is none."""
        places = {arm.label: place for place, arm in enumerate(self.arms)}
        return places[label]


@dataclass(frozen=True, slots=True)
class BlindVote:
    """One look at two unlabelled takes of a frame. `choice`: 1 the left one is better, -1 the right one, 0 neither."""

    frame: int
    left: int           # the arms' places
    right: int
    choice: int


class SweepRecords:
    """Files sweeps; the same arms on the same frames are the same sweep."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def begin(self, arms: Sequence[SweepArm], frames: Sequence[int], question: str = "") -> Sweep:
        """File a sweep, or find the one with these arms and frames; a question takes the place of an earlier one."""
        digest = _digest(arms, frames)
        with transaction(self._db) as db:
            added = db.execute("INSERT OR IGNORE INTO sweeps(digest, frames, question, at) VALUES(?,?,?,?)",
                               (digest, json.dumps(list(frames)), question, utc_now())).rowcount
            if question:
                db.execute("UPDATE sweeps SET question=? WHERE digest=?", (question, digest))
            sweep = int(db.execute("SELECT id FROM sweeps WHERE digest=?", (digest,)).fetchone()[0])
            if added:
                db.executemany("INSERT INTO sweep_arms VALUES(?,?,?,?,?,?,?)", [
                    (sweep, place, arm.label, arm.preset, _settings_text(arm.settings), arm.folder, arm.recipe)
                    for place, arm in enumerate(arms)])
        return self.get(sweep)

    def set_recipe(self, sweep: int, place: int, recipe: int) -> None:
        """Say under which recipe the takes of an arm are filed."""
        with transaction(self._db) as db:
            db.execute("UPDATE sweep_arms SET recipe_id=? WHERE sweep_id=? AND place=?", (recipe, sweep, place))

    def get(self, sweep: int) -> Sweep:
        """One sweep; KeyError where the id is unknown."""
        row = self._db.execute("SELECT frames, question, at FROM sweeps WHERE id=?", (sweep,)).fetchone()
        if row is None:
            raise KeyError(sweep)
        arms = self._db.execute("SELECT label, preset, settings, folder, recipe_id FROM sweep_arms WHERE sweep_id=?"
                                " ORDER BY place", (sweep,))
        return Sweep(sweep, tuple(SweepArm(label, preset, _settings(text), folder, recipe)
                                  for label, preset, text, folder, recipe in arms),
                     tuple(json.loads(row[0])), row[1], row[2])

    def all(self) -> list[Sweep]:
        """Every sweep of the episode, the latest first."""
        return [self.get(int(row[0])) for row in self._db.execute("SELECT id FROM sweeps ORDER BY id DESC").fetchall()]

    def vote(self, sweep: int, vote: BlindVote) -> None:
        """File one blind vote."""
        with transaction(self._db) as db:
            db.execute("INSERT INTO blind_votes(sweep_id, frame, left_place, right_place, choice, at) VALUES(?,?,?,?,?,?)",
                       (sweep, vote.frame, vote.left, vote.right, vote.choice, utc_now()))

    def take_back_vote(self, sweep: int) -> None:
        """Forget the last vote of a sweep."""
        with transaction(self._db) as db:
            db.execute("DELETE FROM blind_votes WHERE id=(SELECT MAX(id) FROM blind_votes WHERE sweep_id=?)", (sweep,))

    def votes(self, sweep: int) -> list[BlindVote]:
        """All blind votes of a sweep, in their order."""
        rows = self._db.execute("SELECT frame, left_place, right_place, choice FROM blind_votes WHERE sweep_id=?"
                                " ORDER BY id", (sweep,))
        return [BlindVote(*row) for row in rows]


def _digest(arms: Sequence[SweepArm], frames: Sequence[int]) -> str:
    bare = [asdict(replace(arm, recipe=None)) for arm in arms]
    return hashlib.sha256(json.dumps([bare, list(frames)], sort_keys=True).encode()).hexdigest()


def _settings_text(settings: TakeSettings | None) -> str:
    return json.dumps(asdict(settings) if settings else None)


def _settings(text: str) -> TakeSettings | None:
    values = json.loads(text)
    if values is None:
        return None
    return TakeSettings(**{**values, "options": tuple((name, value) for name, value in values["options"])})
