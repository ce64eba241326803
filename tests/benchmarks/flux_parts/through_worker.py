"""Takes made through the worker's protocol: frames as bytes there, PNGs back, previews on the way."""

from __future__ import annotations

import os
import queue
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.episode.picture import pixels_sha256
from studio.episode.take_request import ReferenceFace, TakeRequest, TakeSettings
from studio.generate.flux.devices import MEMORY_VARIABLE
from studio.jobs.protocol import Message, pack_picture
from studio.jobs.worker_client import WorkerSession

if TYPE_CHECKING:
    from studio.episode.picture import Picture
    from studio.episode.take_request import OptionValue

_PATIENCE_S, _LOOK_S = 600.0, 0.002
_FIVE = ((200.0, 220.0), (312.0, 220.0), (256.0, 290.0), (210.0, 350.0), (302.0, 350.0))


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of takes took: seconds to load, to the first picture after that, a frame afterwards; bytes at most.

    `left_out`: steps that the step cache left out, in the last take.
    """

    load: float
    first: float
    frame: float
    peak: int
    left_out: int


class FluxWorker:
    """One worker process with random weights, loaded for one set of options."""

    def __init__(self, options: Mapping[str, OptionValue], gib: float, *, offload: bool = False, engine: str = "flux-pulid",
                 words: Sequence[str] = ()) -> None:
        """`words` go to the worker's command line behind `gib`."""
        argv = [sys.executable, "-m", "tests.benchmarks.flux_parts.random_worker", engine, str(gib), *words]
        os.environ[MEMORY_VARIABLE] = "offload" if offload else ""
        self._mailbox: queue.Queue[tuple[object, object]] = queue.Queue()
        load = {"options": dict(options)}
        self._session = WorkerSession(engine, lambda _: argv, load, self._mailbox, lambda _: None)
        self._options = tuple(sorted(options.items()))
        started = time.perf_counter()
        self._session.start()
        self.load = time.perf_counter() - started
        self._reference = _picture(0, 512, 512)
        facts, blob = pack_picture(self._reference)
        self._session.send(Message("reference", data=facts, blobs=(blob,)))
        self._job = 0

    def make(self, settings: TakeSettings, frames: int) -> Run:
        """`frames` takes after a first; the source frames are 1080x1920, as a telephone films."""
        settings = replace(settings, options=self._options)
        began = time.perf_counter()
        self._send(settings, 0)
        self._receive()
        first = time.perf_counter() - began
        for number in range(1, frames + 1):
            self._send(settings, number)
        self._receive()
        began = time.perf_counter()
        for _ in range(frames - 1):
            self._receive()
        frame = (time.perf_counter() - began) / (frames - 1)
        return Run(self.load, first, frame, self._said("peak"), self._said("left out"))

    def cancel(self, settings: TakeSettings) -> float:
        """Seconds from asking a take in the making to stop, to its having stopped."""
        self._send(replace(settings, options=self._options), 1000)
        while self._next().event != "progress":
            pass
        began = time.perf_counter()
        self._session.send(Message("cancel", self._job))
        while f"job {self._job} was dropped" not in self._log():
            time.sleep(_LOOK_S)
        return time.perf_counter() - began

    def close(self) -> None:
        """End the process."""
        self._session.close()

    def _send(self, settings: TakeSettings, number: int) -> None:
        self._job += 1
        frame = _picture(self._job, 1080, 1920)
        pixels = pixels_sha256(frame)
        reference = ReferenceFace(pixels_sha256(self._reference), _FIVE)
        request = TakeRequest(pixels, None, (reference,), "benchmark", replace(settings, seed=number), "1")
        facts, blob = pack_picture(frame, pixels)
        data = {"request": request.canonical_json(), "frame": facts}
        self._session.send(Message("make", self._job, data=data, blobs=(blob,)))

    def _receive(self) -> None:
        """Wait for the next take."""
        while self._next().event != "result":
            pass

    def _next(self) -> Message:
        _, what = self._mailbox.get(timeout=_PATIENCE_S)
        if not isinstance(what, Message) or what.event == "error":
            raise RuntimeError(f"the worker failed: {what}\n{self._log()}")
        return what

    def _said(self, what: str) -> int:
        """The number that the worker's log says last of `what`."""
        found = re.findall(rf"^{what} (\d+)$", self._log(), re.MULTILINE)
        return int(found[-1]) if found else 0

    def _log(self) -> str:
        worker: Any = self._session.worker
        return str(worker.log_tail) if worker else ""


def _picture(seed: int, width: int, height: int) -> Picture:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
