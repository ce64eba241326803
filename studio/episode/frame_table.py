"""Rows of sources, their frames, and the faces an analyzer found on them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studio.episode.database import transaction, utc_now
from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, face_from_fields, face_to_fields

UNKNOWN_TIME_S = -1.0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as the episode knows it; `digest` is the sha256 of its file or file list, `file` its name inside."""

    digest: str
    kind: str
    file: str
    width: int
    height: int
    fps: float | None


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame of the current source; `pixels` is its sha256, None until it was decoded once."""

    id: int
    number: int
    time_s: float
    name: str
    pixels: str | None


@dataclass(frozen=True, slots=True)
class FailureRow:
    """Why a frame's take could not be made; `frame` is its number, `at` the time, ISO 8601, UTC."""

    frame: int
    kind: str
    message: str
    detail: str
    at: str


class FrameTable:
    """Reads and writes frames; every writing method has committed when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def register(self, source: SourceRow, frames: Iterable[tuple[int, float, str]]) -> int:
        """Make `source` the current one, adding rows (number, seconds, name) that are not there yet; its id."""
        with transaction(self._db) as db:
            db.execute(
                "INSERT INTO sources(digest, kind, file, width, height, fps) VALUES(?,?,?,?,?,?) ON CONFLICT(digest)"
                " DO UPDATE SET kind=excluded.kind, file=excluded.file, width=excluded.width, height=excluded.height,"
                " fps=excluded.fps",
                (source.digest, source.kind, source.file, source.width, source.height, source.fps),
            )
            source_id = int(db.execute("SELECT id FROM sources WHERE digest=?", (source.digest,)).fetchone()[0])
            db.executemany(
                "INSERT INTO frames(source_id, number, time_s, name) VALUES(?,?,?,?) ON CONFLICT(source_id, number)"
                " DO UPDATE SET time_s=excluded.time_s, name=excluded.name",
                ((source_id, number, time_s, name) for number, time_s, name in frames),
            )
            db.execute("INSERT OR REPLACE INTO state VALUES('source', ?)", (source.digest,))
        return source_id

    def make_current(self, digest: str, file: str) -> None:
        """Make a source registered earlier the current one, now read from this file."""
        with transaction(self._db) as db:
            db.execute("UPDATE sources SET file=? WHERE digest=?", (file, digest))
            db.execute("INSERT OR REPLACE INTO state VALUES('source', ?)", (digest,))

    def adopt(self, digest: str, number: int) -> int:
        """The id of a frame known only from a take's file; its row is made where it is missing."""
        with transaction(self._db) as db:
            db.execute(
                "INSERT OR IGNORE INTO sources(digest, kind, file, width, height) VALUES(?, '', '', 0, 0)", (digest,)
            )
            source_id = db.execute("SELECT id FROM sources WHERE digest=?", (digest,)).fetchone()[0]
            db.execute(
                "INSERT OR IGNORE INTO frames(source_id, number, time_s, name) VALUES(?,?,?,'')",
                (source_id, number, UNKNOWN_TIME_S),
            )
            row = db.execute("SELECT id FROM frames WHERE source_id=? AND number=?", (source_id, number)).fetchone()
        return int(row[0])

    def current_source(self) -> SourceRow | None:
        """The source that generating and reviewing work on, None before one was imported."""
        row = self._db.execute(
            "SELECT digest, kind, file, width, height, fps FROM sources"
            " WHERE digest=(SELECT value FROM state WHERE name='source')"
        ).fetchone()
        return SourceRow(*row) if row else None

    def of_current_source(self) -> list[FrameRow]:
        """All frames of the current source by number."""
        rows = self._db.execute(
            "SELECT frames.id, number, time_s, name, pixels FROM frames JOIN sources ON sources.id=source_id"
            " WHERE digest=(SELECT value FROM state WHERE name='source') ORDER BY number"
        )
        return [FrameRow(*row) for row in rows]

    def numbers(self) -> list[int]:
        """The frame numbers of the current source, ascending."""
        rows = self._db.execute(
            "SELECT number FROM frames JOIN sources ON sources.id=source_id"
            " WHERE digest=(SELECT value FROM state WHERE name='source') ORDER BY number"
        )
        return [int(row[0]) for row in rows]

    def set_pixels(self, pixels: Sequence[tuple[int, str]]) -> None:
        """File the fingerprints (frame id, sha256) of frames decoded for the first time."""
        with transaction(self._db) as db:
            db.executemany("UPDATE frames SET pixels=? WHERE id=?", ((digest, frame) for frame, digest in pixels))

    def set_faces(self, frame_id: int, analyzer: str, found: Sequence[FaceObservation]) -> None:
        """File what `analyzer` (name and revision) found on a frame, largest first; an empty list is an answer.

        Without the dense points, which serve scores alone and would make the rows ten times as long.
        """
        text = json.dumps([face_to_fields(replace(face, dense=None)) for face in found])
        with transaction(self._db) as db:
            db.execute("INSERT OR REPLACE INTO faces VALUES(?,?,?)", (frame_id, analyzer, text))

    def faces(self, frame_id: int, analyzer: str) -> list[FaceObservation] | None:
        """What was filed by `set_faces`; None where the frame was not analyzed."""
        row = self._db.execute(
            "SELECT found FROM faces WHERE frame_id=? AND analyzer=?", (frame_id, analyzer)
        ).fetchone()
        return None if row is None else [face_from_fields(item) for item in json.loads(row[0])]

    def faces_of_current_source(self, analyzer: str) -> dict[int, list[FaceObservation]]:
        """By frame number, what `analyzer` found on the frames of the current source."""
        rows = self._db.execute(
            "SELECT number, found FROM faces JOIN frames ON frames.id=frame_id JOIN sources ON sources.id=source_id"
            " WHERE analyzer=? AND digest=(SELECT value FROM state WHERE name='source')", (analyzer,)
        )
        return {int(number): [face_from_fields(item) for item in json.loads(found)] for number, found in rows}

    def busiest_analyzer(self) -> str | None:
        """The analyzer (name and revision) that saw most frames of the current source, None where none saw any."""
        row = self._db.execute(
            "SELECT analyzer FROM faces JOIN frames ON frames.id=frame_id JOIN sources ON sources.id=source_id"
            " WHERE digest=(SELECT value FROM state WHERE name='source')"
            " GROUP BY analyzer ORDER BY COUNT(*) DESC, analyzer LIMIT 1"
        ).fetchone()
        return str(row[0]) if row else None

    def add_failure(self, frame_id: int, key: str, error: StudioError) -> None:
        """File why a take of this frame could not be made."""
        with transaction(self._db) as db:
            db.execute("INSERT INTO failures(frame_id, key, kind, message, detail, at) VALUES(?,?,?,?,?,?)",
                       (frame_id, key, error.kind, error.message, error.detail, utc_now()))

    def latest_failures(self) -> list[FailureRow]:
        """The latest failure of each frame of the current source that ever had one, by number."""
        rows = self._db.execute(
            "SELECT number, failures.kind, message, detail, at FROM failures JOIN frames ON frames.id=frame_id"
            " JOIN sources ON sources.id=source_id WHERE digest=(SELECT value FROM state WHERE name='source')"
            " AND failures.id IN (SELECT MAX(id) FROM failures GROUP BY frame_id) ORDER BY number"
        )
        return [FailureRow(*row) for row in rows]
