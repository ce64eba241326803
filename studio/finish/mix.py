"""The tracks of a timeline summed into one sound, sample by sample, in flat memory."""

from __future__ import annotations

import math
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.episode.track import Clip, Track, amplitude, samples
from studio.finish.disk_space import room_for
from studio.finish.ducking import DUCKED_KINDS, DuckingCurve, ducking_curve
from studio.media.sound import BLOCK_SAMPLES
from studio.media.wav_file import WavFile
from studio.media.wav_writer import wav_bytes, write_wav_48k

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from numpy.typing import NDArray

    from studio.finish.progress import Progress

FULL_SCALE: Final = 1.0


@dataclass(frozen=True, slots=True)
class MixResult:
    """What was written. `peak` is the largest absolute sample of the sum, 1.0 being full scale; the whole was lowered
    by `lowered_db` so that nothing clips (0: it is the sum as it was)."""

    samples: int
    channels: int
    peak: float
    lowered_db: float


class Mixer:
    """Sums clips of the episode at `folder`; keeps their files open until it is closed. For one thread."""

    def __init__(self, folder: Path, channels: int) -> None:
        self._folder = folder
        self._channels = channels
        self._files: dict[str, WavFile] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the files go."""
        self._open.close()
        self._files.clear()

    def block(self, tracks: Sequence[Track], start: int, count: int,
              ducking: DuckingCurve | None = None) -> NDArray[np.float32]:
        """The sum of these tracks from sample `start` of the timeline on, shape (count, channels), not limited; Foley and
        music go down by `ducking`.

        Raises StudioError("input") for a file that is gone or no sound of the studio.
        """
        if ducking is None:
            return self._sum(tracks, start, count)
        total = self._sum([track for track in tracks if track.kind not in DUCKED_KINDS], start, count)
        ducked = [track for track in tracks if track.kind in DUCKED_KINDS]
        if ducked:
            total += self._sum(ducked, start, count) * ducking.factors(start, count)[:, None]
        return total

    def _sum(self, tracks: Sequence[Track], start: int, count: int) -> NDArray[np.float32]:
        total = np.zeros((count, self._channels), np.float32)
        for track in tracks:
            for clip in track.clips:
                self._add(clip, amplitude(track.gain_db + clip.gain_db), start, total)
        return total

    def _add(self, clip: Clip, gain: float, start: int, total: NDArray[np.float32]) -> None:
        begin, length = samples(clip.start_s), samples(clip.length_s)
        first, last = max(start, begin), min(start + len(total), begin + length)
        if first >= last:
            return
        sound = self._file(clip.file).read(samples(clip.offset_s) + first - begin, last - first)
        sound = sound if sound.shape[1] in (1, self._channels) else as_channels(sound, self._channels)
        sound *= np.float32(gain)
        if _fades(clip, first - begin, last - first):
            sound *= envelope(clip, first - begin, last - first)[:, None]
        total[first - start : last - start] += sound        # one channel is added to every one

    def _file(self, name: str) -> WavFile:
        if name not in self._files:
            self._files[name] = self._open.enter_context(WavFile(self._folder / name))
        return self._files[name]


def _fades(clip: Clip, first: int, count: int) -> bool:
    """Whether a fade reaches into these samples of the clip."""
    return first < samples(clip.fade_in_s) or first + count > samples(clip.length_s) - samples(clip.fade_out_s)


def envelope(clip: Clip, first: int, count: int) -> NDArray[np.float32]:
    """The factors that a clip's fades make of samples `first` to `first + count` of it: linear, from and to 0."""
    place = np.arange(first, first + count, dtype=np.float64)
    factors = np.ones(count)
    rise, fall = samples(clip.fade_in_s), samples(clip.fade_out_s)
    if rise:
        factors *= np.minimum(place / rise, 1)
    if fall:
        factors *= np.clip((samples(clip.length_s) - 1 - place) / fall, 0, 1)
    return factors.astype(np.float32)


def as_channels(sound: NDArray[np.float32], channels: int) -> NDArray[np.float32]:
    """(n, any) -> (n, channels): one channel is heard from both sides, more than two are mixed to one first."""
    if sound.shape[1] == channels:
        return sound
    mono = sound if sound.shape[1] == 1 else sound.mean(axis=1, keepdims=True, dtype=np.float32)
    return np.repeat(mono, channels, axis=1)


def channels_of(folder: Path, tracks: Sequence[Track]) -> int:
    """2 where any of the clips is stereo, else 1."""
    for file in sorted({clip.file for track in tracks for clip in track.clips}):
        with WavFile(folder / file) as sound:
            if sound.channels == 2:
                return 2
    return 1


def mix_tracks(folder: Path, tracks: Sequence[Track], start: int, count: int, out: Path,
               on_progress: Progress | None = None, *, duck_db: float = 0.0, lower: bool = True) -> MixResult:
    """Write samples `start` to `start + count` of the sum of `tracks` to the WAV `out` (48 kHz, float).

    Foley and music go down by `duck_db` while the voice speaks. With `lower`, a sum beyond full scale, which would clip, is
    lowered as a whole until its peak is full scale, and the result says by how much; else it is written as it is.
    `out` appears only when it is whole.
    Raises StudioError: "input" for a file that cannot be read, "disk" where `out` cannot be written.
    """
    channels = channels_of(folder, tracks)
    with Mixer(folder, channels) as mixer, room_for(out, wav_bytes(count, channels)) as temporary:
        job = _Mixdown(mixer, tracks, _ducking(mixer, tracks, duck_db), start, count, channels, on_progress)
        peak = job.write(temporary, 1.0)
        if lower and peak > FULL_SCALE:
            job.write(temporary, FULL_SCALE / peak)
    lowered = 20 * math.log10(peak / FULL_SCALE) if lower and peak > FULL_SCALE else 0.0
    return MixResult(count, channels, peak, lowered)


def _ducking(mixer: Mixer, tracks: Sequence[Track], duck_db: float) -> DuckingCurve | None:
    """How Foley and music among the tracks go down under the voice; None where nothing does."""
    voices = [track for track in tracks if track.kind == "voice" and track.clips]
    if not duck_db or not voices or all(track.kind not in DUCKED_KINDS for track in tracks):
        return None
    return ducking_under(mixer, voices, duck_db)


def ducking_under(mixer: Mixer, voices: Sequence[Track], duck_db: float) -> DuckingCurve:
    """How the rest goes down by `duck_db` under these tracks, which have clips. Raises StudioError as `Mixer.block`."""
    clips = [clip for track in voices for clip in track.clips]
    first, end = min(samples(clip.start_s) for clip in clips), max(samples(clip.end_s) for clip in clips)
    return ducking_curve(lambda start, count: mixer.block(voices, start, count), first, end, duck_db)


@dataclass(frozen=True, slots=True)
class _Mixdown:
    mixer: Mixer
    tracks: Sequence[Track]
    ducking: DuckingCurve | None
    start: int
    count: int
    channels: int
    on_progress: Progress | None

    def write(self, out: Path, factor: float) -> float:
        """Write the sum times `factor`; the peak of what was written."""
        peaks = [0.0]
        write_wav_48k(out, self.channels, self._blocks(factor, peaks))
        return max(peaks)

    def _blocks(self, factor: float, peaks: list[float]) -> Generator[NDArray[np.float32], None, None]:
        for done in range(0, self.count, BLOCK_SAMPLES):
            size = min(BLOCK_SAMPLES, self.count - done)
            block = self.mixer.block(self.tracks, self.start + done, size, self.ducking)
            if factor != 1.0:
                block = np.clip(block * np.float32(factor), -FULL_SCALE, FULL_SCALE)
            peaks.append(float(np.abs(block).max()))
            yield block
            if self.on_progress is not None:
                self.on_progress(done + size, self.count)
