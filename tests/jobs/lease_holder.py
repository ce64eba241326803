"""The draft engine's worker with the lease of the device, as one with weights on the card has it."""

from __future__ import annotations

from pathlib import Path

from studio.episode.folders import cache_folder
from studio.jobs.engine_service import EngineService
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import serve


def main(folder: Path) -> int:
    """Serve until the input ends."""
    return serve(EngineService("draft", TakeCache(folder / "takes", 0), device_folder=folder))


if __name__ == "__main__":
    raise SystemExit(main(cache_folder()))
