"""An engine of finishing as a worker's service: the files come as bytes, so it may run on a host as well as here."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from studio.finish.engines.registry import engine_named
from studio.jobs.device_lease import device_lease
from studio.jobs.engines.run import EnginePlace, EngineRequest, run_engine
from studio.jobs.protocol import Message, ProtocolError
from studio.jobs.worker import Desk

_PARTS = 1000


class FinishEngineService:
    """Runs the engine `name`. The lease of the device, which lies in `device_folder`, is taken before its first run, so
    that no other engine's weights are there, and held until the process ends."""

    def __init__(self, name: str, device_folder: Path) -> None:
        self.name = name
        self._device_folder = device_folder
        self._place: EnginePlace | None = None
        self._leased: ExitStack | None = None

    @property
    def beside(self) -> int:
        """The device has room for one."""
        return 1

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """See that the checkout and its Python are there; what `EnginePlace.check` says."""
        adapter = engine_named(self.name)
        desk.say(f"looking at {adapter.facts.title}")
        place = EnginePlace.named(adapter, data["path"], data["python"], data["variant"])
        facts = place.check()
        self._place = place
        return facts

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """`run` works on a video, and a voice where one came with it."""
        if message.event != "run" or self._place is None:
            raise ProtocolError(f"an engine of finishing does not know '{message.event}'")
        self._lease(desk)
        told = -1

        def while_running(done: float) -> None:
            nonlocal told
            desk.check()
            if (now := round(done * _PARTS)) != told:
                told = now
                desk.progress(now, _PARTS)

        video, *voice = message.blobs
        made = run_engine(self._place, EngineRequest.from_fields(message.data), video, voice[0] if voice else None,
                          while_running)
        return Message("result", message.job, result={}, blobs=(made.result, made.log.encode()))

    def _lease(self, desk: Desk) -> None:
        if self._leased is None:
            with ExitStack() as stack:
                stack.enter_context(device_lease(self._device_folder, self.name, desk.say, desk.check))
                self._leased = stack.pop_all()
