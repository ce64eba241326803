"""A parent that is killed without a chance to tidy up, and what becomes of the ffmpeg that it started."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence

import psutil

PATIENCE_S = 20.0
MOST_S = 2.0


def ffmpeg_outlives(script: str, arguments: Sequence[str], marker: str) -> bool:
    """Run a Python script until a child with `marker` among its words works; kill -9; whether that child runs on."""
    with subprocess.Popen([sys.executable, "-c", script, *arguments]) as parent:
        child = _child(psutil.Process(parent.pid), marker)
        parent.kill()
    deadline = time.monotonic() + MOST_S
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    if outlived := _runs(child):
        child.kill()
    return outlived


def _child(parent: psutil.Process, marker: str) -> psutil.Process:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for child in parent.children(recursive=True):
            if _is_at_work(child, marker):
                return child
        time.sleep(0.01)
    raise AssertionError(f"no ffmpeg with {marker} was started")


def _is_at_work(child: psutil.Process, marker: str) -> bool:
    try:
        return "ffmpeg" in child.name() and marker in " ".join(child.cmdline())
    except psutil.NoSuchProcess:
        return False


def _runs(child: psutil.Process) -> bool:
    try:
        return child.is_running() and child.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
