"""Pictures through a pipe into H.264: High, yuv420p, bt709 in limited range, closed GOPs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import ffmpeg
import numpy as np

from studio.episode.errors import StudioError
from studio.media.ffmpeg import FfmpegProcess, file_argument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction
    from pathlib import Path

    from studio.episode.picture import Picture

SpeedPreset: TypeAlias = Literal[
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"
]

_THREADS = 8
"""x264's bits depend on how many threads it has, not on the machine: a fixed number gives equal files everywhere."""

_KEY_FRAME_SECONDS = 10
"""The longest wait for a place to seek to; x264's own default (250 frames) at 25 frames a second."""


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """fps as an exact fraction; crf 1 (best) to 51, 18 being visually lossless; x264's preset.

    `key_frames`: frames beside the first where the video may be cut: nothing before one refers past it, nor back.
    Raises StudioError("usage") for values x264 has no meaning for.
    """

    fps: Fraction
    crf: int = 18
    preset: SpeedPreset = "medium"
    key_frames: tuple[int, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.fps <= 0:
            raise StudioError("usage", f"{self.fps} frames a second cannot be encoded: give a rate above 0.")
        if not 1 <= self.crf <= 51:
            raise StudioError("usage", f"crf {self.crf} is outside 1 to 51: 18 is the usual one.")
        if self.preset not in get_args(SpeedPreset):
            raise StudioError("usage", f"x264 has no preset {self.preset!r}: medium is the usual one.")


@dataclass(frozen=True, slots=True)
class EncodedVideo:
    """What was written: size in pixels (even), frames, and what was changed on the way."""

    width: int
    height: int
    frames: int
    notices: tuple[str, ...]


def encode_video(
    pictures: Iterable[Picture],
    settings: VideoSettings,
    out: Path,
    on_frame: Callable[[int], None] | None = None,
) -> EncodedVideo:
    """Write `pictures`, all of one size, to the MP4 `out`; equal pictures and settings give equal bytes.

    H.264 4:2:0 wants even sizes: of an odd one the last column or row is repeated, and a notice says so.
    `on_frame(done)` is called after each picture; what it raises ends ffmpeg and passes on. A half-written `out`
    is the caller's to remove (`atomic_path`).
    Raises StudioError: "nothing" without pictures, "input" where sizes differ, "disk" where `out` cannot be written.
    """
    stream = iter(pictures)
    first = next(stream, None)
    if first is None:
        raise StudioError("nothing", "There is no picture to encode.")
    height, width = first.shape[0] + first.shape[0] % 2, first.shape[1] + first.shape[1] % 2
    with FfmpegProcess(_arguments(width, height, settings, out), task="encode the video", takes_input=True) as process:
        frames = 0
        for frames, picture in enumerate(_same_sized(first, stream), start=1):
            process.write(even_sized(picture).data)
            if on_frame is not None:
                on_frame(frames)
        process.finish()
    return EncodedVideo(width, height, frames, tuple(_size_notices(first)))


def even_sized(picture: Picture) -> Picture:
    """The picture with its last column or row repeated where its width or height is odd, C-contiguous."""
    odd_rows, odd_columns = picture.shape[0] % 2, picture.shape[1] % 2
    if odd_rows or odd_columns:
        return np.pad(picture, ((0, odd_rows), (0, odd_columns), (0, 0)), mode="edge")
    return np.ascontiguousarray(picture)


def _arguments(width: int, height: int, settings: VideoSettings, out: Path) -> list[str]:
    piped = piped_pictures(width, height, settings.fps)
    return piped.output(file_argument(out), **x264_options(settings)).get_args()


def piped_pictures(width: int, height: int, fps: Fraction) -> ffmpeg.Stream:
    """Full-range RGB pictures of this size that ffmpeg reads from its input, as limited-range bt709 YUV.

    The matrix is really applied: a tag alone shifts every colour. `bitexact` and `accurate_rnd` make the conversion equal
    on every processor; the tags follow the pictures.
    """
    raw = ffmpeg.input("pipe:0", f="rawvideo", pixel_format="rgb24", s=f"{width}x{height}", framerate=str(fps))
    return (
        raw.filter(
            "scale", in_range="pc", out_range="tv", out_color_matrix="bt709",
            flags="bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact",
        )
        .filter("format", "yuv420p")
        .filter("setparams", range="tv", color_primaries="bt709", color_trc="bt709", colorspace="bt709")
    )


def x264_options(settings: VideoSettings) -> dict[str, str | int]:
    """ffmpeg's options of an MP4 by x264, the same bytes for the same pictures on every machine."""
    options: dict[str, str | int] = {
        "c:v": "libx264", "profile:v": "high", "preset": settings.preset, "crf": settings.crf, "threads": _THREADS,
        "g": key_frame_distance(settings.fps), "x264-params": "open-gop=0",
        "fflags": "+bitexact", "flags:v": "+bitexact", "f": "mp4",
    }
    if settings.key_frames:
        options["force_key_frames"] = "expr:" + "+".join(f"eq(n,{frame})" for frame in settings.key_frames)
    return options


def key_frame_distance(fps: Fraction) -> int:
    """Frames from one place to seek to, to the next, at most."""
    return round(_KEY_FRAME_SECONDS * fps)


def _same_sized(first: Picture, rest: Iterator[Picture]) -> Iterator[Picture]:
    yield first
    for number, picture in enumerate(rest, start=1):
        if picture.shape != first.shape:
            message = (
                f"Picture {number} of the video is {picture.shape[1]}x{picture.shape[0]}, the first is "
                f"{first.shape[1]}x{first.shape[0]}: a video has one size."
            )
            raise StudioError("input", message)
        yield picture


def _size_notices(picture: Picture) -> list[str]:
    height, width = picture.shape[:2]
    if height % 2 == 0 and width % 2 == 0:
        return []
    return [
        f"Video needs even sizes: the pictures are {width}x{height}, so their last "
        f"{' and '.join(part for part, size in (('column', width), ('row', height)) if size % 2)} is repeated "
        f"({width + width % 2}x{height + height % 2})."
    ]
