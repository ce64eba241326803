"""Video in MP4 files, read and written packet by packet without decoding."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
from av.error import FFmpegError

from studio.episode.errors import StudioError
from studio.media.containers import open_container
from studio.media.ffmpeg import file_argument
from studio.media.input_files import shown

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from av.container import InputContainer, OutputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

_WRITING = {"fflags": "+bitexact", "movie_timescale": "240000"}
"""No dates and versions; and a clock in which frames (24 to 120/1.001) and 48 kHz samples are whole numbers."""


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """What the header of an MP4 says of its video; `ticks` is the length of a frame in the stream's time base."""

    frames: int
    fps: Fraction
    ticks: int

    @property
    def duration_s(self) -> Fraction:
        return self.frames / self.fps


def packet_facts(path: Path) -> PacketFacts:
    """Frames and rate of an MP4 of constant rate, from its header; StudioError("input") for any other file."""
    with open_input(path, "video") as container:
        stream = _video_stream(container, path)
        fps = _fraction(stream.average_rate)
        ticks = 1 / (fps * _fraction(stream.time_base)) if fps else Fraction(0)
        if not ticks or ticks.denominator != 1 or not stream.frames:
            raise StudioError("input", f"{shown(path)} is no video of constant frame rate: make it again.")
        return PacketFacts(stream.frames, fps, int(ticks))


@contextlib.contextmanager
def open_input(path: Path, what: str) -> Iterator[InputContainer]:
    """The opened file; what cannot be opened or read becomes StudioError("input") naming it as `what`."""
    try:
        with open_container(path, what) as container:
            yield container
    except FFmpegError as error:
        message = f"The {what} file {shown(path)} is damaged: copy or make it again."
        raise StudioError("input", message, str(error)) from error


@contextlib.contextmanager
def open_mp4(path: Path, **options: str) -> Iterator[OutputContainer]:
    """An MP4 to write, the same bytes for the same packets (no dates, no versions); `options` of the muxer."""
    try:
        with av.open(file_argument(path), "w", format="mp4", container_options=_WRITING | options) as container:
            yield container
    except FFmpegError as error:
        if isinstance(error, OSError):  # the disk's own words: said by who knows the final name
            raise
        raise StudioError("input", "The video cannot be put together: make the loop again.", str(error)) from error


def add_video_like(container: OutputContainer, path: Path) -> VideoStream:
    """A stream for packets of the video `path`, on the same time base."""
    with open_input(path, "video") as source:
        template = _video_stream(source, path)
        stream = container.add_stream_from_template(template)
        stream.time_base = template.time_base
    return stream


def video_packets(
    path: Path, target: VideoStream, offset: int = 0, limit: int | None = None
) -> Generator[Packet[VideoStream], None, None]:
    """The video packets of `path` in decoding order, moved by `offset` ticks and addressed to `target`.

    `limit`: only the first so many, which must end at a key frame (else they refer to what is missing).
    """
    with open_input(path, "video") as source:
        packets = (packet for packet in source.demux(_video_stream(source, path)) if packet.size)
        for number, packet in enumerate(packets):
            if number == limit:
                _require_key_frame(packet, path)
                return
            if packet.pts is None or packet.dts is None:
                raise _no_time_stamps(path)
            packet.pts += offset
            packet.dts += offset
            packet.stream = target
            yield packet


def _require_key_frame(packet: Packet[VideoStream], path: Path) -> None:
    if not packet.is_keyframe:
        raise StudioError("damaged", f"{shown(path)} cannot be cut there: it was encoded for another length.")


def _no_time_stamps(path: Path) -> StudioError:
    return StudioError("input", f"{shown(path)} has packets without time stamps: make it again.")


def _video_stream(container: InputContainer, path: Path) -> VideoStream:
    if not container.streams.video:
        raise StudioError("input", f"{shown(path)} has no video in it.")
    return container.streams.video[0]


def _fraction(value: Fraction | None) -> Fraction:
    return Fraction(0) if value is None else Fraction(value.numerator, value.denominator)
