"""The sound of any media file read at any place, without decoding what comes before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.media.containers import open_container
from studio.media.input_files import shown
from studio.media.sound import SAMPLE_RATE

_BEFORE = 8192          # samples decoded ahead of a place, so that a codec that overlaps its blocks is in step
_FAR = 4 * SAMPLE_RATE  # further on than this, seeking is quicker than decoding


class SoundReader:
    """48 kHz samples of the first sound of a file, 1 or 2 channels as it has them (more are mixed to 1).

    Raises StudioError("input") for what is no media file. A file without sound has `channels` 0. For one thread.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._container = open_container(path, "video")
        streams = self._container.streams.audio
        self._stream = streams[0] if streams else None
        found = self._stream.codec_context.channels if self._stream else 0
        self.channels = found if found <= 2 else 1
        self._frames: Iterator[tuple[int, NDArray[np.float32]]] = iter(())
        self._held = np.empty((0, max(1, self.channels)), np.float32)
        self._at = 0                # the sample that `_held` begins at
        self._seek(0)

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """`count` samples from sample `start` on, shape (count, channels); silence before, behind and between."""
        if self._stream is None:
            return np.zeros((count, 1), np.float32)
        if not self._at <= start <= self._at + len(self._held) + _FAR:
            self._seek(start)
        try:
            self._decode_until(start, start + count)
        except FFmpegError as error:
            raise StudioError("input", f"The sound of {shown(self._path)} is damaged: export it again.",
                              str(error)) from error
        return self._cut(start, count)

    def close(self) -> None:
        """Let the file go."""
        self._container.close()

    def _seek(self, start: int) -> None:
        if self._stream is None:
            return
        place = max(0, start - _BEFORE)
        self._container.seek(round(place / SAMPLE_RATE * 1_000_000), backward=True)
        self._frames = self._decoded(AudioResampler("fltp", self._layout(), SAMPLE_RATE))
        self._held, self._at = self._held[:0], place

    def _layout(self) -> str:
        return "stereo" if self.channels == 2 else "mono"

    def _decoded(self, resampler: AudioResampler) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """(first sample, samples (n, channels)) of each frame from here on."""
        for frame in self._container.decode(self._stream):
            assert isinstance(frame, AudioFrame)
            first = round(float((frame.pts or 0) * frame.time_base) * SAMPLE_RATE) if frame.time_base else 0
            for even in resampler.resample(frame):
                samples = even.to_ndarray().T.astype(np.float32)
                yield first, samples
                first += len(samples)

    def _decode_until(self, start: int, end: int) -> None:
        """Hold what reaches from `start` to `end`, and let go of what lies before."""
        while self._at + len(self._held) < end:
            found = next(self._frames, None)
            if found is None:
                return
            self._append(*found)
            passed = min(start - self._at, len(self._held))
            if passed > 0:
                self._held, self._at = self._held[passed:], self._at + passed

    def _append(self, first: int, samples: NDArray[np.float32]) -> None:
        if not len(self._held):
            self._held, self._at = samples, first
            return
        gap = first - (self._at + len(self._held))
        silence = np.zeros((max(0, gap), self._held.shape[1]), np.float32)
        self._held = np.concatenate((self._held, silence, samples[max(0, -gap):]))

    def _cut(self, start: int, count: int) -> NDArray[np.float32]:
        block = np.zeros((count, self._held.shape[1]), np.float32)
        first, last = max(start, self._at), min(start + count, self._at + len(self._held))
        if first < last:
            block[first - start : last - start] = self._held[first - self._at : last - self._at]
        return block
