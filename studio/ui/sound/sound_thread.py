"""Feeds the sound device: blocks are read ahead on a thread, and the device's callback only copies them."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.media.sound import SAMPLE_RATE
from studio.ui.sound.device import CHANNELS, BufferTime, NoSoundError, Stream, StreamOpener
from studio.ui.sound.run import Run

BLOCK = 1024
SAMPLES_AHEAD = 8 * BLOCK       # 0.17 s: how long a change of gain takes to be heard
HEARD_UP_TO = 2                 # times: faster than that, and backwards, sound says nothing
_LOOK_EVERY_S = 0.02


class SoundSource(Protocol):
    """Where sound comes from; everything is called on the sound's own thread."""

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """`count` samples from sample `start` on, shape (count, 2); StudioError where they cannot be read."""

    def close(self) -> None:
        """Let files go."""


class Feed:
    """The sound of one run on its way to the device, and how much of it was heard."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._blocks: deque[NDArray[np.float32]] = deque()
        self._used = 0              # of the first block
        self._read = 0              # samples put into blocks
        self._given = 0             # samples handed to the device
        self._heard_from: tuple[int, float] | None = None

    def read_ahead(self, source: SoundSource) -> None:
        """Read what is kept ready ahead of the device; on the sound's thread."""
        while self._read - self._given < SAMPLES_AHEAD and not self.run.is_over(self._read):
            block = self._next(source)
            self._read += len(block)
            self._blocks.append(block)

    @property
    def given(self) -> int:
        """How many samples the device was handed."""
        return self._given

    def fill(self, out: NDArray[np.float32], heard_at: float) -> None:
        """Copy what is ready into `out`, silence after it; `heard_at` is when its first sample will be heard."""
        filled = 0
        while filled < len(out) and self._blocks:
            block = self._blocks[0]
            size = min(len(out) - filled, len(block) - self._used)
            out[filled : filled + size] = block[self._used : self._used + size]
            self._used += size
            filled += size
            if self._used == len(block):
                self._used = 0
                self._blocks.popleft()
        out[filled:] = 0
        if filled:
            self._heard_from = (self._given, heard_at)
            self._given += filled

    def heard(self, now: float) -> float:
        """How many samples of the run were heard by `now` on the stream's clock."""
        if self._heard_from is None:
            return 0.0
        given, heard_at = self._heard_from
        return min(max(0.0, given + (now - heard_at) * SAMPLE_RATE), self._given)

    def _next(self, source: SoundSource) -> NDArray[np.float32]:
        speed = self.run.speed
        if not 0 < speed <= HEARD_UP_TO:
            return np.zeros((BLOCK, CHANNELS), np.float32)
        place, ahead = int(self.run.at(self._read)), self.run.samples_ahead(self._read)
        count = max(1, min(BLOCK, ahead // speed))
        sound = source.block(place, count * speed)
        return sound if speed == 1 else sound.reshape(count, speed, -1).mean(axis=1, dtype=np.float32)


class SoundThread(threading.Thread):
    """Opens the device and keeps it fed.

    On this thread, `failed` is called with a sentence where the source cannot be read (silence plays on instead), and
    `lost` with a reason for the log where there is no device, or no longer: then nothing is heard any more.
    """

    def __init__(self, source: SoundSource, open_stream: StreamOpener, failed: Callable[[str], None],
                 lost: Callable[[str], None]) -> None:
        super().__init__(name="sound", daemon=True)
        self._source = source
        self._open_stream = open_stream
        self._failed = failed
        self._lost = lost
        self._wishes: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._stream: Stream | None = None
        self._feed: Feed | None = None

    def play(self, run: Run) -> None:
        """Play this instead of what plays now."""
        self._feed = None
        self._wishes.put(run)

    def pause(self) -> None:
        """Be silent at once."""
        self._feed = None
        self._wishes.put(None)

    def close(self) -> None:
        """End the thread and let device and files go; waits until that is done."""
        self._closing.set()
        self._wishes.put(None)
        if self.is_alive():
            self.join()

    def heard_samples(self, run: Run) -> float:
        """How many samples of this run were heard so far; 0 while it has not begun."""
        feed, stream = self._feed, self._stream
        if feed is None or stream is None or feed.run is not run:
            return 0.0
        try:
            return feed.heard(stream.time)
        except NoSoundError:            # the device just went; the thread will say so
            return feed.given

    def run(self) -> None:
        """The thread."""
        try:
            self._stream = self._open_stream(self._fill)
            self._serve(self._stream)
            self._stream.close()
        except NoSoundError as error:
            self._lost(str(error))
        finally:
            self._source.close()

    def _serve(self, stream: Stream) -> None:
        while not self._closing.is_set():
            try:
                wish = self._wishes.get(timeout=None if self._feed is None else _LOOK_EVERY_S)
            except queue.Empty:
                self._feed_more(stream)
                continue
            while not self._wishes.empty():
                wish = self._wishes.get()
            self._obey(stream, wish)

    def _obey(self, stream: Stream, wish: Run | None) -> None:
        if wish is None:
            if stream.active:
                stream.stop()
            return
        feed = Feed(wish)
        self._read(feed)
        if self._wishes.empty():
            self._feed = feed
        if not stream.active:
            stream.start()

    def _feed_more(self, stream: Stream) -> None:
        feed = self._feed
        if feed is None:
            return
        self._read(feed)
        if not stream.active:
            raise NoSoundError("the device went away")

    def _read(self, feed: Feed) -> None:
        try:
            feed.read_ahead(self._source)
        except StudioError as error:
            self._failed(error.message)
            self._source = _Silence(self._source)

    def _fill(self, out: NDArray[np.float32], frames: int, when: BufferTime, flags: object) -> None:
        del frames, flags
        feed, stream = self._feed, self._stream
        if feed is None or stream is None:
            out.fill(0)
        else:
            feed.fill(out, when.outputBufferDacTime or stream.time + stream.latency)


class _Silence:
    """In place of a source that cannot be read."""

    def __init__(self, before: SoundSource) -> None:
        self.close = before.close

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        """Nothing to hear."""
        del start
        return np.zeros((count, CHANNELS), np.float32)
