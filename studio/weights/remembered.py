"""The sha256 of large files, read once: remembered for as long as a file keeps its size and its time of change."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.folders import cache_folder
from studio.weights.digests import sha256_of

log = logging.getLogger(__name__)


def memory_path() -> Path:
    """The file that remembers; it may be deleted at any time."""
    return cache_folder() / "digests.json"


def remembered_sha256(path: Path) -> str:
    """Hex sha256 of a file's bytes; reads them only where the file is not known as it is now."""
    real = path.resolve()
    facts = real.stat()
    now = [facts.st_size, facts.st_mtime_ns]
    known = _known()
    held = known.get(str(real))
    if isinstance(held, list) and held[:2] == now:
        return str(held[2])
    digest = sha256_of(real)
    _keep({**known, str(real): [*now, digest]})
    return digest


def _known() -> dict[str, object]:
    try:
        known = json.loads(memory_path().read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _keep(known: dict[str, object]) -> None:
    """A memory that cannot be written costs only time."""
    try:
        write_atomically(memory_path(), json.dumps(known).encode("utf-8"))
    except StudioError as error:
        log.warning("digests are not remembered: %s", error.message)
