"""A worker for protocol edge cases: it does one strange thing, named on its command line, the first time it is asked.

`python -m tests.jobs.scripted_worker MODE MEMORY`: MEMORY is a file that counts how often the strange thing was done.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.jobs.protocol import Message, write_message
from studio.jobs.worker import Desk, serve

SLOW_STEPS = 2000
"""Of the mode `slow`: more than a minute and a half of them, so that nobody takes their end for an obeyed cancel."""


class Scripted:
    """Answers every `make` with its own number, after its strange thing."""

    name = "scripted"
    beside = 1

    def __init__(self, mode: str, memory: Path) -> None:
        self._mode = mode
        self._memory = memory

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        desk.say("loading")
        print("a library prints to standard output")
        return {"echo": dict(data)}

    def handle(self, message: Message, desk: Desk) -> Message | None:
        if self._mode == "slow":
            for step in range(SLOW_STEPS):
                desk.progress(step, SLOW_STEPS)
                time.sleep(0.05)
        if self._mode == "previews":
            for step in range(200):
                desk.preview({"step": step}, b"x" * 1000)
        if self._mode not in ("well", "slow", "previews") and self._first_times(3 if self._mode == "often" else 1):
            self._misbehave()
        return Message("result", message.job, result={"job": message.job}, blobs=message.blobs)

    def _first_times(self, times: int) -> bool:
        count = int(self._memory.read_text()) if self._memory.exists() else 0
        self._memory.write_text(str(count + 1))
        return count < times

    def _misbehave(self) -> None:
        if self._mode in ("crash", "often"):
            print("about to crash", file=sys.stderr, flush=True)
            os._exit(3)
        if self._mode == "hang":
            time.sleep(600)
        if self._mode == "garbage":
            os.write(_OUT, b"Traceback: this is no message of ours")
            time.sleep(600)
        if self._mode == "cut":
            os.write(_OUT, b"FMS1\x00\x00\x01\x00{")
            os._exit(0)


def _other_version() -> None:
    hello = Message("hello", data={"protocol": 99, "software": "9.9", "name": "scripted", "process": os.getpid()})
    write_message(os.fdopen(1, "wb"), hello)
    time.sleep(600)


if __name__ == "__main__":
    _OUT = os.dup(1)
    if sys.argv[1] == "version":
        _other_version()
    sys.exit(serve(Scripted(sys.argv[1], Path(sys.argv[2]))))
