"""The most memory that a command and everything it starts hold together."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds, and the peak of all resident memory in megabytes; pages that two share count twice."""

    seconds: float
    peak_mb: float


def run_measured(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run it in `folder` to its end, looking every 0.2 s; raises CalledProcessError where it failed."""
    began, peak = time.perf_counter(), 0
    with subprocess.Popen([str(word) for word in command], cwd=folder, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, _held(process.pid))
            time.sleep(_LOOK_S)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(time.perf_counter() - began, peak / 1e6)


def _held(pid: int) -> int:
    held = 0
    with suppress(psutil.NoSuchProcess):
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                held += process.memory_info().rss
    return held
