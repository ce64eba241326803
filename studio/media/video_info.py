"""What a video file holds: every fact that decoding it exactly and showing it rightly needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.media.colour_tags import ColourTags


@dataclass(frozen=True, eq=False)
class VideoInfo:
    """A video as the studio sees it.

    `width` and `height` are as shown: after rotation (degrees counter-clockwise, as stored) and with square
    pixels. `frame_times` are seconds, ascending, from 0, one per frame that can be decoded; `fps` is their
    mean rate. `stamps` and `keys` are the same frames (and those where decoding can start) in ticks of
    `time_base`, `timed` False where the file has no usable ones. `decoder` names a decoder that ffmpeg would
    not choose by itself.
    """

    path: Path
    width: int
    height: int
    frame_times: NDArray[np.float64]
    fps: float
    variable_rate: bool
    duration_s: float
    rotation: int
    pixel_aspect: Fraction
    codec: str
    pixel_format: str
    bit_depth: int
    colour: ColourTags
    alpha: bool
    has_audio: bool
    stream_index: int
    stamps: NDArray[np.int64]
    keys: NDArray[np.int64]
    time_base: Fraction
    timed: bool
    decoder: str | None
    notices: tuple[str, ...]

    @property
    def frame_count(self) -> int:
        return len(self.stamps)

    @property
    def full_range(self) -> bool:
        return self.colour.full_range

    @property
    def matrix(self) -> str:
        return self.colour.matrix

    @property
    def primaries(self) -> str:
        return self.colour.primaries

    @property
    def transfer(self) -> str:
        return self.colour.transfer

    @property
    def hdr(self) -> bool:
        return self.colour.hdr
