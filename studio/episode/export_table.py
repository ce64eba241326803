"""Where an episode's finished videos were put, and by what published folders know it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from studio.episode.database import DamagedDatabaseError, open_database_to_read, transaction
from studio.episode.errors import StudioError

PUBLISHER = "publisher"
_MADE_FOR = "publisher_folder"
_NAME, _CAPTIONS = "exports", "export_captions"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A finished video that is still there: when it was written (UTC) and its size in bytes."""

    path: Path
    at: datetime
    size: int


class ExportTable:
    """Remembers the files; those inside the episode move with it."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._db = connection
        self._folder = folder

    def add(self, path: Path) -> None:
        """Note that an export was written there."""
        kept = self._kept(path)
        names = [name for name in self._names() if name != kept]
        with transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO state VALUES(?, ?)", (_NAME, json.dumps([*names, kept])))

    def captions_of(self, path: Path) -> dict[str, str]:
        """The files of captions that were written beside that export: their names, and the sha256 of what was written."""
        return {str(name): str(digest) for name, digest in self._captions().get(self._kept(path), {}).items()}

    def note_captions(self, path: Path, files: Mapping[str, str]) -> None:
        """Note which files of captions lie beside the export there, as `captions_of` gives them."""
        with transaction(self._db) as db:
            kept = {**self._captions(), self._kept(path): dict(files)}
            content = json.dumps({name: of_it for name, of_it in kept.items() if of_it})
            db.execute("INSERT OR REPLACE INTO state VALUES(?, ?)", (_CAPTIONS, content))

    def publisher_mark(self) -> str:
        """By what published folders know this episode, whatever it is called: made at random when first asked for.

        A copy of an episode gets one of its own, as long as the one that it was copied from is where it was; else it counts
        as moved.
        """
        here = os.path.abspath(self._folder)  # noqa: PTH100  as in `_kept`
        with transaction(self._db) as db:
            mark, made_for = _state(db, PUBLISHER), _state(db, _MADE_FOR)
            if not mark or (made_for and _is_another(Path(made_for), self._folder, mark)):
                mark = uuid4().hex
            db.executemany("INSERT OR REPLACE INTO state VALUES(?, ?)", [(PUBLISHER, mark), (_MADE_FOR, here)])
        return mark

    def all(self) -> list[ExportedFile]:
        """Those that are still there, the latest first."""
        found = [self._look(self._folder / name) for name in self._names()]
        return sorted((item for item in found if item is not None), key=lambda item: item.at, reverse=True)

    def _kept(self, path: Path) -> str:
        """Relative where it lies inside the episode."""
        whole = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links that the person made
        folder = Path(os.path.abspath(self._folder))  # noqa: PTH100
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else str(whole)

    def _captions(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = json.loads(_state(self._db, _CAPTIONS) or "{}")
        return found

    def _names(self) -> list[str]:
        return [str(name) for name in json.loads(_state(self._db, _NAME) or "[]")]

    def _look(self, path: Path) -> ExportedFile | None:
        try:
            facts = path.stat()
        except OSError:
            return None
        return ExportedFile(path, datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size)


def _state(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM state WHERE name=?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _is_another(folder: Path, here: Path, mark: str) -> bool:
    """Whether an episode of this mark lies there which is not the one here by another path."""
    try:
        if folder.samefile(here):
            return False
        with closing(open_database_to_read(folder / "episode.db")) as connection:
            return _state(connection, PUBLISHER) == mark
    except (OSError, sqlite3.Error, StudioError, DamagedDatabaseError):
        return False
