"""When each frame of a video is shown: a table of time stamps, from packets where they can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.media.containers import open_container


@dataclass(frozen=True, eq=False)
class FrameStamps:
    """Time stamps in ticks of the stream's time base, one per frame that can be decoded, in order.

    `timed` is False where they are made up (0, 1, 2 ...): the file has none, or repeats them. `keys` are those
    of frames at which decoding can start. `whole` is False where data was broken; `packets` counts all that
    the file holds, also those that only lead up to an edit.
    """

    stamps: NDArray[np.int64]
    keys: NDArray[np.int64]
    timed: bool
    whole: bool
    packets: int


@dataclass
class _Packets:
    stamps: list[int] = field(default_factory=list)
    keys: list[int] = field(default_factory=list)
    broken: set[int | None] = field(default_factory=set)
    seen: int = 0
    trusted: bool = True
    whole: bool = True


def read_stamps(path: Path, index: int, head: list[int | None]) -> FrameStamps:
    """The stamps of stream `index`, whose first decoded frames have the stamps `head`.

    Packets tell them without decoding; wherever packets and frames could differ, everything is decoded once.
    """
    packets = _demux(path, index)
    stamps = sorted(packets.stamps)
    unique = all(a < b for a, b in pairwise(stamps))
    if packets.trusted and unique and stamps[: len(head)] == head and stamps:
        return _table(stamps, packets.keys, packets)
    return _decode_all(path, index, packets)


def decoded_frames(path: Path, index: int) -> Iterator[av.VideoFrame | None]:
    """Every frame that decodes; None stands for a packet or a read that failed."""
    with open_container(path, "video") as container:
        stream = container.streams.video[index]
        stream.thread_type = "AUTO"
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except av.FFmpegError:
                yield None
                return
            yield from _frames_of(packet)


def _frames_of(packet: av.Packet[av.VideoStream]) -> Iterator[av.VideoFrame | None]:
    try:
        yield from packet.decode()
    except av.FFmpegError:
        yield None


def _demux(path: Path, index: int) -> _Packets:
    found = _Packets()
    with open_container(path, "video") as container:
        try:
            for packet in container.demux(container.streams.video[index]):
                _note(packet, found)
        except av.FFmpegError:
            found.trusted = found.whole = False
    return found


def _note(packet: av.Packet[av.VideoStream], found: _Packets) -> None:
    if packet.size == 0:  # the flush at the end
        return
    if packet.is_corrupt:
        found.broken.add(packet.pts)
        found.trusted = found.whole = False
    if packet.pts is None or (not found.seen and not packet.is_keyframe):
        found.trusted = False
    found.seen += 1
    if packet.pts is None or packet.is_discard:
        return
    found.stamps.append(packet.pts)
    if packet.is_keyframe:
        found.keys.append(packet.pts)


def _decode_all(path: Path, index: int, packets: _Packets) -> FrameStamps:
    stamps: list[int | None] = []
    keys: list[int] = []
    for frame in decoded_frames(path, index):
        if frame is None:
            packets.whole = False
            continue
        if frame.pts is not None and frame.pts in packets.broken:  # half a picture, patched up by the decoder
            continue
        stamps.append(frame.pts)
        if frame.key_frame and frame.pts is not None:
            keys.append(frame.pts)
    known = [stamp for stamp in stamps if stamp is not None]
    if len(known) == len(stamps) and all(a < b for a, b in pairwise(known)):
        return _table(known, keys, packets)
    counted = np.arange(len(stamps), dtype=np.int64)
    return FrameStamps(counted, counted[:1], timed=False, whole=packets.whole, packets=packets.seen)


def _table(stamps: list[int], keys: list[int], packets: _Packets) -> FrameStamps:
    ticks, starts = np.array(stamps, np.int64), np.array(sorted(keys), np.int64)
    return FrameStamps(ticks, starts, timed=True, whole=packets.whole, packets=packets.seen)
