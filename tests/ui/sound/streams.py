"""A sound device of our own: its time goes on when the test says so, and what it was given is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.ui.sound.device import Fill, NoSoundError, Stream

RATE = 48_000
LATENCY_S = 0.05


@dataclass
class _When:
    outputBufferDacTime: float  # noqa: N815


@dataclass
class HandStream:
    """Asks for a buffer whenever `advance` is called; each is heard 50 ms after it was asked for."""

    fill: Fill
    active: bool = False
    latency: float = LATENCY_S
    time: float = 100.0
    closed: bool = False
    heard: list[NDArray[np.float32]] = field(default_factory=list)

    def start(self) -> None:
        self.active = True

    def stop(self) -> None:
        self.active = False

    def close(self) -> None:
        self.closed = True

    def advance(self, samples: int = 480) -> None:
        """Time goes on by so many samples, at whose beginning the next buffer is asked for."""
        if self.active:
            out = np.full((samples, 2), 9.0, np.float32)
            self.fill(out, samples, _When(self.time + self.latency), None)
            self.heard.append(out)
        self.time += samples / RATE

    @property
    def sound(self) -> NDArray[np.float32]:
        """Everything that was handed over, shape (n, 2)."""
        return np.concatenate(self.heard) if self.heard else np.empty((0, 2), np.float32)


class HandDevice:
    """Opens one HandStream."""

    def __init__(self) -> None:
        self.stream: HandStream | None = None

    def open(self, fill: Fill) -> Stream:
        """As `open_stream`."""
        self.stream = HandStream(fill)
        return self.stream


def no_device(fill: Fill) -> Stream:
    """As `open_stream` on a machine without one."""
    del fill
    raise NoSoundError("Error querying device -1")


class HandClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now
