"""The sound device, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.media.sound import SAMPLE_RATE

CHANNELS = 2
Result = TypeVar("Result")


class BufferTime(Protocol):
    """When a buffer will be heard, in seconds of the stream's clock; 0 where the system cannot tell."""

    @property
    def outputBufferDacTime(self) -> float:  # noqa: N802  PortAudio's name
        """The moment its first sample is heard."""


Fill: TypeAlias = Callable[[NDArray[np.float32], int, BufferTime, object], None]
"""Fills a buffer (n, 2); called on the device's own thread, so it never waits."""


class Stream(Protocol):
    """What we use of a PortAudio stream."""

    @property
    def active(self) -> bool:
        """Whether it asks for buffers."""

    @property
    def latency(self) -> float:
        """Seconds from a buffer's filling until it is heard."""

    @property
    def time(self) -> float:
        """Its clock, in seconds."""

    def start(self) -> None:
        """Begin to ask for buffers."""

    def stop(self) -> None:
        """Play what was given and stop asking."""

    def close(self) -> None:
        """Let the device go."""


StreamOpener: TypeAlias = Callable[[Fill], Stream]


class NoSoundError(Exception):
    """There is no way to be heard here; its text is for the log."""


def open_stream(fill: Fill) -> Stream:
    """Open the system's usual device for 48 kHz stereo; NoSoundError where there is none.

    May take some tenths of a second: not for the window's thread.
    """
    try:
        import sounddevice
    except (ImportError, OSError) as error:         # the module, or the system's PortAudio, is not installed
        raise NoSoundError(str(error)) from error
    return _PortAudioStream(sounddevice.PortAudioError, partial(
        sounddevice.OutputStream, samplerate=SAMPLE_RATE, channels=CHANNELS, dtype="float32", callback=fill))


class _PortAudioStream:
    """A stream whose failures are NoSoundError, whatever PortAudio calls them."""

    def __init__(self, failure: type[Exception], opened: Callable[[], Stream]) -> None:
        self._failure = failure
        self._stream = self._tried(opened)

    @property
    def active(self) -> bool:
        return self._tried(lambda: self._stream.active)

    @property
    def latency(self) -> float:
        return self._tried(lambda: self._stream.latency)

    @property
    def time(self) -> float:
        return self._tried(lambda: self._stream.time)

    def start(self) -> None:
        self._tried(self._stream.start)

    def stop(self) -> None:
        self._tried(self._stream.stop)

    def close(self) -> None:
        self._tried(self._stream.close)

    def _tried(self, step: Callable[[], Result]) -> Result:
        try:
            return step()
        except (self._failure, ValueError) as error:
            raise NoSoundError(str(error)) from error
