"""Opening `episode.db`: safely written, readable from anywhere, never newer than we understand."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.schema import APPLICATION_ID, CURRENT_VERSION, VERSIONS

_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "webdav"}
_BUSY_S = 30.0


class DamagedDatabaseError(Exception):
    """The file is no database any more, or its pages are broken."""


def open_database(path: Path, versions: Sequence[str] = VERSIONS) -> sqlite3.Connection:
    """Open for reading and writing, making or migrating the tables that `versions` describe.

    WAL with synchronous=FULL: a committed row survives a power cut, and others may read meanwhile. On a network
    file system, where WAL is unsafe, a rollback journal is used.
    Raises DamagedDatabaseError, or StudioError for a newer version or a disk that cannot be written.
    """
    with _sqlite_errors(path):
        connection = sqlite3.connect(path, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
        try:
            journal = "TRUNCATE" if on_network_file_system(path.parent) else "WAL"
            connection.execute(f"PRAGMA journal_mode={journal}")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA cache_size=-65536")
            _migrate(connection, path, versions)
        except BaseException:
            connection.close()
            raise
    return connection


def open_database_to_read(path: Path) -> sqlite3.Connection:
    """Open without writing a byte beside the file; works in a read-only folder.

    A database in WAL mode whose folder may not be written can be opened only as immutable, which ignores rows still
    in the WAL; so where a WAL is left, both files are read from a private copy.
    """
    if not path.exists():
        raise DamagedDatabaseError("it is gone")
    with _sqlite_errors(path):
        wal = path.with_name(path.name + "-wal")
        if os.access(path.parent, os.W_OK) and os.access(path, os.W_OK):
            uri = f"{path.absolute().as_uri()}?mode=ro"
        elif wal.exists() and wal.stat().st_size:
            uri = f"{_private_copy(path).as_uri()}?mode=rw"
        else:
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_S, check_same_thread=False, isolation_level=None)
        try:
            _require_ours(connection)
            _refuse_newer(_version(connection), path, CURRENT_VERSION)
            connection.execute("SELECT 1 FROM takes LIMIT 1")
            _add_later_tables(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing; the rows are on the disk when the block has ended."""
    with _sqlite_errors(Path(_file_of(connection))):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def on_network_file_system(folder: Path) -> bool:
    """Whether `folder` lies on a share, where SQLite's WAL is unsafe."""
    import psutil

    best, kind = -1, ""
    here = str(folder.resolve())
    for part in psutil.disk_partitions(all=True):
        inside = here == part.mountpoint or here.startswith(part.mountpoint.rstrip(os.sep) + os.sep)
        if inside and len(part.mountpoint) > best:
            best, kind = len(part.mountpoint), part.fstype.lower()
    return kind in _NETWORK_FILE_SYSTEMS


def utc_now() -> str:
    """The time as it is stored: ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _migrate(connection: sqlite3.Connection, path: Path, versions: Sequence[str]) -> None:
    _require_ours(connection)
    version = _version(connection)
    _refuse_newer(version, path, len(versions))
    if version == len(versions):
        return
    if version > 0:
        _back_up(connection, path, version)
    for number in range(version, len(versions)):
        connection.executescript(
            f"BEGIN IMMEDIATE; {versions[number]} PRAGMA user_version={number + 1};"
            f" PRAGMA application_id={APPLICATION_ID}; COMMIT;"
        )


def _add_later_tables(connection: sqlite3.Connection) -> None:
    """Empty, in memory: what an older version does not have is then found to be nothing."""
    connection.execute("PRAGMA temp_store=MEMORY")
    for later in VERSIONS[_version(connection):]:
        for statement in later.split(";"):
            if statement.strip().startswith("CREATE TABLE"):
                connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    copy = sqlite3.connect(path.with_name(f"{path.name}.v{version}.bak"))
    with copy:
        connection.backup(copy)
    copy.close()


def _require_ours(connection: sqlite3.Connection) -> None:
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    if tables and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DamagedDatabaseError("it is another program's")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_newer(version: int, path: Path, known: int) -> None:
    if version > known:
        raise StudioError(
            "version",
            f"{path.parent.name} was made by a newer version of the studio (its database is version {version}, "
            f"this program knows {known}). Update the studio to open it; nothing was changed.",
        )


def _private_copy(path: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="studio-read-"))
    for suffix in ("", "-wal"):
        shutil.copyfile(path.with_name(path.name + suffix), folder / (path.name + suffix))
    return folder / path.name


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def shows_damage(error: BaseException | None, path: Path) -> bool:
    """Whether an error that came up while `path` was open says that its pages are broken."""
    translated = _translated(error, path) if isinstance(error, sqlite3.DatabaseError) else error
    return isinstance(translated, DamagedDatabaseError)


@contextmanager
def _sqlite_errors(path: Path) -> Iterator[None]:
    """SQLite's own words, turned into ours."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _translated(error, path) from error


def _translated(error: sqlite3.DatabaseError, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DamagedDatabaseError(str(error))
    if code == sqlite3.SQLITE_FULL:
        return StudioError("disk", f"The disk is full: {path} could not be written. "
                                   "Free some space and run the same command again.", str(error))
    if code == sqlite3.SQLITE_BUSY:
        return StudioError("busy", f"Another program holds {path} for writing. Close it and try again.", str(error))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM):
        return StudioError("disk", f"{path} cannot be opened for writing. Check the folder's permissions and the "
                                   "free space.", str(error))
    if "no such table" in str(error) or "no such column" in str(error):
        return DamagedDatabaseError(str(error))
    return error
