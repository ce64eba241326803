"""Undo and redo of everything a person decides, kept in the database as inverse patches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from studio.episode.database import transaction, utc_now
from studio.episode.decision_table import read_choice, read_decisions, write_choice, write_decisions
from studio.episode.ranges import to_runs
from studio.episode.timeline_fields import checked
from studio.episode.timeline_table import read_timeline_fields, write_timeline_fields
from studio.episode.track import Timeline

Operation: TypeAlias = dict[str, Any]
"""{"do": "decide", "value", "takes": runs} or {"do": "choose", "frame", "take"} or {"do": "set", "name", "value"} or
{"do": "timeline", "value": fields of a Timeline, None for the usual one}."""

SettingAccess: TypeAlias = Callable[[str, Any], Any]
"""Writes a named setting of `episode.toml` and returns the value it had before."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One gesture: its label as shown beside Undo, and whether it is undone now."""

    id: int
    label: str
    undone: bool
    at: str


class History:
    """Applies patches and keeps their inverses; one gesture is one step, whatever it touches."""

    def __init__(self, connection: sqlite3.Connection, set_setting: SettingAccess) -> None:
        self._db = connection
        self._set_setting = set_setting

    def decide(self, value: int, take_ids: Iterable[int], label: str) -> int:
        """Accept (1), reject (-1) or clear (0) takes as one step; returns how many of them changed."""
        with transaction(self._db) as db:
            before = read_decisions(db, to_runs(take_ids))
            inverse = [_decide(other, runs) for other, runs in before.items() if other != value]
            changed = sorted(run for operation in inverse for run in operation["takes"])
            if changed:
                write_decisions(db, value, changed)
                _file_step(db, label, [_decide(value, changed)], inverse)
        return sum(last - first + 1 for first, last in changed)

    def choose(self, frame_id: int, take_id: int | None, label: str) -> None:
        """Let a take stand for a frame by hand, or None to leave it to the scores."""
        self.apply([{"do": "choose", "frame": frame_id, "take": take_id}], label)

    def set(self, name: str, value: object, label: str) -> None:
        """Change one setting, such as `thresholds.det`."""
        self.apply([{"do": "set", "name": name, "value": value}], label)

    def set_timeline(self, timeline: Timeline, label: str) -> None:
        """Keep a timeline; StudioError("input") for one that makes no sense."""
        self.apply([{"do": "timeline", "value": checked(timeline).to_fields()}], label)

    def apply(self, operations: list[Operation], label: str) -> None:
        """Carry out the operations and file them with their inverses as one committed step."""
        with transaction(self._db) as db:
            inverse = [step for operation in operations for step in self._perform(db, operation)]
            _file_step(db, label, operations, inverse[::-1])

    def undo(self) -> str | None:
        """Take back the latest step; its label, or None where there is nothing to undo."""
        return self._travel("SELECT id, label, undo FROM history WHERE undone=0 ORDER BY id DESC LIMIT 1", undone=1)

    def redo(self) -> str | None:
        """Carry out again the step undone last; its label, or None where there is none."""
        return self._travel("SELECT id, label, redo FROM history WHERE undone=1 ORDER BY id LIMIT 1", undone=0)

    def steps(self) -> list[HistoryStep]:
        """All steps, oldest first."""
        rows = self._db.execute("SELECT id, label, undone, at FROM history ORDER BY id")
        return [HistoryStep(row[0], row[1], bool(row[2]), row[3]) for row in rows]

    def next_undo(self) -> str | None:
        """The label of the step that `undo` would take back."""
        return self._label("SELECT label FROM history WHERE undone=0 ORDER BY id DESC LIMIT 1")

    def next_redo(self) -> str | None:
        """The label of the step that `redo` would carry out again."""
        return self._label("SELECT label FROM history WHERE undone=1 ORDER BY id LIMIT 1")

    def travel_to(self, step_id: int) -> int:
        """Undo or redo until this step is the latest that is done, 0 for none at all; how many steps that took."""
        rows = self._db.execute("SELECT id, undone FROM history").fetchall()
        back = sum(1 for row in rows if row[0] > step_id and not row[1])
        forward = sum(1 for row in rows if row[0] <= step_id and row[1])
        for _ in range(back):
            self.undo()
        for _ in range(forward):
            self.redo()
        return back + forward

    def _label(self, query: str) -> str | None:
        row = self._db.execute(query).fetchone()
        return None if row is None else str(row[0])

    def _travel(self, query: str, undone: int) -> str | None:
        with transaction(self._db) as db:
            row = db.execute(query).fetchone()
            if row is None:
                return None
            for operation in json.loads(row[2]):
                self._perform(db, operation)
            db.execute("UPDATE history SET undone=? WHERE id=?", (undone, row[0]))
        return str(row[1])

    def _perform(self, db: sqlite3.Connection, operation: Operation) -> list[Operation]:
        """Do one operation and return what takes it back."""
        if operation["do"] == "decide":
            before = read_decisions(db, operation["takes"])
            write_decisions(db, operation["value"], operation["takes"])
            return [_decide(value, runs) for value, runs in before.items()]
        if operation["do"] == "choose":
            earlier = read_choice(db, operation["frame"])
            write_choice(db, operation["frame"], operation["take"])
            return [{"do": "choose", "frame": operation["frame"], "take": earlier}]
        if operation["do"] == "timeline":
            kept = read_timeline_fields(db)
            write_timeline_fields(db, operation["value"])
            return [{"do": "timeline", "value": kept}]
        before_value = self._set_setting(operation["name"], operation["value"])
        return [{"do": "set", "name": operation["name"], "value": before_value}]


def _decide(value: int, runs: list[list[int]]) -> Operation:
    return {"do": "decide", "value": value, "takes": runs}


def _file_step(db: sqlite3.Connection, label: str, redo: list[Operation], undo: list[Operation]) -> None:
    """File a step in the place of those that were undone."""
    db.execute("DELETE FROM history WHERE undone=1")
    db.execute("INSERT INTO history(label, redo, undo, at) VALUES(?,?,?,?)",
               (label, json.dumps(redo), json.dumps(undo), utc_now()))
