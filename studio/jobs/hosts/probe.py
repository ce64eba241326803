"""Whether a host can be used: connected to, asked about itself, and its line measured."""

from __future__ import annotations

import os
import queue
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio import __version__
from studio.generate.open_engine import EngineStatus
from studio.jobs.finding import Finding
from studio.jobs.hosts.known_engines import remember_engines
from studio.jobs.hosts.probe_service import PROBE
from studio.jobs.hosts.ssh_line import line_to
from studio.jobs.protocol import Message
from studio.jobs.worker_client import WorkerSession

ROUND_TRIPS, FRAMES = 20, 5
FRAME_BYTES = 1024 * 768 * 3
"""A source frame at the size of preset A, as it travels: 8 bits a channel, three channels."""
PATIENCE_S = 60.0
_SLOW_S = 1.0


@dataclass(frozen=True, slots=True)
class HostReport:
    """What was found on a host and measured on the way to it. Times are in seconds: `connect_s` until the worker there
    had looked around, the others there and back, one by one; `frames_s` are of `FRAME_BYTES` each way."""

    host: str
    target: str
    computer: str
    software: str
    connect_s: float
    round_trips_s: tuple[float, ...]
    frames_s: tuple[float, ...]
    engines: Mapping[str, EngineStatus]
    findings: tuple[Finding, ...]

    @property
    def round_trip_s(self) -> float:
        """The median."""
        return statistics.median(self.round_trips_s)

    @property
    def frame_s(self) -> float:
        """The median."""
        return statistics.median(self.frames_s)

    @property
    def bytes_per_s(self) -> float:
        """What the line carries, both ways in turn."""
        return 2 * FRAME_BYTES / max(1e-9, self.frame_s - self.round_trip_s)

    def to_do(self) -> list[str]:
        """What a person should mend, a sentence each."""
        said = []
        if self.software != __version__:
            said.append(f"{self.host} has studio {self.software}, this is {__version__}: install the same version on both "
                        "sides.")
        said += [f"On {self.host}, {item.name}: {item.found}. Run there: {item.mend}" for item in self.findings
                 if item.needed and not item.works]
        said += [f"The engine {name} cannot run on {self.host}: {status.why}. {status.mend}"
                 for name, status in self.engines.items() if not status.available]
        if self.frame_s > _SLOW_S:
            said.append(f"The line is slow: a frame of 1024x768 needs {self.frame_s:.1f} s there and back. Smaller presets "
                        "travel faster.")
        return said

    def as_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "host": self.host, "target": self.target, "computer": self.computer, "software": self.software,
            "connect_s": self.connect_s, "round_trip_s": self.round_trip_s, "round_trips": len(self.round_trips_s),
            "frame_s": self.frame_s, "frames": len(self.frames_s), "bytes_per_s": self.bytes_per_s,
            "engines": [{"name": name, "available": status.available, "why": status.why, "mend": status.mend}
                        for name, status in self.engines.items()],
            "findings": [finding.as_dict() for finding in self.findings], "to_do": self.to_do(),
        }


def probe_host(name: str, say: Callable[[str], None]) -> HostReport:
    """Connect, shake hands, let the host look around, measure the line; what runs there is kept for later.

    Raises StudioError with what to do where it cannot be reached, has no studio, or one of another protocol.
    """
    line = line_to(name)
    session = WorkerSession(PROBE, line.worker, {}, queue.Queue(), say, line)
    try:
        started = time.perf_counter()
        facts = session.start()
        connect_s = time.perf_counter() - started
        say("measuring the line")
        round_trips = tuple(_echo(session, job, b"") for job in range(1, ROUND_TRIPS + 1))
        noise = os.urandom(FRAME_BYTES)         # ssh may compress
        frames = tuple(_echo(session, ROUND_TRIPS + job, noise) for job in range(1, FRAMES + 1))
    finally:
        session.close()
    engines = {engine: EngineStatus(**status) for engine, status in facts["engines"].items()}
    remember_engines(name, engines)
    return HostReport(name, line.to.target, facts["computer"], facts["software"], connect_s, round_trips, frames, engines,
                      tuple(Finding(**finding) for finding in facts["findings"]))


def _echo(session: WorkerSession, job: int, blob: bytes) -> float:
    started = time.perf_counter()
    session.ask(Message("echo", job, blobs=(blob,)), PATIENCE_S)
    return time.perf_counter() - started
