"""Child processes that never outlive their purpose, on every platform."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

NICENESS = 5
"""What a process yields to ours (`man 2 setpriority`): it counts a third as much."""


def start_in_own_group(argv: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `argv` without a shell, its three pipes ours, in a process group of its own; OSError where it cannot."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(list(argv), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                creationflags=flags)
    return subprocess.Popen(list(argv), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            start_new_session=True)


def yield_to_the_person(process_id: int) -> None:
    """Let what the person does come first: the process, and what it starts, gets what time is left of the processors."""
    if sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            psutil.Process(process_id).nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process_id, os.getpriority(os.PRIO_PROCESS, 0) + NICENESS)
    with contextlib.suppress(OSError):      # Linux weighs a session, where it is told to, as a whole
        Path(f"/proc/{process_id}/autogroup").write_text(str(NICENESS))


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and all its children at once, and reap it."""
    import psutil

    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    process.wait(timeout=10)
