"""A voice as AAC packets, 48 kHz, mono or stereo, with a count of the samples that went in."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

from av.audio.resampler import AudioResampler
from av.codec.context import Flags

from studio.episode.errors import StudioError
from studio.finish.mp4_packets import open_input
from studio.media.input_files import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.packet import Packet

SAMPLE_RATE = 48_000
BIT_RATE = 192_000


class VoiceTrack:
    """The sound of `path` as a stream of `container`, encoded while `packets` is consumed, in flat memory.

    `samples` counts what was encoded so far, at 48 kHz. One channel stays one, more become two.
    Raises StudioError("input") for a file without sound in it.
    """

    def __init__(self, path: Path, container: OutputContainer) -> None:
        self.samples = 0
        self._path = path
        with open_input(path, "voice") as source:
            channels = _sound(source, path).codec_context.channels
        self._stream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono" if channels == 1 else "stereo")
        self._stream.bit_rate = BIT_RATE
        self._stream.codec_context.flags |= Flags.bitexact

    @property
    def duration_s(self) -> Fraction:
        """Seconds encoded so far."""
        return Fraction(self.samples, SAMPLE_RATE)

    def packets(self) -> Iterator[Packet[AudioStream]]:
        """AAC packets in order, the encoder's 1024 samples of priming before zero; the last one tells its true end."""
        resampler = AudioResampler(format="fltp", layout=self._stream.layout, rate=SAMPLE_RATE)
        with open_input(self._path, "voice") as source:
            for frame in chain(source.decode(_sound(source, self._path)), [None]):
                for piece in resampler.resample(frame):
                    piece.pts, piece.time_base = self.samples, Fraction(1, SAMPLE_RATE)
                    self.samples += piece.samples
                    yield from self._stream.encode(piece)
        if self.samples:
            yield from self._stream.encode(None)


def _sound(source: InputContainer, path: Path) -> AudioStream:
    if not source.streams.audio:
        raise StudioError("input", f"{shown(path)} has no sound in it: give a recording of the voice.")
    return source.streams.audio[0]
