"""The upscaler as a worker's service: pictures in, larger pictures out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.jobs.device_lease import device_lease
from studio.jobs.protocol import Message, ProtocolError, pack_picture, unpack_picture
from studio.jobs.worker import Desk
from studio.media.resizing import resize

if TYPE_CHECKING:
    from studio.finish.spandrel_upscaler import SpandrelUpscaler

UPSCALER = "upscaler"


class UpscalerService:
    """Works on this machine only: the weights are named by their path. The device's lease lies in `device_folder`."""

    name = UPSCALER

    def __init__(self, device_folder: Path) -> None:
        self._device_folder = device_folder
        self._leased = ExitStack()
        self._upscaler: SpandrelUpscaler | None = None

    @property
    def beside(self) -> int:
        """One picture at a time."""
        return 0

    def load(self, data: Mapping[str, Any], desk: Desk) -> Mapping[str, Any]:
        """Load the weights; which network they are, and where it runs."""
        self._leased.enter_context(device_lease(self._device_folder, self.name, desk.say, desk.check))
        desk.say(f"loading the upscaler {Path(data['weights']).name}")
        from studio.finish.spandrel_upscaler import SpandrelUpscaler

        self._upscaler = SpandrelUpscaler(Path(data["weights"]))
        return {"architecture": self._upscaler.architecture, "scale": self._upscaler.scale, "device": self._upscaler.device}

    def handle(self, message: Message, desk: Desk) -> Message | None:
        """`upscale`: the picture scaled up by the network, then brought to `width` x `height`."""
        desk.check()
        if message.event != "upscale" or self._upscaler is None:
            raise ProtocolError(f"an upscaler does not know '{message.event}'")
        picture = unpack_picture(message.data["picture"], message.blobs[0])
        made = resize(self._upscaler.upscale(picture), int(message.data["width"]), int(message.data["height"]))
        facts, blob = pack_picture(made)
        return Message("result", message.job, result={"picture": facts}, blobs=(blob,))
