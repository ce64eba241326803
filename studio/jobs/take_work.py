"""One take on its way through the pipeline, and the messages that send it on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.episode.frame_table import FrameRow
from studio.episode.picture import Picture
from studio.episode.take_request import TakeRequest
from studio.jobs.protocol import Message, pack_picture


@dataclass(slots=True)
class TakeWork:
    """Which frame and seed, and what is known so far. `shown`: the making was told of."""

    frame: FrameRow
    seed: int
    picture: Picture | None = None
    pixels: str = ""
    request: TakeRequest | None = None
    take_id: int | None = None
    stage: Literal["face", "make", "score"] = "make"
    shown: bool = False


def observe_take(path: Path, job: int) -> Message:
    """The message that has a take's picture scored; read only when it is sent."""
    return Message("observe", job, data={"score": True}, blobs=(path.read_bytes(),))


def observe_frame(work: TakeWork, job: int) -> Message:
    """The message that has a source frame's faces found."""
    assert work.picture is not None
    facts, blob = pack_picture(work.picture, work.pixels)
    return Message("observe", job, data={"picture": facts}, blobs=(blob,))


def make_take(work: TakeWork, job: int) -> Message:
    """The message that has a take made."""
    assert work.picture is not None
    assert work.request is not None
    facts, blob = pack_picture(work.picture, work.pixels)
    return Message("make", job, data={"request": work.request.canonical_json(), "frame": facts}, blobs=(blob,))
