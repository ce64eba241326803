"""The ffmpeg filters that turn a video's numbers into full-range RGB in the studio's colours."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import ffmpeg

from studio.media.colour_cube import GAMMA
from studio.media.video_info import VideoInfo

_SWSCALE_MATRICES = {"bt2020nc": "bt2020", "bt2020c": "bt2020"}
_SWSCALE_FLAGS = "bicubic+full_chroma_int+accurate_rnd"  # without the last, pictures come out 1 of 255 too dark


class Layout(NamedTuple):
    """Raw planes as ffmpeg writes them: green, blue, red and, with `alpha`, opacity, 8 bits each."""

    pixel_format: str
    planes: int


def layout_of(info: VideoInfo) -> Layout:
    """Planes, because ffmpeg makes them twice as fast as packed RGB and OpenCV packs them at no cost."""
    return Layout("gbrap", 4) if info.alpha else Layout("gbrp", 3)


def to_rgb(video: ffmpeg.Stream, info: VideoInfo, cube: Path | None) -> ffmpeg.Stream:
    """Upright frames (ffmpeg turns them by itself) -> RGB planes at the size shown.

    Matrix and range are always given in words, never left to tags. SDR bt709 keeps its gamma. `cube` is a file
    with `colour_cube.cube_file` in it; HDR and wide colours need one.
    """
    rgb = _matrix_to_rgb(video, info)
    if cube is not None:
        fine = "gbrap16le" if info.alpha else "gbrp16le"
        light = rgb.filter("format", fine).filter("lut3d", file=str(cube), interp="tetrahedral")
        gamma = f"pow(val/65535,1/{GAMMA})*65535"
        rgb = light.filter("lut", c0=gamma, c1=gamma, c2=gamma)
    return rgb.filter("format", layout_of(info).pixel_format)


def _matrix_to_rgb(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    if info.pixel_format.startswith("gray") and not info.colour.full_range:
        video = _stretched_grey(video, info)
    matrix = info.colour.matrix
    named = {} if matrix == "gbr" else {"in_color_matrix": _SWSCALE_MATRICES.get(matrix, matrix)}
    in_range = "full" if info.colour.full_range else "limited"
    return video.filter(
        "scale", info.width, info.height, in_range=in_range, out_range="full", flags=_SWSCALE_FLAGS, **named
    )


def _stretched_grey(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    """Limited range to full by hand: ffmpeg's `scale` takes every grey format for full range."""
    unit, top = 2 ** (info.bit_depth - 8), 2**info.bit_depth - 1
    stretched = f"clip((val-{16 * unit})*{top}/{219 * unit},0,{top})"
    return video.filter("format", info.pixel_format).filter("lut", c0=stretched)
