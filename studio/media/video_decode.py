"""Frames of a video by number, streamed out of ffmpeg."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import av
import cv2
import ffmpeg
import numpy as np
from av.container import InputContainer

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.alpha import over_grey
from studio.media.colour_cube import cube_file
from studio.media.decode_filters import layout_of, to_rgb
from studio.media.ffmpeg import FfmpegProcess, file_argument
from studio.media.frame_selection import number_at, seek_stamp, select_expression, split_at_gaps
from studio.media.input_files import shown
from studio.media.video_info import VideoInfo

_Frames: TypeAlias = Generator[tuple[int, Picture], None, None]

_COUNT_BASE = Fraction(1, 1000)
_PIPE_BUFFER = 1 << 20  # bytes PyAV asks for at once; its default of 32 KiB costs a Python call each


def decode_frames(info: VideoInfo, numbers: Sequence[int]) -> _Frames:
    """Yield (number, picture) for these frames, given ascending and without repeats.

    Number n is the n-th frame of `info.stamps`, whatever the intervals between frames. Memory stays flat;
    far-apart numbers are reached by seeking. Closing the iterator early ends ffmpeg. A frame that does not
    decode is left out, and after all others StudioError("damaged") names it.
    Raises ValueError for numbers out of order or outside the video.
    """
    missing: list[int] = []
    for group in split_at_gaps(info, _checked(info, numbers)):
        left = set(group)
        with closing(_decode_group(info, group)) as frames:
            for number, picture in frames:
                left.discard(number)
                yield number, picture
        missing += sorted(left)
    if missing:
        listed = ", ".join(map(str, missing[:10])) + (" ..." if len(missing) > 10 else "")
        raise StudioError("damaged", f"{len(missing)} frames of {shown(info.path)} do not decode: {listed}.")


def _checked(info: VideoInfo, numbers: Sequence[int]) -> list[int]:
    wanted = [int(number) for number in numbers]
    if wanted != sorted(set(wanted)):
        raise ValueError("frame numbers must ascend without repeats")
    if wanted and not 0 <= wanted[0] <= wanted[-1] < info.frame_count:
        raise ValueError(f"frame numbers must be within 0-{info.frame_count - 1}")
    return wanted


def _decode_group(info: VideoInfo, numbers: list[int]) -> _Frames:
    """Decode from the key frame before the first number, or from the start where seeking went past it."""
    start = seek_stamp(info, numbers[0])
    if start is not None:
        with closing(_run(info, numbers, start)) as frames:
            first = next(frames, None)
            if first is not None and first[0] == numbers[0]:
                yield first
                yield from frames
                return
    with closing(_run(info, numbers, None)) as frames:
        yield from frames


def _run(info: VideoInfo, numbers: list[int], start: int | None) -> _Frames:
    wanted, last, any_came = set(numbers), numbers[-1], False
    with _cube(info) as cube, _started(info, _arguments(info, numbers, start, cube)) as process:
        for packet in _packets(process):
            number = number_at(info, Fraction(packet.pts or 0) * packet.time_base)
            if number in wanted:
                any_came = True
                yield number, _picture(packet, info)
            if number == last:
                return
        if not any_came:
            process.finish()


@contextmanager
def _cube(info: VideoInfo) -> Iterator[Path | None]:
    """The colour table of HDR and wide colours as a file, since ffmpeg reads it by name."""
    if not info.colour.wide:
        yield None
        return
    with TemporaryDirectory(prefix="studio-") as folder:
        path = Path(folder) / "to-sdr.cube"
        path.write_bytes(cube_file(info.colour.transfer, info.colour.primaries))
        yield path


def _started(info: VideoInfo, args: list[str]) -> FfmpegProcess:
    return FfmpegProcess(args, task=f"decode {shown(info.path)}", reads_output=True)


def _arguments(info: VideoInfo, numbers: list[int], start: int | None, cube: Path | None) -> list[str]:
    """Raw RGB planes in a NUT stream, which says of each frame when it is shown."""
    source = ffmpeg.input(file_argument(info.path), **_input_options(info, start))[f"v:{info.stream_index}"]
    if not info.timed:
        source = source.filter("settb", str(_COUNT_BASE)).filter("setpts", "N")
    chosen = source.filter("select", select_expression(info, numbers))
    base = info.time_base if info.timed else _COUNT_BASE
    options: dict[str, str | None] = {
        "copyts": None,
        "fps_mode": "passthrough",
        "enc_time_base": f"{base.numerator}:{base.denominator}",
        "c:v": "rawvideo",
        "format": "nut",
    }
    return to_rgb(chosen, info, cube).output("pipe:1", **options).get_args()


def _input_options(info: VideoInfo, start: int | None) -> dict[str, str | None]:
    options: dict[str, str | None] = {} if info.decoder is None else {"c:v": info.decoder}
    if start is not None:
        seconds = f"{float(start * info.time_base):.6f}"
        options |= {"seek_timestamp": "1", "noaccurate_seek": None, "ss": seconds}
    return options


def _packets(process: FfmpegProcess) -> Iterator[av.Packet[av.VideoStream]]:
    try:
        container = _open_pipe(process)
    except av.FFmpegError:  # not one frame came: finish() says why
        return
    with container:
        yield from (packet for packet in container.demux(container.streams.video[0]) if packet.size)


def _open_pipe(process: FfmpegProcess) -> InputContainer:
    quick = {"probesize": "32", "analyzeduration": "0"}
    return av.open(process.output, "r", format="nut", options=quick, buffer_size=_PIPE_BUFFER)


def _picture(packet: av.Packet[av.VideoStream], info: VideoInfo) -> Picture:
    raw = np.frombuffer(memoryview(packet), dtype=np.uint8)
    planes = raw.reshape(layout_of(info).planes, info.height, info.width)
    green, blue, red, *opacity = planes
    packed = np.asarray(cv2.merge([red, green, blue, *opacity]), dtype=np.uint8)
    return over_grey(packed) if opacity else packed
