"""What a host says of itself, and an echo to measure the line to it: the worker `probe`."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from studio import __version__
from studio.generate.open_engine import engine_names, engine_status
from studio.jobs.doctor import examine
from studio.jobs.protocol import Message, ProtocolError
from studio.jobs.worker import Desk

PROBE = "probe"


class ProbeService:
    """Looks around once, then sends back what it is sent."""

    name = PROBE
    beside = 1

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """What works on this machine, and which engines can run."""
        del data
        desk.say("looking around")
        return {
            "software": __version__, "computer": platform.node(),
            "engines": {name: asdict(engine_status(name)) for name in engine_names()},
            "findings": [finding.as_dict() for finding in examine()],
        }

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """`echo` comes back as it is."""
        desk.check()
        if message.event != "echo":
            raise ProtocolError(f"a probe does not know '{message.event}'")
        return Message("result", message.job, result={}, blobs=message.blobs)
