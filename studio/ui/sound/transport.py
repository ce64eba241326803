"""Play, pause, shuttle and seek: a position in time that sound leads and pictures follow."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.media.sound import SAMPLE_RATE
from studio.ui.sound.device import StreamOpener, open_stream
from studio.ui.sound.run import Run, to_samples
from studio.ui.sound.sound_thread import SoundSource, SoundThread

FASTEST = 8
TICK_MS = 17
log = logging.getLogger(__name__)


class Transport(QObject):
    """The position while playing is that of the sample heard now: samples given to the device, less its latency.

    Without PortAudio or a device the system's clock takes over, and `notice` says so once. Sound is heard at 1x and, by
    dropping every other sample, at 2x; faster and backwards are silent. All calls are for the window's thread.
    """

    position_changed = Signal(float)    # seconds; at most 60 a second
    state_changed = Signal()            # playing or not, speed
    notice = Signal(str)
    _failed = Signal(str)
    _lost = Signal(str)

    def __init__(self, source: SoundSource, parent: QObject | None = None, *, opener: StreamOpener = open_stream,
                 clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._source = source
        self._opener = opener
        self._clock = clock
        self._sound: SoundThread | None = None
        self._has_sound = True
        self._run: Run | None = None
        self._began_at = 0.0            # on the clock, when the run began
        self._place = 0                 # sample, while nothing plays
        self._end = 0
        self._loop: tuple[int, int] | None = None
        self._shown = -1.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._failed.connect(self._say_unreadable)
        self._lost.connect(self._go_on_silently)

    @property
    def position_s(self) -> float:
        """Where playing is now."""
        return self._sample() / SAMPLE_RATE

    @property
    def duration_s(self) -> float:
        """Where it ends."""
        return self._end / SAMPLE_RATE

    @property
    def speed(self) -> int:
        """1, 2, 4, 8, backwards negative, 0 while nothing plays."""
        return self._run.speed if self._run else 0

    @property
    def is_playing(self) -> bool:
        """Whether time goes on."""
        return self._run is not None

    @property
    def is_silent(self) -> bool:
        """Whether there is no device to be heard from."""
        return not self._has_sound

    def set_length(self, duration_s: float, loop_s: tuple[float, float] | None = None) -> None:
        """How long it is, and the range that playing stays in once it is there."""
        end = to_samples(duration_s)
        loop = None if loop_s is None else (to_samples(loop_s[0]), min(to_samples(loop_s[1]), end))
        if (end, loop) == (self._end, self._loop):
            return
        here = self._sample()
        self._end, self._loop = end, loop
        if self._run is not None:
            self._start(here, self._run.speed)
        else:
            self._place = round(min(here, end))
        self._show()

    def play(self, speed: int = 1) -> None:
        """Go on from here at this speed; from the beginning (of the range) where the end was reached."""
        if not self._end or not speed:
            return
        place = self._sample()
        low, high = self._loop or (0, self._end)
        if speed > 0 and place >= self._end:
            place = low
        elif speed < 0 and place <= 0:
            place = high
        self._start(place, max(-FASTEST, min(speed, FASTEST)))

    def pause(self) -> None:
        """Stop here."""
        if self._run is not None:
            self._place = round(self._sample())
            self._halt()

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def shuttle(self, direction: Literal[-1, 1]) -> None:
        """J and L: play that way; again, twice as fast, up to 8x; against the way it plays, begin that way at 1x."""
        faster = self.speed * 2 if self.speed * direction > 0 else direction
        self.play(max(-FASTEST, min(faster, FASTEST)))

    def seek(self, seconds: float) -> None:
        """Go there, playing on if it plays."""
        place = min(max(to_samples(seconds), 0), self._end)
        if self._run is not None:
            self._start(place, self._run.speed)
        else:
            self._place = place
        self._show()

    def close(self) -> None:
        """Stop, and let device and files go."""
        self.pause()
        if self._sound is not None:
            self._sound.close()
            self._sound = None

    def _start(self, place: float, speed: int) -> None:
        changed = speed != self.speed
        self._run = Run(round(place), speed, self._end, self._loop)
        self._began_at = self._clock()
        if self._has_sound:
            self._sound_thread().play(self._run)
        self._timer.start()
        if changed:
            self.state_changed.emit()

    def _halt(self) -> None:
        self._run = None
        self._timer.stop()
        if self._sound is not None:
            self._sound.pause()
        self._show()
        self.state_changed.emit()

    def _sound_thread(self) -> SoundThread:
        if self._sound is None:
            self._sound = SoundThread(self._source, self._opener, self._failed.emit, self._lost.emit)
            self._sound.start()
        return self._sound

    def _played(self) -> float:
        """Samples of the run that are over."""
        if self._has_sound and self._sound is not None and self._run is not None:
            return self._sound.heard_samples(self._run)
        return (self._clock() - self._began_at) * SAMPLE_RATE

    def _sample(self) -> float:
        return self._place if self._run is None else self._run.at(self._played())

    def _tick(self) -> None:
        run = self._run
        if run is not None and run.is_over(self._played()):
            self._place = self._end if run.speed > 0 else 0
            self._halt()
        self._show()

    def _show(self) -> None:
        position = self.position_s
        if position != self._shown:
            self._shown = position
            self.position_changed.emit(position)

    def _say_unreadable(self, message: str) -> None:
        self.notice.emit(message)

    def _go_on_silently(self, why: str) -> None:
        """The device is gone or never was: the same run goes on by the clock from where it was."""
        log.warning("no sound: %s", why)
        place = self._sample()
        self._has_sound = False
        if self._run is not None:
            self._run = Run(round(place), self._run.speed, self._end, self._loop)
            self._began_at = self._clock()
        self.notice.emit(self.tr("No sound can be played here, so playback is silent. `studio doctor` says what is "
                                 "missing."))
