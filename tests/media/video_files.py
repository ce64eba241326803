"""Small videos with known colours: numbers computed here, by the standards' formulas, stored without loss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.media.ffmpeg import file_argument, run_ffmpeg

COLOURS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (200, 40, 30))
PATCH = 16
"""Pixels across each colour's patch; the patches stand in a row."""

BITS = 16

# Kr and Kb: ITU-R BT.601-7 section 2.5.1, BT.709-6 item 3.2, BT.2020-2 table 4.
LUMA = {"smpte170m": (0.299, 0.114), "bt709": (0.2126, 0.0722), "bt2020nc": (0.2627, 0.0593)}

PRIMARIES_OF = {"smpte170m": "smpte170m", "bt709": "bt709", "bt2020nc": "bt2020"}

LOSSLESS = ("-c:v", "libx264", "-qp", "0", "-preset", "ultrafast")


def patches(colours: Sequence[tuple[int, int, int]] = COLOURS, height: int = PATCH) -> NDArray[np.uint8]:
    """The colours as patches of 16 x `height` pixels in a row, RGB."""
    row = np.array(colours, dtype=np.uint8)[None]
    return row.repeat(height, axis=0).repeat(PATCH, axis=1)


def numbered(count: int) -> NDArray[np.uint8]:
    """Grey frames (count, 16, 128), each showing its own number as sixteen black or white bars."""
    bits = (np.arange(count)[:, None] >> np.arange(BITS)) & 1
    bars: NDArray[np.uint8] = (bits * 255).astype(np.uint8).repeat(8, axis=1)[:, None].repeat(16, axis=1)
    return bars


def number_in(picture: NDArray[np.uint8]) -> int:
    """The number that a frame of `numbered` shows, at whatever size."""
    height, width = picture.shape[:2]
    step = width / BITS
    row = picture[height // 2, :, 1]
    return sum(1 << bit for bit in range(BITS) if row[int((bit + 0.5) * step)] > 127)


def patch_means(picture: NDArray[np.uint8], count: int = len(COLOURS)) -> NDArray[np.float64]:
    """The mean RGB in the middle of each of `count` equal parts of a row, (count, 3)."""
    height, width = picture.shape[:2]
    step = width / count
    middles = [slice(int((i + 0.35) * step), int((i + 0.65) * step) + 1) for i in range(count)]
    rows = slice(int(height * 0.35), int(height * 0.65) + 1)
    return np.stack([picture[rows, m].reshape(-1, 3).mean(axis=0) for m in middles])


def ycbcr(rgb: NDArray[np.float64], matrix: str, *, bits: int = 8, full: bool = False) -> NDArray[np.uint16]:
    """Gamma-coded RGB 0-1 (h, w, 3) -> Y'CbCr numbers, (3, h, w); BT.709-6 items 3.2-3.5, H.273 for full range."""
    kr, kb = LUMA[matrix]
    red, green, blue = np.moveaxis(rgb, -1, 0)
    luma = kr * red + (1 - kr - kb) * green + kb * blue
    cb, cr = (blue - luma) / (2 - 2 * kb), (red - luma) / (2 - 2 * kr)
    top, unit = 2**bits - 1, 2 ** (bits - 8)
    if full:
        planes = np.stack([luma * top, cb * top + 128 * unit, cr * top + 128 * unit])
    else:
        planes = np.stack([(luma * 219 + 16) * unit, (cb * 224 + 128) * unit, (cr * 224 + 128) * unit])
    numbers: NDArray[np.uint16] = np.clip(np.rint(planes), 0, top).astype(np.uint16)
    return numbers


def raw(planes: NDArray[np.uint16], *, bits: int = 8, halved: bool = True) -> bytes:
    """Planes as ffmpeg's rawvideo takes them: 4:2:0 by averaging where `halved`, else 4:4:4."""
    luma, chroma = planes[0], planes[1:]
    if halved:
        two, height, width = chroma.shape
        chroma = np.rint(chroma.reshape(two, height // 2, 2, width // 2, 2).mean(axis=(2, 4))).astype(np.uint16)
    kind = np.dtype("u1" if bits == 8 else "<u2")
    return bytes(luma.astype(kind).tobytes() + chroma.astype(kind).tobytes())


def write_video(
    path: Path,
    data: bytes,
    size: tuple[int, int],
    *,
    pixel_format: str = "yuv420p",
    rate: str = "25",
    codec: Sequence[str] = LOSSLESS,
    tags: Sequence[str] = (),
    before: Sequence[str] = (),
) -> Path:
    """Store raw frames. `tags` go to the input as well: else ffmpeg converts the numbers to fit the tags."""
    source = ["-f", "rawvideo", "-pixel_format", pixel_format, "-video_size", f"{size[0]}x{size[1]}"]
    args = [*source, "-framerate", rate, *before, *tags, "-i", "pipe:0", *codec, *tags, file_argument(path)]
    run_ffmpeg(args, stdin=data, task="make a fixture")
    return path


def colour_tags(matrix: str, *, full: bool = False, transfer: str = "bt709") -> list[str]:
    """The output options that tag a stream."""
    names = ["-colorspace", matrix, "-color_primaries", PRIMARIES_OF[matrix], "-color_trc", transfer]
    return [*names, "-color_range", "pc" if full else "tv"]


def write_colours(path: Path, matrix: str, *, bits: int = 8, full: bool = False, tagged: bool = True) -> Path:
    """Three frames of the five patches, in 4:2:0."""
    return write_rgb(path, patches() / 255.0, matrix, bits=bits, full=full, tagged=tagged)


def write_rgb(
    path: Path,
    rgb: NDArray[np.float64],
    matrix: str,
    *,
    bits: int = 8,
    full: bool = False,
    tagged: bool = True,
    transfer: str = "bt709",
    codec: Sequence[str] = LOSSLESS,
) -> Path:
    """Three frames of this gamma-coded picture (h, w, 3), 0-1, in 4:2:0."""
    data = raw(ycbcr(rgb, matrix, bits=bits, full=full), bits=bits) * 3
    pixel_format = "yuv420p" if bits == 8 else f"yuv420p{bits}le"
    tags = colour_tags(matrix, full=full, transfer=transfer) if tagged else []
    return write_video(path, data, (rgb.shape[1], rgb.shape[0]), pixel_format=pixel_format, tags=tags, codec=codec)


def write_numbered(path: Path, count: int, *options: str, rate: str = "25") -> Path:
    """`count` frames that show their numbers; H.264 with B-frames and a key frame every 30, unless told."""
    codec = ("-c:v", "libx264", "-g", "30", "-bf", "3", "-pix_fmt", "yuv420p", *options)
    return write_video(path, numbered(count).tobytes(), (128, 16), pixel_format="gray", rate=rate, codec=codec)


UNEVEN = ("-vf", "settb=1/1000,setpts=N*40+mod(N*N\\,7)*5", "-fps_mode", "passthrough", "-enc_time_base", "1:1000")
"""Options for frames at n x 40 ms plus 0 to 30 ms."""


def uneven_seconds(count: int) -> NDArray[np.float64]:
    """When frames made with `UNEVEN` are shown."""
    number = np.arange(count)
    return (number * 40 + (number * number) % 7 * 5) / 1000
