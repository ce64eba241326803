"""Which service a worker's name stands for."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from studio.episode.config import load_config
from studio.episode.folders import cache_folder
from studio.jobs.device_lease import WITHOUT_DEVICE
from studio.jobs.hosts.probe_service import PROBE, ProbeService
from studio.jobs.protocol import ANALYZER_PREFIX, FINISH_PREFIX
from studio.jobs.take_cache import TakeCache
from studio.jobs.upscaler_service import UPSCALER, UpscalerService
from studio.jobs.worker import Service, serve


def run_worker(name: str, *, keeps_going: bool = False, fresh: bool = False) -> int:
    """Serve `analyzer:NAME`, `finish:NAME`, `probe`, `upscaler` or an engine on standard input and output until the input
    ends.

    `keeps_going`: for the other end of a line that may break; what was accepted is then finished first. `fresh`: an engine
    neither finds takes of before nor keeps its own.
    """
    if keeps_going:
        from studio.jobs.hosts.lasting_output import outlast_the_line

        outlast_the_line()
    with ExitStack() as held:
        cache = None
        if fresh:
            folder = tempfile.TemporaryDirectory(prefix="studio-fresh-", ignore_cleanup_errors=True)
            cache = Path(held.enter_context(folder))
        return serve(_service(name, cache), keeps_going=keeps_going)


def _service(name: str, cache: Path | None) -> Service:
    """`cache` is where finished takes are kept in place of the person's own cache."""
    if name == PROBE:
        return ProbeService()
    if name == UPSCALER:
        return UpscalerService(cache_folder())
    if name.startswith(ANALYZER_PREFIX):
        from studio.jobs.analyzer_service import AnalyzerService

        return AnalyzerService(name.removeprefix(ANALYZER_PREFIX))
    if name.startswith(FINISH_PREFIX):
        from studio.jobs.engines.service import FinishEngineService

        return FinishEngineService(name.removeprefix(FINISH_PREFIX), cache_folder())
    from studio.jobs.engine_service import EngineService

    config, _ = load_config()
    limit = 0 if cache else config.take_cache_bytes
    return EngineService(name, TakeCache(cache or cache_folder() / "takes", limit),
                         device_folder=None if name in WITHOUT_DEVICE else cache_folder())
