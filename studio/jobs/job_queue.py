"""The person's queue of jobs over all episodes: kept in one database, pulled from by any number of processes."""

from __future__ import annotations

import json
import logging
import os
import platform
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from studio.episode.database import DamagedDatabaseError, open_database, transaction, utc_now
from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.episode.folders import data_folder
from studio.jobs.job_spec import ENDED, ENGINE_KINDS, JobKind, JobSpec, JobState, QueuedJob

VERSIONS: tuple[str, ...] = ("""
CREATE TABLE jobs(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    episode TEXT NOT NULL,
    options TEXT NOT NULL,
    state TEXT NOT NULL,
    position INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    finished_at TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    owner TEXT NOT NULL DEFAULT '',
    device TEXT NOT NULL DEFAULT ''
);
CREATE INDEX jobs_by_state ON jobs(state, position);
""",)
_COLUMNS = "id, kind, episode, options, state, position, created_at, finished_at, error, done, total"
_IN_ORDER = "ORDER BY state IN ('done', 'failed', 'stopped'), position, id"
log = logging.getLogger(__name__)


def queue_path() -> Path:
    """Where the person's queue is kept."""
    return data_folder() / "queue.db"


class JobQueue:
    """Every method has committed when it returns. Use as a context manager; `notices` says what opening had to mend."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises StudioError where it cannot be written; a damaged queue is set aside, since no take is lost with it."""
        self.path = path or queue_path()
        self.notices: list[str] = []
        with disk_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        self._db = self._open()

    def __enter__(self) -> JobQueue:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def add(self, spec: JobSpec) -> QueuedJob:
        """Put a job at the end."""
        episode = str(spec.episode.absolute())
        with transaction(self._db) as db:
            row = db.execute(
                "INSERT INTO jobs(kind, episode, options, state, position, created_at) VALUES(?,?,?,'waiting',"  # noqa: S608
                f" (SELECT COALESCE(MAX(position), 0) + 1 FROM jobs), ?) RETURNING {_COLUMNS}",
                (spec.kind, episode, json.dumps(dict(spec.options)), utc_now())).fetchone()
        return _job(row)

    def jobs(self) -> list[QueuedJob]:
        """Those to be done in their order, then those that ended, oldest first."""
        return [_job(row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM jobs {_IN_ORDER}")]  # noqa: S608

    def job(self, job_id: int) -> QueuedJob:
        """One job; StudioError("input") where there is none of that number."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM jobs WHERE id=?", (job_id,)).fetchone()  # noqa: S608
        if row is None:
            raise StudioError("input", f"The queue has no job {job_id}. `studio queue list` shows those it has.")
        return _job(row)

    def claim(self, kinds: Collection[JobKind], device: str | None = None) -> QueuedJob | None:
        """Take the next waiting job of these kinds for this process; None where there is none.

        Kinds that need the device run on `device`, this computer's unless named: one at a time on it, whatever process
        asks, and one at a time on an episode.
        """
        device = device or local_device()
        wanted, engine = _marks(kinds), _marks(ENGINE_KINDS)
        busy = f"SELECT 1 FROM jobs AS other WHERE other.state='running' AND other.kind IN ({engine})"  # noqa: S608
        with transaction(self._db) as db:
            row = db.execute(
                f"UPDATE jobs SET state='running', owner=?, device=?, error='', finished_at='' WHERE id=(SELECT id FROM jobs"  # noqa: S608
                f" WHERE state='waiting' AND kind IN ({wanted}) AND NOT (kind IN ({engine}) AND EXISTS ({busy}"
                " AND (other.device=? OR other.episode=jobs.episode))) ORDER BY position, id LIMIT 1)"
                f" RETURNING {_COLUMNS}",
                (this_process(), device, *kinds, *ENGINE_KINDS, *ENGINE_KINDS, device)).fetchone()
        return _job(row) if row else None

    def version(self) -> int:
        """Another number after another process changed the queue."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def note_progress(self, job_id: int, done: int, total: int) -> None:
        """Keep how far a running job is."""
        self._write("UPDATE jobs SET done=?, total=? WHERE id=?", done, total, job_id)

    def finish(self, job_id: int, state: JobState, error: str = "") -> QueuedJob:
        """File how a running job ended: done, failed with a sentence, stopped by the person, or paused to go on."""
        at = utc_now() if state in ENDED else ""
        self._write("UPDATE jobs SET state=?, error=?, finished_at=?, owner='' WHERE id=?", state, error, at, job_id)
        return self.job(job_id)

    def recover(self) -> list[QueuedJob]:
        """Pause what a process that is gone was running, and all that waited behind it; those jobs.

        To be called when a window opens: work that nobody watches is not started. While another process works the
        queue off, what waits is left to it.
        """
        if not self.pause_orphans():
            self._write("UPDATE jobs SET state='paused' WHERE state='waiting'")
        return [job for job in self.jobs() if job.state == "paused"]

    def pause_orphans(self) -> int:
        """Pause what a process that is gone was running; how many jobs do run."""
        running = self._db.execute("SELECT id, owner FROM jobs WHERE state='running'").fetchall()
        orphans = [(job, owner) for job, owner in running if not is_alive(owner)]
        for job, owner in orphans:
            self._write("UPDATE jobs SET state='paused', owner='' WHERE id=? AND owner=?", job, owner)
        return len(running) - len(orphans)

    def pause(self, job_id: int | None = None) -> None:
        """Hold back one waiting job, or all of them."""
        self._switch("waiting", "paused", job_id)

    def pause_kinds(self, kinds: Collection[JobKind]) -> None:
        """Hold back all waiting jobs of these kinds."""
        self._write(f"UPDATE jobs SET state='paused' WHERE state='waiting' AND kind IN ({_marks(kinds)})",  # noqa: S608
                    *kinds)

    def resume(self, job_id: int | None = None) -> None:
        """Let one paused job wait for its turn again, or all of them."""
        self._switch("paused", "waiting", job_id)

    def retry(self, job_id: int) -> None:
        """Put a job that ended back at the end of the queue; what it finished before is found again."""
        self.job(job_id)
        self._write("UPDATE jobs SET state='waiting', error='', finished_at='', owner='', done=0, position=(SELECT"
                    " MAX(position) + 1 FROM jobs) WHERE id=? AND state IN ('done', 'failed', 'stopped', 'paused')", job_id)

    def move(self, job_id: int, place: int) -> None:
        """Let a job be the one at `place`, from 0, among those not ended."""
        self.job(job_id)
        order = [job.id for job in self.jobs() if job.state not in ENDED and job.id != job_id]
        order.insert(max(0, min(place, len(order))), job_id)
        with transaction(self._db) as db:
            ended = "SELECT COALESCE(MAX(position), 0) FROM jobs WHERE state IN ('done', 'failed', 'stopped')"
            first = int(db.execute(ended).fetchone()[0]) + 1
            db.executemany("UPDATE jobs SET position=? WHERE id=?",
                           [(first + number, job) for number, job in enumerate(order)])

    def remove(self, job_id: int) -> None:
        """Forget a job that is not running; StudioError("busy") for one that is."""
        if self.job(job_id).state == "running":
            raise StudioError("busy", f"Job {job_id} is running. Stop it first.")
        self._write("DELETE FROM jobs WHERE id=? AND state!='running'", job_id)

    def clear_finished(self) -> int:
        """Forget the jobs that ended; how many."""
        with transaction(self._db) as db:
            return db.execute("DELETE FROM jobs WHERE state IN ('done', 'failed', 'stopped')").rowcount

    def _switch(self, before: JobState, after: JobState, job_id: int | None) -> None:
        if job_id is None:
            self._write("UPDATE jobs SET state=? WHERE state=?", after, before)
        else:
            self.job(job_id)
            self._write("UPDATE jobs SET state=? WHERE state=? AND id=?", after, before, job_id)

    def _write(self, statement: str, *values: object) -> None:
        with transaction(self._db) as db:
            db.execute(statement, values)

    def _open(self) -> sqlite3.Connection:
        try:
            return open_database(self.path, VERSIONS)
        except DamagedDatabaseError as error:
            aside = _set_aside(self.path)
            self.notices.append(f"The job queue was damaged ({error}) and was set aside as {aside.name}; finished takes "
                                "are safe in their episodes.")
            log.warning(self.notices[-1])
            return open_database(self.path, VERSIONS)


def local_device() -> str:
    """The device of this computer: one, so far."""
    return platform.node()


def this_process() -> str:
    """This process, told from every other, also from one that gets its number later."""
    import psutil

    return f"{os.getpid()} {psutil.Process().create_time():.2f} {platform.node()}"


def is_alive(owner: str) -> bool:
    """Whether the process that `this_process` named still runs; one on another computer is taken at its word."""
    import psutil

    number, started, computer = owner.split(" ", 2)
    if computer != platform.node():
        return True
    try:
        return f"{psutil.Process(int(number)).create_time():.2f}" == started
    except psutil.NoSuchProcess:
        return False


def _set_aside(path: Path) -> Path:
    aside = path.with_name("queue.broken.db")
    with disk_errors(path):
        path.replace(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    return aside


def _marks(values: Collection[str]) -> str:
    return ",".join("?" for _ in values)


def _job(row: Sequence[Any]) -> QueuedJob:
    job_id, kind, episode, options, *rest = row
    return QueuedJob(job_id, JobSpec(kind, Path(episode), json.loads(options)), *rest)
