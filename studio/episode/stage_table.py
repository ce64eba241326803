"""Stage runs: what ran on which inputs, how long it took, and where its result lies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from studio.episode.database import transaction, utc_now


@dataclass(frozen=True, slots=True)
class StageRun:
    """One finished run. `inputs` is the sha256 of all declared inputs; `output` a file name inside the episode."""

    stage: str
    inputs: str
    output: str
    engine: str
    version: str
    device: str
    preset: str
    items: int              # frames, takes or pictures worked on
    seconds: float
    details: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""


_COLUMNS = "stage, inputs, output, engine, version, device, preset, items, seconds, details, at"


class StageTable:
    """Files stage runs and finds them again by their inputs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def commit(self, run: StageRun) -> None:
        """File a finished run; its output is on the disk already."""
        with transaction(self._db) as db:
            db.execute(
                f"INSERT INTO stage_runs({_COLUMNS}) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
                (run.stage, run.inputs, run.output, run.engine, run.version, run.device, run.preset, run.items,
                 run.seconds, json.dumps(run.details), run.at or utc_now()),
            )

    def find(self, stage: str, inputs: str) -> StageRun | None:
        """The latest run on exactly these inputs."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM stage_runs WHERE stage=? AND inputs=? ORDER BY id DESC LIMIT 1",  # noqa: S608
            (stage, inputs),
        ).fetchone()
        return _run(row) if row else None

    def latest(self, stage: str, output: str) -> StageRun | None:
        """The latest run of a stage that left this output."""
        row = self._db.execute(
            f"SELECT {_COLUMNS} FROM stage_runs WHERE stage=? AND output=? ORDER BY id DESC LIMIT 1",  # noqa: S608
            (stage, output),
        ).fetchone()
        return _run(row) if row else None

    def count(self, stage: str) -> int:
        """How often a stage ran."""
        return int(self._db.execute("SELECT COUNT(*) FROM stage_runs WHERE stage=?", (stage,)).fetchone()[0])

    def all(self) -> list[StageRun]:
        """Every run, oldest first."""
        return [_run(row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM stage_runs ORDER BY id")]  # noqa: S608


def _run(row: tuple[Any, ...]) -> StageRun:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return StageRun(**{**values, "details": json.loads(values["details"])})
