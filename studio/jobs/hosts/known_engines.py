"""Which engines can run on a host, as it last said, so that nothing has to be asked over the line to show it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.folders import cache_folder
from studio.generate.open_engine import EngineStatus, engine_status

log = logging.getLogger(__name__)


def remember_engines(host: str, engines: Mapping[str, EngineStatus]) -> None:
    """Keep what a host said."""
    kept = {name: asdict(status) for name, status in engines.items()}
    try:
        write_atomically(_path(host), json.dumps(kept).encode("utf-8"))
    except StudioError as error:        # it is asked again when it matters
        log.warning(error.message)


def engine_status_on(host: str, engine: str) -> EngineStatus:
    """Whether an engine can run on a host (""; here), as far as it is known; a host that was never asked may have it.

    Raises StudioError("usage") for a name nobody knows.
    """
    here = engine_status(engine)
    if not host:
        return here
    try:
        return EngineStatus(**json.loads(_path(host).read_text(encoding="utf-8"))[engine])
    except (OSError, ValueError, KeyError, TypeError):
        return EngineStatus(available=True, why="", mend="")


def _path(host: str) -> Path:
    return cache_folder() / "hosts" / f"{host}.json"
