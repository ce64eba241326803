"""One engine at a time on this machine's device, whatever process asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from studio.jobs.patient_lock import holding

WITHOUT_DEVICE = frozenset({"draft"})
"""Engines that compute on the processor only, any number of them side by side."""


@contextmanager
def device_lease(folder: Path, engine: str, say: Callable[[str], None], check: Callable[[], None]) -> Iterator[None]:
    """Hold the device for `engine`; waits for whoever has it, also for a worker that finishes what it had accepted.

    `say` is told once whom it waits for; what `check` raises ends the waiting.
    """
    holder = folder / "device.holder"
    told: list[str] = []

    def while_waiting() -> None:
        check()
        text = f"waiting for the device, which {_read(holder)} uses"
        if text not in told:
            told.append(text)
            say(text)

    with holding(folder / "device.lock", while_waiting):
        with suppress(OSError):         # only for the one who waits
            holder.write_text(f"{engine} in process {os.getpid()}", encoding="utf-8")
        yield


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "another process"
    except OSError:
        return "another process"
