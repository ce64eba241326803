"""A loop as video: one unit (whole periods of the palindrome) encoded once, then joined by copying packets.

The unit starts with a key frame, its groups of pictures are closed, and it has one more key frame where the voice
ends within it: so whole units follow one another, and the last one is cut, without encoding anything twice.
"""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.episode.errors import StudioError
from studio.finish.disk_space import room_for
from studio.finish.frame_diff import NeighbourMeter
from studio.finish.mp4_packets import add_video_like, open_mp4, packet_facts, video_packets
from studio.finish.picture_stream import DEFAULT_MEMORY, stream_pictures
from studio.media.input_files import shown
from studio.media.pictures import fit_picture, read_picture
from studio.media.video_encode import VideoSettings, encode_video

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from av.packet import Packet
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from studio.episode.picture import Picture
    from studio.finish.loop import LoopPlan
    from studio.finish.picture_stream import PictureReader
    from studio.finish.progress import Progress
    from studio.media.video_encode import SpeedPreset

_PROGRESS_EVERY = 100


@dataclass(frozen=True, slots=True)
class EncodedPeriod:
    """What `encode_period` wrote: size in pixels (even), frames, what was changed on the way, how much it moves.

    `neighbours`: the steps between the picks for `loop_difference`, measured at the video's size; NaN: not shown.
    """

    width: int
    height: int
    frames: int
    notices: tuple[str, ...]
    neighbours: NDArray[np.float64]


def encode_period(
    pictures: PictureReader | Sequence[Path],
    plan: LoopPlan,
    out: Path,
    on_progress: Progress | None = None,
    *,
    crf: int = 18,
    preset: SpeedPreset = "medium",
    memory: int = DEFAULT_MEMORY,
) -> EncodedPeriod:
    """Encode the unit of `plan` (`plan.unit` frames) to the MP4 `out`, ready for `join_periods`.

    `pictures` gives the pick of a number, from several threads at once, or names their files. The first one's size
    is the video's; others are made to fit (covering it, cropped), and a notice counts them. `memory` bounds the
    decoded pictures held. `out` appears only when it is whole.
    Raises StudioError as `read_picture` and `encode_video`, "disk" naming the folder and its space.
    """
    settings = VideoSettings(plan.fps, crf, preset, (plan.rest,) if plan.rest else ())
    reader = _FittingReader(pictures if callable(pictures) else _file_reader(pictures))
    shown = plan.indices_of(plan.unit).tolist()
    stream = stream_pictures(reader, shown, memory)
    meter = NeighbourMeter(plan.picks)

    def report(done: int) -> None:
        if on_progress is not None:
            on_progress(done, plan.unit)

    with closing(stream), room_for(out) as temporary:
        encoded = encode_video(_measured(stream, shown, meter), settings, temporary, report)
    notices = (*encoded.notices, *reader.notices())
    return EncodedPeriod(encoded.width, encoded.height, encoded.frames, notices, meter.differences)


def join_periods(period: Path, plan: LoopPlan, out: Path, on_progress: Progress | None = None) -> None:
    """Write all `plan.frames` frames to the MP4 `out` by copying the packets of `period` (of `encode_period`).

    Time stamps run on without a gap, memory stays flat and nothing is decoded: an hour takes seconds.
    Raises StudioError: "damaged" where `period` was made for another plan, "disk" where `out` cannot be written.
    """
    facts = packet_facts(period)
    if (facts.frames, facts.fps) != (plan.unit, plan.fps):
        message = (
            f"{shown(period)} holds {facts.frames} frames at {facts.fps} a second where the loop needs {plan.unit} "
            f"at {plan.fps}: encode it again."
        )
        raise StudioError("damaged", message)
    with room_for(out, period.stat().st_size * plan.frames // plan.unit) as temporary, open_mp4(temporary) as container:
        target = add_video_like(container, period)
        for done, packet in enumerate(_repeated(period, target, plan, facts.ticks), start=1):
            container.mux(packet)
            if on_progress is not None and (done % _PROGRESS_EVERY == 0 or done == plan.frames):
                on_progress(done, plan.frames)


def _measured(stream: Iterator[Picture], shown: Sequence[int], meter: NeighbourMeter) -> Iterator[Picture]:
    for pick, picture in zip(shown, stream, strict=True):
        meter.see(pick, picture)
        yield picture


def _repeated(period: Path, target: VideoStream, plan: LoopPlan, ticks: int) -> Iterator[Packet[VideoStream]]:
    whole = plan.frames // plan.unit
    for repetition in range(whole):
        yield from video_packets(period, target, repetition * plan.unit * ticks)
    if plan.rest:
        yield from video_packets(period, target, whole * plan.unit * ticks, plan.rest)


def _file_reader(paths: Sequence[Path]) -> PictureReader:
    def read(number: int) -> Picture:
        return read_picture(paths[number])

    return read


class _FittingReader:
    """Gives every picture the size of the first one read; safe on several threads once that one is."""

    def __init__(self, read: PictureReader) -> None:
        self._read = read
        self._shape: tuple[int, ...] | None = None
        self._fitted: set[int] = set()
        self._lock = threading.Lock()

    def __call__(self, number: int) -> Picture:
        picture = self._read(number)
        if self._shape is None:
            self._shape = picture.shape
        if picture.shape == self._shape:
            return picture
        with self._lock:
            self._fitted.add(number)
        return fit_picture(picture, self._shape[1], self._shape[0], "cover")

    def notices(self) -> list[str]:
        if not self._fitted or self._shape is None:
            return []
        return [f"Pictures of another size were cropped to {self._shape[1]}x{self._shape[0]}: {len(self._fitted)}."]
