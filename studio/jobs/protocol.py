"""What window, command line and workers say to one another: length-framed messages on pipes.

A frame is the magic `FMS1`, the header's length (4 bytes, big endian), the header (UTF-8 JSON), then the blobs, whose
lengths the header lists. Pictures travel as bytes with their sha256; never as paths, shared memory or pickles, so a
worker behind `ssh -T` is a worker like any other.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Literal, TypeAlias, cast, get_args

import numpy as np

from studio.episode.errors import ErrorKind, StudioError
from studio.episode.picture import Picture, pixels_sha256

PROTOCOL_VERSION = 1
ANALYZER_PREFIX = "analyzer:"
FINISH_PREFIX = "finish:"
"""A worker's name is an engine's, or the first and an analyzer's, or the second and that of an engine of finishing."""

MAGIC = b"FMS1"
_LONGEST_HEADER = 16 << 20
_LONGEST_BODY = 1 << 30
_PREFIX = struct.Struct(">4sI")

Event: TypeAlias = Literal[
    "hello",        # up, once: protocol, software, name, revision, process
    "load",         # down: bring the weights in; up: "ready" with facts, or "error"
    "loading",      # up: still loading, a line to show
    "ready",
    "reference",    # down: a reference picture, kept by its sha256 until the worker ends
    "make",         # down: one TakeRequest and its frame
    "identity",     # down: which of the references count, and how much
    "look",         # down: what is to be said of each reference and of them together; no identity is kept
    "observe",      # down: one picture to analyze, and to score against the identity if there is one
    "upscale",      # down: one picture and the size it is wanted in
    "cancel",       # down: drop the job with this number
    "alive",        # down: nothing to say, but the line stands; only over a line
    "end",          # down: nothing more is wanted, as against an input that just ends; only over a line
    "run",          # down: a video, and a voice, for an engine of finishing to work on
    "echo",         # down: send the blobs back, to measure a line
    "progress",     # up
    "preview",      # up
    "result",       # up
    "error",        # up
]


class ProtocolError(Exception):
    """The other side speaks something else."""


class CutMessageError(ProtocolError):
    """The stream ended inside a message: the other side, or the line to it, is gone."""


@dataclass(frozen=True, slots=True)
class Message:
    """One flat message in either direction. `progress` is (done, of), `memory` (bytes used, bytes there are) of the
    worker's device; blobs belong to `preview` or `data`."""

    event: Event
    job: int = 0
    progress: tuple[int, int] | None = None
    memory: tuple[int, int] | None = None
    preview: Mapping[str, Any] | None = None
    result: Mapping[str, Any] | None = None
    error: Mapping[str, str] | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    blobs: tuple[bytes, ...] = ()


def write_message(stream: BinaryIO, message: Message) -> None:
    """Write one frame and flush it; OSError where the pipe is gone."""
    header: dict[str, Any] = {"event": message.event, "job": message.job}
    for name in ("progress", "memory", "preview", "result", "error"):
        if getattr(message, name) is not None:
            header[name] = getattr(message, name)
    if message.data:
        header["data"] = dict(message.data)
    header["blobs"] = [len(blob) for blob in message.blobs]
    text = json.dumps(header, allow_nan=False).encode("utf-8")
    stream.write(_PREFIX.pack(MAGIC, len(text)) + text)
    for blob in message.blobs:
        stream.write(blob)
    stream.flush()


def read_message(stream: BinaryIO) -> Message | None:
    """The next frame; None where the stream ended between frames.

    Raises ProtocolError for anything that is not our frame, CutMessageError where the stream ends inside one.
    """
    magic = _read_exactly(stream, len(MAGIC), may_end=True)
    if magic is None:
        return None
    length = int.from_bytes(_read_exactly(stream, _PREFIX.size - len(MAGIC)) or b"", "big") if magic == MAGIC else 0
    if magic != MAGIC or length > _LONGEST_HEADER:
        raise ProtocolError(f"these are no messages of ours: {magic!r}")
    text = _read_exactly(stream, length) or b""
    try:
        header = json.loads(text)
        sizes = [int(size) for size in header["blobs"]]
        message = Message(
            header["event"], int(header["job"]), _pair(header.get("progress")), _pair(header.get("memory")),
            header.get("preview"), header.get("result"), header.get("error"), header.get("data", {}),
        )
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ProtocolError(f"a message cannot be read: {error}") from error
    if sum(sizes) > _LONGEST_BODY or any(size < 0 for size in sizes):
        raise ProtocolError("a message claims an impossible size")
    blobs = tuple(_read_exactly(stream, size) or b"" for size in sizes)
    return replace(message, blobs=blobs)


def _pair(given: Sequence[Any] | None) -> tuple[int, int] | None:
    return None if given is None else (int(given[0]), int(given[1]))


def _read_exactly(stream: BinaryIO, size: int, *, may_end: bool = False) -> bytes | None:
    parts: list[bytes] = []
    missing = size
    while missing:
        part = stream.read(missing)
        if not part:
            if may_end and missing == size:
                return None
            raise CutMessageError("the stream ended inside a message")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def pack_picture(picture: Picture, sha256: str | None = None) -> tuple[dict[str, Any], bytes]:
    """A picture as its description and its raw bytes; `sha256` where it is known already."""
    facts = {"width": picture.shape[1], "height": picture.shape[0], "sha256": sha256 or pixels_sha256(picture)}
    return facts, np.ascontiguousarray(picture).tobytes()


def unpack_picture(facts: Mapping[str, Any], blob: bytes) -> Picture:
    """The inverse; raises ProtocolError where the bytes do not fit their description or their sha256."""
    width, height = int(facts["width"]), int(facts["height"])
    if width < 1 or height < 1 or width * height * 3 != len(blob):
        raise ProtocolError(f"a picture of {width}x{height} came with {len(blob)} bytes")
    picture = np.frombuffer(blob, dtype=np.uint8).reshape(height, width, 3)
    if pixels_sha256(picture) != facts["sha256"]:
        raise ProtocolError("a picture was damaged on its way")
    return picture


def error_to_fields(error: StudioError) -> dict[str, str]:
    """An error as the message's `error` part."""
    return {"kind": error.kind, "message": error.message, "detail": error.detail}


def error_from_fields(fields: Mapping[str, str]) -> StudioError:
    """The inverse of `error_to_fields`."""
    kind = fields.get("kind", "")
    known = kind if kind in get_args(ErrorKind) else "worker"
    message = fields.get("message", "The worker failed without a word.")
    return StudioError(cast("ErrorKind", known), message, fields.get("detail", ""))
