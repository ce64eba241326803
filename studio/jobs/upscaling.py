"""The upscaler's worker, as a step of finishing uses it."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from studio.episode.picture import Picture
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.protocol import Message, pack_picture, unpack_picture
from studio.jobs.upscaler_service import UPSCALER
from studio.jobs.worker_client import Mailbox, WorkerSession, local_worker

PATIENCE_S = 600.0
"""For one picture: on a processor a large network takes minutes."""


class Upscaling:
    """An upscaler with its weights loaded; use as a context manager. `facts`: architecture, scale, device.

    Raises StudioError as `SpandrelUpscaler`, StopRequested where the person stopped it.
    """

    def __init__(self, weights: Path, stage: str, listen: Listener, control: JobControl) -> None:
        self._mailbox: Mailbox = queue.Queue()
        self._control = control
        self._session = WorkerSession(UPSCALER, local_worker, {"weights": str(weights)}, self._mailbox,
                                      lambda line: listen(JobEvent("loading", stage, text=line)))
        self.facts: dict[str, Any] = {}

    def __enter__(self) -> Upscaling:
        try:
            with self._control.reaching(self._mailbox):
                self.facts = dict(self._session.start())
        except BaseException:
            self._session.close(at_once=True)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._session.close(at_once=kind is not None)

    def upscaled(self, pictures: Iterable[Picture], width: int, height: int) -> Iterator[Picture]:
        """Each picture scaled up by the network and brought to `width` x `height`."""
        for number, picture in enumerate(pictures):
            facts, blob = pack_picture(picture)
            wanted = {"picture": facts, "width": width, "height": height}
            with self._control.reaching(self._mailbox):
                answer = self._session.ask(Message("upscale", number, data=wanted, blobs=(blob,)), PATIENCE_S)
            assert answer.result is not None
            yield unpack_picture(answer.result["picture"], answer.blobs[0])
