"""How long a test waits on a machine that does other things too: a promise in seconds is one for a machine that is free."""

from __future__ import annotations

import psutil


def within(seconds: float) -> float:
    """`seconds` where no other process waits for a core; else as much longer as there are waiting ones for each core."""
    return seconds * (1 + psutil.getloadavg()[0] / (psutil.cpu_count() or 1))
