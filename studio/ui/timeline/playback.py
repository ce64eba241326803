"""The timeline heard: its tracks summed as they play, with every gain, mute and solo as it is now."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from studio.episode.track import Timeline, Track
from studio.finish.mix import Mixer
from studio.ui.sound.device import CHANNELS, StreamOpener, open_stream
from studio.ui.sound.transport import Transport


class TracksSound:
    """Sums the audible tracks; `tracks` may be replaced from another thread at any time."""

    def __init__(self, folder: Path) -> None:
        self.tracks: tuple[Track, ...] = ()
        self._mixer = Mixer(folder, CHANNELS)

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """The sum, kept within full scale; shape (count, 2)."""
        total = self._mixer.block(self.tracks, start, count)
        return np.clip(total, -1.0, 1.0, out=total)

    def close(self) -> None:
        """Let files go."""
        self._mixer.close()


class Playback(Transport):
    """Plays the timeline of the episode at `folder`; in and out, where set, bound a loop."""

    def __init__(self, folder: Path, parent: QObject | None = None, *, opener: StreamOpener = open_stream,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._tracks = TracksSound(folder)
        super().__init__(self._tracks, parent, opener=opener, clock=clock)

    def set_timeline(self, timeline: Timeline) -> None:
        """Play this from now on; while playing, gains, mute and solo are heard within a fifth of a second."""
        self._tracks.tracks = timeline.audible()
        ranged = timeline.in_s is not None or timeline.out_s is not None
        self.set_length(timeline.duration_s, timeline.span_s if ranged else None)
