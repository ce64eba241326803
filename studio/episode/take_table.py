"""Takes: picture files first, rows after; what has a row is on the disk."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.episode.database import transaction, utc_now
from studio.episode.files import disk_errors, write_atomically
from studio.episode.take_request import TakeRequest


@dataclass(frozen=True, slots=True)
class TakeFacts:
    """How a take came to be, beside its request. `label` is what the window calls the engine's quality."""

    label: str
    width: int
    height: int
    seconds: float | None       # engine time; None where the picture was made elsewhere
    device: str
    software: str


@dataclass(frozen=True, slots=True)
class TakeRow:
    """One take as filed."""

    id: int
    request: TakeRequest
    facts: TakeFacts


class TakeTable:
    """Files takes under their key; a key is written once and never again."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self.folder = folder

    def picture_path(self, key: str) -> Path:
        """Where the take's PNG lies."""
        return self.folder / key[:2] / f"{key}.png"

    def thumbnail_path(self, key: str) -> Path:
        """Where the take's small JPEG lies; it can be made again from the PNG."""
        return self.folder / key[:2] / f"{key}.jpg"

    def find(self, key: str) -> int | None:
        """The id of a finished take, None where it has not been made or its picture is gone."""
        row = self._db.execute("SELECT id FROM takes WHERE key=?", (key,)).fetchone()
        return int(row[0]) if row and self.picture_path(key).exists() else None

    def row(self, take_id: int) -> TakeRow:
        """One take; KeyError where the id is unknown."""
        row = self._db.execute(
            "SELECT id, request, label, width, height, seconds, device, software FROM takes WHERE id=?", (take_id,)
        ).fetchone()
        if row is None:
            raise KeyError(take_id)
        return TakeRow(row[0], TakeRequest.from_json(row[1]), TakeFacts(*row[2:]))

    def commit(self, request: TakeRequest, facts: TakeFacts, png: bytes, thumbnail: bytes, frame_id: int,
               recipe_id: int) -> int:
        """Write the picture, sync it, then commit its row and its place on the frame; returns the take's id."""
        key = request.key
        write_atomically(self.picture_path(key), png)
        with disk_errors(self.thumbnail_path(key)):
            self.thumbnail_path(key).write_bytes(thumbnail)
        return self.commit_row(request, facts, frame_id, recipe_id)

    def commit_row(self, request: TakeRequest, facts: TakeFacts, frame_id: int, recipe_id: int) -> int:
        """Commit the row of a take whose picture already lies in its place."""
        settings = request.settings
        with transaction(self._db) as db:
            db.execute(
                "INSERT OR IGNORE INTO takes(key, request, engine, label, seed, width, height, seconds, device,"
                " software, made_at) VALUES(?,?,?,?,?,?,?,?,?,?,?)",
                (request.key, request.canonical_json(), settings.engine, facts.label, settings.seed, facts.width,
                 facts.height, facts.seconds, facts.device, facts.software, utc_now()),
            )
            take_id = int(db.execute("SELECT id FROM takes WHERE key=?", (request.key,)).fetchone()[0])
            db.execute("INSERT OR IGNORE INTO decisions(take_id) VALUES(?)", (take_id,))
            db.execute("INSERT OR IGNORE INTO frame_takes VALUES(?,?,?)", (frame_id, take_id, recipe_id))
        return take_id

    def link(self, frame_id: int, take_id: int, recipe_id: int) -> None:
        """Let a finished take stand for one more frame or recipe."""
        with transaction(self._db) as db:
            db.execute("INSERT OR IGNORE INTO frame_takes VALUES(?,?,?)", (frame_id, take_id, recipe_id))

    def add_recipe(self, content: str, preset: str, engine: str) -> int:
        """File a recipe (`TakeRequest.recipe_json`) under its preset's name and return its id."""
        digest = hashlib.sha256(content.encode("ascii")).hexdigest()
        with transaction(self._db) as db:
            db.execute(
                "INSERT INTO recipes(digest, preset, engine, content, at) VALUES(?,?,?,?,?) ON CONFLICT(digest)"
                " DO UPDATE SET preset=excluded.preset",
                (digest, preset, engine, content, utc_now()),
            )
            return int(db.execute("SELECT id FROM recipes WHERE digest=?", (digest,)).fetchone()[0])

    def set_current_recipe(self, recipe_id: int) -> None:
        """Let review and the loop work on the takes of this recipe."""
        with transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO state VALUES('recipe', ?)", (str(recipe_id),))

    def current_recipe(self) -> tuple[int, str, str] | None:
        """Id, preset name and engine of the recipe that review and the loop work on."""
        row = self._db.execute(
            "SELECT id, preset, engine FROM recipes WHERE id=(SELECT CAST(value AS INTEGER) FROM state"
            " WHERE name='recipe')"
        ).fetchone()
        return (int(row[0]), str(row[1]), str(row[2])) if row else None

    def current_recipe_content(self) -> str | None:
        """What the takes of the current recipe share, as `TakeRequest.recipe_json` wrote it."""
        row = self._db.execute("SELECT content FROM recipes WHERE id=(SELECT CAST(value AS INTEGER) FROM state"
                               " WHERE name='recipe')").fetchone()
        return str(row[0]) if row else None

    def recipes(self) -> list[tuple[int, str, str, str]]:
        """Id, preset name, engine and content (`TakeRequest.recipe_json`) of every recipe, the latest first."""
        rows = self._db.execute("SELECT id, preset, engine, content FROM recipes ORDER BY id DESC")
        return [(int(row[0]), str(row[1]), str(row[2]), str(row[3])) for row in rows]

    def precisions_of(self, engine: str) -> set[str]:
        """In which precisions the engine's takes here were made."""
        rows = self._db.execute("SELECT DISTINCT json_extract(content, '$.precision') FROM recipes WHERE engine=? AND EXISTS"
                                "(SELECT 1 FROM frame_takes WHERE recipe_id=recipes.id)", (engine,))
        return {str(row[0]) for row in rows}

    def latest_key(self) -> str | None:
        """The key of the take that was filed last."""
        row = self._db.execute("SELECT key FROM takes ORDER BY id DESC LIMIT 1").fetchone()
        return str(row[0]) if row else None

    def mean_seconds(self, recipe_id: int) -> float | None:
        """The engine's mean time for a take of a recipe; None where none was timed."""
        row = self._db.execute("SELECT AVG(seconds) FROM takes WHERE id IN (SELECT take_id FROM frame_takes WHERE"
                               " recipe_id=?)", (recipe_id,)).fetchone()
        return None if row[0] is None else float(row[0])

    def seconds_of(self, recipe_id: int) -> dict[int, float]:
        """The engine's time for each take of a recipe that was timed, by the take's id."""
        return dict(self._db.execute("SELECT id, seconds FROM takes WHERE seconds IS NOT NULL AND id IN"
                                     " (SELECT take_id FROM frame_takes WHERE recipe_id=?)", (recipe_id,)).fetchall())

    def keys_of(self, recipe_id: int) -> dict[int, str]:
        """The key of each take of a recipe, by the take's id."""
        return dict(self._db.execute("SELECT id, key FROM takes WHERE id IN"
                                     " (SELECT take_id FROM frame_takes WHERE recipe_id=?)", (recipe_id,)).fetchall())

    def count(self) -> int:
        """All takes of the episode, of every recipe."""
        return int(self._db.execute("SELECT COUNT(*) FROM takes").fetchone()[0])

    def keys_without_row(self) -> Iterator[Path]:
        """Pictures in the folder whose row was never committed."""
        known = {str(row[0]) for row in self._db.execute("SELECT key FROM takes")}
        for path in sorted(self.folder.glob("??/*.png")):
            if path.stem not in known and not path.name.startswith("."):
                yield path
