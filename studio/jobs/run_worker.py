"""Which service a worker's name stands for."""

from __future__ import annotations

from studio.episode.config import load_config
from studio.episode.folders import cache_folder
from studio.jobs.protocol import ANALYZER_PREFIX
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import serve


def run_worker(name: str) -> int:
    """Serve `analyzer:NAME` or an engine on standard input and output until the input ends."""
    if name.startswith(ANALYZER_PREFIX):
        from studio.jobs.analyzer_service import AnalyzerService

        return serve(AnalyzerService(name.removeprefix(ANALYZER_PREFIX)))
    from studio.jobs.engine_service import EngineService

    config, _ = load_config()
    return serve(EngineService(name, TakeCache(cache_folder() / "takes", config.take_cache_bytes)))
