"""The ffmpeg filters that turn a video's numbers into full-range RGB in the studio's colours."""

from __future__ import annotations

from typing import NamedTuple

import ffmpeg

from studio.media.video_info import VideoInfo

_SWSCALE_MATRICES = {"bt2020nc": "bt2020", "bt2020c": "bt2020"}
_SWSCALE_FLAGS = "bicubic+full_chroma_int"
_REFERENCE_WHITE = 203
"""Nits of diffuse white in HDR: ITU-R BT.2408-7, table 1."""


class Layout(NamedTuple):
    """Raw planes as ffmpeg writes them: green, blue, red and, with `alpha`, opacity, 8 bits each."""

    pixel_format: str
    planes: int


def layout_of(info: VideoInfo) -> Layout:
    """Planes, because ffmpeg makes them twice as fast as packed RGB and OpenCV packs them at no cost."""
    return Layout("gbrap", 4) if info.alpha and not info.colour.wide else Layout("gbrp", 3)


def to_rgb(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    """Upright frames (ffmpeg turns them by itself) -> RGB planes at the size shown.

    Matrix and range are always given in words, never left to tags. SDR bt709 keeps its gamma. Wide primaries
    are converted to bt709; PQ and HLG are linearised with 203 nits as 1.0, compressed by the Mobius curve
    (linear below 0.3, so that skin keeps its tones) and given bt709's gamma.
    """
    rgb = _wide_to_rgb(video, info) if info.colour.wide else _matrix_to_rgb(video, info)
    return rgb.filter("format", layout_of(info).pixel_format)


def _matrix_to_rgb(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    matrix = info.colour.matrix
    named = {} if matrix == "gbr" else {"in_color_matrix": _SWSCALE_MATRICES.get(matrix, matrix)}
    in_range = "full" if info.colour.full_range else "limited"
    return video.filter(
        "scale", info.width, info.height, in_range=in_range, out_range="full", flags=_SWSCALE_FLAGS, **named
    )


def _wide_to_rgb(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    colour = info.colour
    source = {
        "matrixin": colour.matrix,
        "primariesin": colour.primaries,
        "transferin": colour.transfer,
        "rangein": "full" if colour.full_range else "limited",
    }
    target = {"matrix": "gbr", "primaries": "bt709", "transfer": "bt709", "range": "full"}
    if not colour.hdr:
        return _sized(video.filter("zscale", **source, **target), info)
    light = video.filter("zscale", **source, matrix="gbr", transfer="linear", range="full", npl=_REFERENCE_WHITE)
    narrow = light.filter("format", "gbrpf32le").filter("zscale", primaries="bt709")
    mapped = narrow.filter("tonemap", "mobius", param=0.3, desat=0)
    return _sized(mapped.filter("zscale", **target), info)


def _sized(video: ffmpeg.Stream, info: VideoInfo) -> ffmpeg.Stream:
    return video.filter("format", "gbrp").filter("scale", info.width, info.height, flags="bicubic")
