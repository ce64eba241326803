"""Looking at a video file: its frames' times, its shape, its colours, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.stream import Disposition
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.media.colour_tags import ColourTags, resolve_tags
from studio.media.containers import open_container
from studio.media.input_files import shown
from studio.media.shown_size import shown_size
from studio.media.stream_times import FrameStamps, decoded_frames, read_stamps
from studio.media.video_info import VideoInfo

__all__ = ["VideoInfo", "probe_video"]

_HEAD_FRAMES = 10
_MOST_PIXELS = 100_000_000
_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
_FALLBACK_RATE = Fraction(25)


@dataclass(frozen=True)
class _Header:
    """What the container says before anything is decoded."""

    index: int
    codec: str
    time_base: Fraction
    rate: Fraction
    aspect: Fraction
    frames_promised: int
    alpha_mode: bool
    has_audio: bool


def probe_video(path: Path) -> VideoInfo:
    """Look at a video file without keeping its pictures.

    Untagged colours follow the convention in `colour_tags.resolve_tags`. Of a truncated file the frames that
    decode are kept and a notice says so. Raises StudioError("input"): no such file, a folder, empty, not a
    video, sound only, no frame that decodes, above 100 megapixels.
    """
    header = _read_header(path)
    head = list(islice(decoded_frames(path, header.index), _HEAD_FRAMES))
    stamps = read_stamps(path, header.index, [None if frame is None else frame.pts for frame in head])
    first = next((frame for frame in head if frame is not None), None) or _first_frame(path, header.index)
    if first is None or len(stamps.stamps) == 0:
        raise StudioError("input", f"{shown(path)} holds no picture that can be decoded: export it again.")
    return _info(path, header, first, stamps)


def _read_header(path: Path) -> _Header:
    with open_container(path, "video") as container:
        moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
        if not moving:
            raise StudioError("input", _no_pictures(path, sound=bool(container.streams.audio)))
        stream = moving[0]
        return _Header(
            index=container.streams.video.index(stream),
            codec=stream.codec_context.name,
            time_base=stream.time_base or Fraction(1, 1000),
            rate=stream.average_rate or stream.guessed_rate or _FALLBACK_RATE,
            aspect=stream.sample_aspect_ratio or Fraction(1),
            frames_promised=_promised(container, stream),
            alpha_mode=stream.metadata.get("alpha_mode") == "1",
            has_audio=bool(container.streams.audio),
        )


def _no_pictures(path: Path, *, sound: bool) -> str:
    if sound:
        return f"{shown(path)} holds only sound: give a file with moving pictures, and this one as the voice."
    return f"{shown(path)} holds no moving pictures."


def _promised(container: InputContainer, stream: av.VideoStream) -> int:
    """How many frames the file says it has; 0 where it does not say."""
    if stream.frames:
        return stream.frames
    rate = stream.average_rate
    lasting = _tag_seconds(stream.metadata.get("DURATION", ""))
    if not lasting and len(container.streams) == 1 and container.duration and container.format.name != "mpegts":
        lasting = container.duration / av.time_base
    return round(lasting * rate) if rate else 0


def _tag_seconds(tag: str) -> float:
    """Matroska's DURATION tag, HH:MM:SS.fraction, in seconds; 0 where there is none."""
    match = re.fullmatch(r"(\d+):(\d+):(\d+(?:\.\d+)?)", tag)
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else 0.0


def _first_frame(path: Path, index: int) -> av.VideoFrame | None:
    return next((frame for frame in decoded_frames(path, index) if frame is not None), None)


def _info(path: Path, header: _Header, frame: av.VideoFrame, table: FrameStamps) -> VideoInfo:
    times = _times(table, header)
    variable = _is_variable(times, header.time_base)
    fps = _mean_rate(times, header, variable=variable)
    colour = _colour(frame)
    aspect = header.aspect if header.aspect > 0 else Fraction(1)
    width, height = shown_size(frame.width, frame.height, aspect, frame.rotation)
    if width * height > _MOST_PIXELS:
        raise StudioError("input", f"The pictures of {shown(path)} are larger than 100 megapixels: scale it down.")
    decoder = _ALPHA_DECODERS.get(header.codec) if header.alpha_mode else None
    return VideoInfo(
        path=path,
        width=width,
        height=height,
        frame_times=times,
        fps=fps,
        variable_rate=variable,
        duration_s=float(times[-1]) + 1 / fps,
        rotation=frame.rotation,
        pixel_aspect=aspect,
        codec=header.codec,
        pixel_format=frame.format.name,
        bit_depth=max(part.bits for part in frame.format.components),
        colour=colour,
        alpha=decoder is not None or _shows_through(frame),
        has_audio=header.has_audio,
        stream_index=header.index,
        stamps=table.stamps,
        keys=table.keys,
        time_base=header.time_base,
        timed=table.timed,
        decoder=decoder,
        notices=(*colour.notices, *_notices(header, frame, table)),
    )


def _times(table: FrameStamps, header: _Header) -> NDArray[np.float64]:
    tick = float(header.time_base if table.timed else 1 / header.rate)
    times: NDArray[np.float64] = (table.stamps - table.stamps[0]).astype(np.float64) * tick
    return times


def _mean_rate(times: NDArray[np.float64], header: _Header, *, variable: bool) -> float:
    """Frames per second; the container's exact fraction where time stamps differ from it by rounding only."""
    if len(times) < 2:
        return float(header.rate)
    lasts = (len(times) - 1) / header.rate
    if not variable and abs(float(times[-1]) - float(lasts)) <= 2 * header.time_base:
        return float(header.rate)
    return (len(times) - 1) / float(times[-1])


def _is_variable(times: NDArray[np.float64], time_base: Fraction) -> bool:
    """Whether some interval differs from the usual one by a tenth and more than rounding to ticks explains."""
    steps = np.diff(times)
    if len(steps) < 2:
        return False
    usual = float(np.median(steps))
    return bool(np.max(np.abs(steps - usual)) > 0.1 * usual + 1.01 * float(time_base))


def _colour(frame: av.VideoFrame) -> ColourTags:
    return resolve_tags(
        matrix=int(frame.colorspace),
        primaries=int(frame.color_primaries),
        transfer=int(frame.color_trc),
        colour_range=int(frame.color_range),
        pixel_format=frame.format.name,
        is_rgb=frame.format.is_rgb,
        height=frame.height,
    )


def _shows_through(frame: av.VideoFrame) -> bool:
    return frame.format.has_palette or any(part.is_alpha for part in frame.format.components)


def _notices(header: _Header, frame: av.VideoFrame, table: FrameStamps) -> tuple[str, ...]:
    count = len(table.stamps)
    notices = []
    if not table.whole or table.packets < 0.98 * header.frames_promised - 1:
        promised = f" of {header.frames_promised}" if header.frames_promised > count else ""
        notices.append(f"the video is cut off or damaged: {count}{promised} frames can be used")
    if not table.timed:
        notices.append(f"the video has no usable time stamps: {float(header.rate):g} frames a second are assumed")
    if frame.interlaced_frame:
        notices.append("the video is interlaced: each frame holds two moments, deinterlace it for clean edges")
    return tuple(notices)
