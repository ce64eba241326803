"""Which service a worker's name stands for."""

from __future__ import annotations

from studio.episode.config import load_config
from studio.episode.folders import cache_folder
from studio.jobs.device_lease import WITHOUT_DEVICE
from studio.jobs.hosts.probe_service import PROBE, ProbeService
from studio.jobs.protocol import ANALYZER_PREFIX
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import Service, serve


def run_worker(name: str, *, keeps_going: bool = False) -> int:
    """Serve `analyzer:NAME`, `probe` or an engine on standard input and output until the input ends.

    `keeps_going`: for the other end of a line that may break; what was accepted is then finished first.
    """
    if keeps_going:
        from studio.jobs.hosts.lasting_output import outlast_the_line

        outlast_the_line()
    return serve(_service(name), keeps_going=keeps_going)


def _service(name: str) -> Service:
    if name == PROBE:
        return ProbeService()
    if name.startswith(ANALYZER_PREFIX):
        from studio.jobs.analyzer_service import AnalyzerService

        return AnalyzerService(name.removeprefix(ANALYZER_PREFIX))
    from studio.jobs.engine_service import EngineService

    config, _ = load_config()
    return EngineService(name, TakeCache(cache_folder() / "takes", config.take_cache_bytes),
                         device_folder=None if name in WITHOUT_DEVICE else cache_folder())
