"""Foley that works on any machine, a draft: the tone of a room, and cloth and air that follow the picture's motion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import ffmpeg
import numpy as np

from studio.finish.disk_space import room_for
from studio.finish.mp4_packets import packet_facts
from studio.media.ffmpeg import FfmpegProcess, file_argument
from studio.media.input_files import shown
from studio.media.sound import SAMPLE_RATE
from studio.media.wav_writer import wav_bytes, write_wav_48k

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction
    from pathlib import Path

    from numpy.typing import NDArray

    from studio.finish.progress import Progress

TITLE = "Foley · draft"

_BLOCK: Final = 1 << 16
_SIDE: Final = 64                   # motion is looked for in pictures of 64x64 grey pixels
_STRONG: Final = 4.0                # mean difference (0-255) per 1/25 s from which on motion is strong
_PER_SECOND: Final = 25.0
_EVEN: Final = 30                   # percentile of a video's motion that counts as its even flicker
_SMOOTH_S: Final = 0.05
_GRAIN_HZ: Final = 11.0             # how often cloth rubs


@dataclass(frozen=True, slots=True)
class _Noise:
    """Band of a noise in Hz, and its level in dB against full scale (root mean square) where it is loudest."""

    low: float
    high: float
    level_db: float

    @property
    def amplitude(self) -> float:
        return float(10 ** (self.level_db / 20))


_ROOM, _CLOTH, _AIR = _Noise(40, 500, -60), _Noise(900, 5200, -42), _Noise(140, 700, -46)


@dataclass(frozen=True, slots=True)
class DraftFoley:
    """What was written: samples at 48 kHz, and the strongest movement heard (0 none to 1)."""

    samples: int
    strongest: float


def draft_foley(video: Path, samples: int, seed: int, out: Path, on_progress: Progress | None = None) -> DraftFoley:
    """Write `samples` samples to the WAV `out` (48 kHz, one channel, float): room tone, and the sounds of `video`.

    Only changes of the motion are heard: a picture that flickers evenly makes no sound of its own. Beyond the video's
    end there is room tone alone. The same video, seed and number of samples give the same bytes. Picture and sound
    are read and written piece by piece; `out` appears only when it is whole.
    Raises StudioError as `packet_facts`, "disk" where `out` cannot be written.
    """
    fps = packet_facts(video).fps
    motion = movement(picture_motion(video, on_progress and partial(on_progress, 0, samples)), fps)
    with room_for(out, wav_bytes(samples, 1)) as temporary:
        write_wav_48k(temporary, 1, _counted(foley_blocks(motion, fps, samples, seed), samples, on_progress))
    return DraftFoley(samples, float(motion.max(initial=0)))


def picture_motion(video: Path, on_frame: Callable[[], object] | None = None) -> NDArray[np.float32]:
    """Mean absolute difference of each frame to the one before, 0-255 in grey, shape (frames,); the first is 0.

    `on_frame` is called at each frame; raise from it to cancel.
    """
    process = FfmpegProcess(_grey_arguments(video), task=f"see the motion of {shown(video)}", reads_output=True)
    steps, before = [], None
    with process:
        while len(data := process.output.read(_SIDE * _SIDE)) == _SIDE * _SIDE:
            grey = np.frombuffer(data, np.uint8).astype(np.int16)
            steps.append(0.0 if before is None else float(np.abs(grey - before).mean()))
            before = grey
            if on_frame is not None:
                on_frame()
        process.finish()
    return np.array(steps, np.float32)


def movement(motion: NDArray[np.float32], fps: Fraction) -> NDArray[np.float32]:
    """How strongly something moves at each frame, 0-1, from `picture_motion`: above the video's even flicker."""
    if not len(motion):
        return motion
    from scipy.ndimage import gaussian_filter1d

    rate = motion * (float(fps) / _PER_SECOND)
    rate[0] = rate[min(1, len(rate) - 1)]
    strength = np.clip((rate - np.percentile(rate, _EVEN)) / _STRONG, 0, 1)
    return np.asarray(gaussian_filter1d(strength, _SMOOTH_S * float(fps), mode="nearest"), dtype=np.float32)


def foley_blocks(
    strength: NDArray[np.float32], fps: Fraction, samples: int, seed: int
) -> Iterator[NDArray[np.float32]]:
    """The sound in blocks (n,), `samples` in all: `strength` (0-1) is that of the movement at each frame of `fps`."""
    seeds = np.random.SeedSequence(seed).spawn(4)
    room, cloth, air = (_Band(noise, one) for noise, one in zip((_ROOM, _CLOTH, _AIR), seeds[:3], strict=True))
    grain = _Band(_Noise(0.5, _GRAIN_HZ, 0), seeds[3])
    centres = (np.arange(len(strength)) + 0.5) * (SAMPLE_RATE / float(fps))
    for first in range(0, samples, _BLOCK):
        count = min(_BLOCK, samples - first)
        place = np.arange(first, first + count)
        gain = np.interp(place, centres, strength, right=0.0) if len(strength) else np.zeros(count)
        rubbing = np.abs(grain.next(count)) * gain
        yield (room.next(count) + cloth.next(count) * rubbing + air.next(count) * gain**2).astype(np.float32)


class _Band:
    """Noise of a band, block after block, its root mean square being the band's amplitude."""

    def __init__(self, noise: _Noise, seed: np.random.SeedSequence) -> None:
        from scipy.signal import butter, sosfilt_zi, sosfreqz

        self._random = np.random.Generator(np.random.PCG64(seed))
        self._filter = butter(2, (noise.low, noise.high), "bandpass", fs=SAMPLE_RATE, output="sos")
        self._state = sosfilt_zi(self._filter) * 0.0
        _, response = sosfreqz(self._filter, SAMPLE_RATE)
        self._scale = noise.amplitude / float(np.sqrt(np.mean(np.abs(response) ** 2)))

    def next(self, count: int) -> NDArray[np.float64]:
        """The next `count` samples."""
        from scipy.signal import sosfilt

        white = self._random.standard_normal(count)
        sound, self._state = sosfilt(self._filter, white, zi=self._state)
        return np.asarray(sound * self._scale, dtype=np.float64)


def _grey_arguments(video: Path) -> list[str]:
    small = ffmpeg.input(file_argument(video))["v:0"].filter("scale", _SIDE, _SIDE, flags="area+bitexact")
    return small.filter("format", "gray").output("pipe:1", format="rawvideo", fps_mode="passthrough").get_args()


def _counted(
    blocks: Iterator[NDArray[np.float32]], samples: int, on_progress: Progress | None
) -> Iterator[NDArray[np.float32]]:
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        if on_progress is not None:
            on_progress(done, samples)
