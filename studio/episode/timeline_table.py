"""The timeline as it is kept in the database: one row of `state`, so that a change of it is one patch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from studio.episode.timeline_fields import timeline_from_fields
from studio.episode.track import Timeline

_NAME = "timeline"


def read_timeline(db: sqlite3.Connection) -> Timeline:
    """What was kept; an empty timeline where nothing was."""
    return timeline_from_fields(read_timeline_fields(db) or {})


def read_timeline_fields(db: sqlite3.Connection) -> dict[str, Any] | None:
    """The kept JSON values as they are, None where nothing was kept."""
    row = db.execute("SELECT value FROM state WHERE name=?", (_NAME,)).fetchone()
    return dict(json.loads(row[0])) if row else None


def write_timeline_fields(db: sqlite3.Connection, value: Mapping[str, Any] | None) -> None:
    """Keep these, or forget them, inside the caller's transaction."""
    if value is None:
        db.execute("DELETE FROM state WHERE name=?", (_NAME,))
    else:
        db.execute("INSERT OR REPLACE INTO state VALUES(?, ?)", (_NAME, json.dumps(value)))
