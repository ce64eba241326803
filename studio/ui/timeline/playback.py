"""The timeline heard: its tracks summed as they play, with every gain, mute and solo as it is now."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from studio.episode.track import Timeline, Track, amplitude
from studio.finish.ducking import DuckingCurve
from studio.finish.mix import Mixer
from studio.ui.sound.device import CHANNELS, StreamOpener, open_stream
from studio.ui.sound.transport import Transport


@dataclass(frozen=True, slots=True)
class Heard:
    """The tracks that are heard, how Foley and music among them go down under the voice (None: not at all), and by how many
    dB the whole is raised."""

    tracks: tuple[Track, ...] = ()
    ducking: DuckingCurve | None = None
    gain_db: float = 0.0


class TracksSound:
    """Sums what is `heard`, as the mix of the export does; it may be replaced from another thread at any time."""

    def __init__(self, folder: Path) -> None:
        self.heard = Heard()
        self._mixer = Mixer(folder, CHANNELS)

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """The sum, kept within full scale; shape (count, 2)."""
        heard = self.heard
        total = self._mixer.block(heard.tracks, start, count, heard.ducking)
        total *= amplitude(heard.gain_db)
        return np.clip(total, -1.0, 1.0, out=total)

    def close(self) -> None:
        """Let files go."""
        self._mixer.close()


class Playback(Transport):
    """Plays the timeline of the episode at `folder`; in and out, where set, bound a loop."""

    def __init__(self, folder: Path, parent: QObject | None = None, *, opener: StreamOpener = open_stream,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self.sound = TracksSound(folder)
        super().__init__(self.sound, parent, opener=opener, clock=clock)

    def set_timeline(self, timeline: Timeline, made: tuple[Track, ...] = (), ducking: DuckingCurve | None = None,
                     gain_db: float = 0.0) -> None:
        """Play this from now on, with the tracks that finishing has made; while playing, gains, mute, solo and ducking are
        heard within a fifth of a second."""
        self.sound.heard = Heard((*timeline.audible(), *made), ducking, gain_db)
        ranged = timeline.in_s is not None or timeline.out_s is not None
        self.set_length(timeline.duration_s, timeline.span_s if ranged else None)
