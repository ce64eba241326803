"""Finding takes again: pictures without a row, and whole episodes whose database is damaged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from studio.episode.database import open_database, transaction
from studio.episode.decision_table import write_decisions
from studio.episode.errors import StudioError
from studio.episode.export_table import PUBLISHER
from studio.episode.files import remove_leftovers
from studio.episode.frame_table import FrameTable
from studio.episode.take_mark import MARK_KEYWORD, TakeMark
from studio.episode.take_table import TakeTable
from studio.episode.timeline_table import read_timeline, write_timeline_fields


def adopt_takes(takes: TakeTable, frames: FrameTable) -> int:
    """Commit a row for every finished picture that has none, by the mark inside it; returns how many were adopted.

    Half-written pictures lie under temporary names and are removed; a picture whose mark cannot be read is left alone.
    """
    for folder in takes.folder.glob("??"):
        remove_leftovers(folder)
    adopted = 0
    for path in list(takes.keys_without_row()):
        mark = read_mark(path)
        if mark is None or mark.request.key != path.stem:
            continue
        recipe = takes.add_recipe(mark.recipe_json(), mark.preset, mark.request.settings.engine)
        takes.commit_row(mark.request, mark.facts, frames.adopt(mark.source, mark.frame), recipe)
        adopted += 1
    return adopted


def read_mark(path: Path) -> TakeMark | None:
    """The mark inside a take's PNG, None where there is none that can be read."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            picture.verify()
            text = picture.info.get(MARK_KEYWORD, "")
        return TakeMark.from_text(str(text))
    except (OSError, SyntaxError, ValueError):
        return None


def rebuild(folder: Path, reason: str) -> list[str]:
    """Set a damaged database aside, make a new one from the takes on disk, and bring over what can still be read.

    What was damaged, or gone, and what was found again, in a sentence each.
    """
    path = folder / "episode.db"
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"episode.db.damaged-{stamp}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    connection = open_database(path)
    try:
        takes = TakeTable(connection, folder / "takes")
        adopted = adopt_takes(takes, FrameTable(connection))
        if not aside.exists():
            return [f"The database of {folder.name} was gone. {adopted} takes were found again on the disk; decisions were "
                    "lost with it. Scores are measured anew."]
        decisions = _bring_over_decisions(aside, connection)
        _bring_over_timeline(aside, connection)
        _bring_over_publisher(aside, connection)
    finally:
        connection.close()
    return [f"The database of {folder.name} was damaged ({reason}). It was set aside as {aside.name}; {adopted} takes "
            f"were found again on the disk, and {decisions} decisions could be brought over. Scores are measured anew."]


def _bring_over_decisions(aside: Path, connection: sqlite3.Connection) -> int:
    """Read decisions from the damaged file for as long as its pages allow."""
    old = sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)
    brought = 0
    try:
        rows = old.execute("SELECT key, value FROM decisions JOIN takes ON takes.id=take_id WHERE value != 0")
        for key, value in rows:
            row = connection.execute("SELECT id FROM takes WHERE key=?", (key,)).fetchone()
            if row:
                write_decisions(connection, value, [[row[0], row[0]]])
                brought += 1
    except sqlite3.DatabaseError:
        return brought
    finally:
        old.close()
    return brought


def _bring_over_timeline(aside: Path, connection: sqlite3.Connection) -> None:
    """Tracks and captions are one row; where it cannot be read or makes no sense, the voice alone is heard again."""
    old = sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)
    try:
        fields = read_timeline(old).to_fields()
    except (sqlite3.DatabaseError, ValueError, StudioError):
        return
    finally:
        old.close()
    with transaction(connection) as db:
        write_timeline_fields(db, fields)


def _bring_over_publisher(aside: Path, connection: sqlite3.Connection) -> None:
    """Else the episode would not know its published folders again."""
    old = sqlite3.connect(f"{aside.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = old.execute("SELECT value FROM state WHERE name=?", (PUBLISHER,)).fetchone()
    except sqlite3.DatabaseError:
        return
    finally:
        old.close()
    if row:
        with transaction(connection) as db:
            db.execute("INSERT OR REPLACE INTO state VALUES(?, ?)", (PUBLISHER, str(row[0])))
