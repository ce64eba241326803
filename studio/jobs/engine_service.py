"""An engine as a worker's service: looks a take up in the cache, makes it where it is not there."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

from studio import SOFTWARE
from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.episode.take_request import OptionValue, TakeRequest
from studio.generate.engine import Cancelled, Engine, EngineJob, Made, StepPreview
from studio.generate.open_engine import open_engine
from studio.jobs.device_lease import device_lease
from studio.jobs.protocol import Message, ProtocolError, pack_picture, unpack_picture
from studio.jobs.take_cache import TakeCache
from studio.jobs.worker import Desk, JobDropped
from studio.media.pictures import encode_png, read_picture
from studio.media.thumbnails import thumbnail_jpeg

OpenEngine: TypeAlias = Callable[[str, Mapping[str, OptionValue]], Engine]


class EngineService:
    """Makes takes. References are sent once and kept by their sha256; `open_by_name` finds the engine.

    `device_folder` is where the lease of the device lies, which is held until the process ends; None: none is needed.
    """

    def __init__(self, name: str, cache: TakeCache, open_by_name: OpenEngine = open_engine,
                 device_folder: Path | None = None) -> None:
        self.name = name
        self._cache = cache
        self._open = open_by_name
        self._engine: Engine | None = None
        self._references: dict[str, Picture] = {}
        self._finished_at = 0.0         # takes overlap a little: each costs the time since the one before
        self._device_folder = device_folder
        self._leased = ExitStack()

    @property
    def beside(self) -> int:
        """One picture is encoded while the next is made."""
        return 1

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """Open the engine with its options; the facts that enter every key."""
        if self._device_folder is not None:
            self._leased.enter_context(device_lease(self._device_folder, self.name, desk.say, desk.check))
        desk.say(f"loading {self.name}")
        started = time.perf_counter()
        engine = self._open(self.name, dict(data.get("options", {})))
        notices = engine.load()
        facts = engine.describe()
        self._engine = engine
        return {
            "name": engine.name, "label": engine.label, "revision": engine.revision, "weights": facts.weights,
            "precision": facts.precision, "cache_mode": facts.cache_mode, "device": facts.device, "notices": notices,
            "uses_frame_landmarks": engine.uses_frame_landmarks,
            "uses_reference_landmarks": engine.uses_reference_landmarks,
            "seconds": time.perf_counter() - started,
        }

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """`reference` keeps a picture; `make` makes a take."""
        if message.event == "reference":
            self._references[message.data["sha256"]] = unpack_picture(message.data, message.blobs[0])
            return None
        if message.event == "make":
            return self._make(message, desk)
        raise ProtocolError(f"an engine does not know '{message.event}'")

    def _make(self, message: Message, desk: Desk) -> Message | None:
        request = TakeRequest.from_json(message.data["request"])
        self._require_references(request)
        with ExitStack() as held:
            held.enter_context(self._cache.making(request.key, desk.check))
            png = self._cache.get(request.key)
            if png is not None:
                return _result(message.job, request, png, read_picture(png), None, "cache")
            started = time.perf_counter()
            made = self._run(request, message, desk)
            held_on = held.pop_all()
        desk.finish_later(lambda: self._finish(message.job, request, made, started, held_on))
        return None

    def _run(self, request: TakeRequest, message: Message, desk: Desk) -> Made:
        assert self._engine is not None
        frame = unpack_picture(message.data["frame"], message.blobs[0])
        job = EngineJob(request, frame, [self._references[item.pixels] for item in request.references])

        making = True

        def on_step(step: StepPreview) -> None:
            try:
                desk.progress(step.step, step.steps, step.memory)
            except JobDropped as dropped:
                if making:
                    raise Cancelled from dropped
            if step.note:
                desk.say(step.note)
            if step.picture is not None:
                desk.preview(*pack_picture(step.picture))

        try:
            return self._engine.make(job, on_step)
        except Cancelled as cancelled:
            raise JobDropped from cancelled
        finally:
            making = False      # what is as good as made is finished, whoever waits for it

    def _finish(self, job: int, request: TakeRequest, made: Made, started: float, held: ExitStack) -> Message:
        assert self._engine is not None
        with held:
            picture = made() if callable(made) else made
            now = time.perf_counter()
            seconds, self._finished_at = now - max(started, self._finished_at), now
            png = encode_png(picture)
            notice = self._keep(request.key, png)
            print(f"made {request.key} in {seconds:.3f} s", file=sys.stderr, flush=True)
        return _result(job, request, png, picture, seconds, self._engine.describe().device, notice)

    def _keep(self, key: str, png: bytes) -> str:
        """Keep a take in the cache; a cache that cannot be written costs only time, so it is said and no more."""
        try:
            self._cache.put(key, png)
        except StudioError as error:
            return f"The cache of finished takes is not kept: {error.message}"
        return ""

    def _require_references(self, request: TakeRequest) -> None:
        missing = [item.pixels[:12] for item in request.references if item.pixels not in self._references]
        if missing:
            raise StudioError("worker", f"The worker was not sent the reference pictures {', '.join(missing)}.")


def _result(job: int, request: TakeRequest, png: bytes, picture: Picture, seconds: float | None,
            device: str, notice: str = "") -> Message:
    result = {"key": request.key, "seconds": seconds, "device": device, "software": SOFTWARE,
              "width": picture.shape[1], "height": picture.shape[0], "notice": notice}
    return Message("result", job, result=result, blobs=(png, thumbnail_jpeg(picture)))

