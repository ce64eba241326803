"""A voice as AAC packets, 48 kHz, mono or stereo, with a count of the samples that went in."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from av.audio.frame import AudioFrame
from av.codec.context import Flags

from studio.finish.mp4_packets import open_input, open_mp4
from studio.media.sound import SAMPLE_RATE, sound_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet
    from numpy.typing import NDArray

BIT_RATE = 192_000


class VoiceTrack:
    """The sound of `path` as a stream of `container`, encoded while `packets` is consumed, in flat memory.

    `samples` counts what was encoded so far, at 48 kHz. One channel stays one, two stay two, more are mixed to one.
    Raises StudioError("input") for a file without sound in it.
    """

    def __init__(self, path: Path, container: OutputContainer, bit_rate: int = BIT_RATE) -> None:
        self.samples = 0
        self._path = path
        self._layout = "stereo" if _channels(path) == 2 else "mono"
        self._stream = container.add_stream("aac", rate=SAMPLE_RATE, layout=self._layout)
        self._stream.bit_rate = bit_rate
        self._stream.codec_context.flags |= Flags.bitexact

    @property
    def duration_s(self) -> Fraction:
        """Seconds encoded so far."""
        return Fraction(self.samples, SAMPLE_RATE)

    def packets(self) -> Generator[Packet[AudioStream], None, None]:
        """AAC packets in order, the encoder's 1024 samples of priming before zero; the last one tells its true end."""
        for block in sound_blocks(self._path, mono=self._layout == "mono"):
            yield from self._stream.encode(self._frame(block))
            self.samples += len(block)
        if self.samples:
            yield from self._stream.encode(None)

    def _frame(self, block: NDArray[np.float32]) -> AudioFrame:
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout=self._layout)
        frame.sample_rate = SAMPLE_RATE
        frame.pts, frame.time_base = self.samples, Fraction(1, SAMPLE_RATE)
        return frame


def encode_sound(path: Path, out: Path, on_progress: Callable[[int], None]) -> None:
    """Write the sound of `path` to `out` as an export has it, without a picture; tells the samples encoded so far."""
    with open_mp4(out) as container:
        track = VoiceTrack(path, container)
        with closing(track.packets()) as packets:
            for packet in packets:
                container.mux(packet)
                on_progress(track.samples)


def _channels(path: Path) -> int:
    """How many the first sound of the file has, 0 where there is none: reading it then says so."""
    with open_input(path, "sound") as source:
        return source.streams.audio[0].codec_context.channels if source.streams.audio else 0
