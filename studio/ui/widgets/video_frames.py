"""The pictures of a video, decoded ahead of where it plays on a thread of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames
from studio.media.video_info import VideoInfo
from studio.ui.widgets.images import as_image

AHEAD = 24
AHEAD_BYTES = 64 << 20
BEHIND = 4
_NEAR = 50              # frames: decoding up to there is quicker than starting anew
_ROUNDING_S = 1e-4
log = logging.getLogger(__name__)


class VideoFrames(QObject):
    """Asked for a frame number, keeps it and the ones after it ready; the latest wish counts.

    All signals come from the thread, so they arrive queued. `close` it when it is not needed any more.
    """

    opened = Signal(object)             # VideoInfo
    arrived = Signal(int)               # a frame that was asked for and was not there
    failed = Signal(object)             # StudioError

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._wish = threading.Condition()
        self._wanted = 0
        self._closing = False
        self._pictures: dict[int, QImage] = {}
        self._broken: set[int] = set()  # frames that do not decode
        self._thread = threading.Thread(target=self._run, name="video frames", daemon=True)

    def start(self) -> None:
        """Open the file; signals are connected by now."""
        self._thread.start()

    def want(self, number: int) -> None:
        """This frame is to be shown now."""
        with self._wish:
            if number != self._wanted:
                self._wanted = number
                self._wish.notify()

    def picture(self, number: int) -> QImage | None:
        """The frame, where it is decoded."""
        with self._wish:
            return self._pictures.get(number)

    def latest(self, number: int) -> tuple[int, QImage] | None:
        """The frame decoded so far that comes closest before `number`: where decoding cannot keep up with playing."""
        with self._wish:
            before = max((place for place in self._pictures if place <= number), default=None)
            return None if before is None else (before, self._pictures[before])

    def close(self) -> None:
        """End the thread, soon; nothing is told any more."""
        with self._wish:
            self._closing = True
            self._wish.notify()
        if isValid(self):               # at the end of the application Qt may be through with it before the player is
            self.blockSignals(True)  # noqa: FBT003

    def wait(self) -> None:
        """Until the thread is gone."""
        if self._thread.is_alive():
            self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether the thread is still there."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            info = probe_video(self.path)
            self.opened.emit(info)
            self._serve(info)
        except StudioError as error:
            self.failed.emit(error)

    def _serve(self, info: VideoInfo) -> None:
        ahead = max(2, min(AHEAD, AHEAD_BYTES // (info.width * info.height * 3)))
        stream: Generator[tuple[int, Picture], None, None] = decode_frames(info, ())
        following = info.frame_count            # the frame that the stream gives next
        try:
            while (missing := self._next_wish(ahead, info.frame_count)) is not None:
                if not following <= missing <= following + _NEAR:
                    stream.close()
                    stream, following = decode_frames(info, range(missing, info.frame_count)), missing
                found = _next(stream)
                reached = found[0] if found else info.frame_count
                self._broken.update(range(following, reached))
                following = reached + 1
                if found is not None:
                    self._keep(*found, ahead)
        finally:
            stream.close()

    def _next_wish(self, ahead: int, count: int) -> int | None:
        """Waits while enough is ready; the first frame missing from the wanted one on, None when closing."""
        with self._wish:
            while not self._closing:
                wanted = range(self._wanted, min(self._wanted + ahead, count))
                missing = next((n for n in wanted if n not in self._pictures and n not in self._broken), None)
                if missing is not None:
                    return missing
                self._wish.wait()
        return None

    def _keep(self, number: int, picture: Picture, ahead: int) -> None:
        image = as_image(picture)
        with self._wish:
            self._pictures[number] = image
            first, last = self._wanted - BEHIND, self._wanted + ahead
            self._pictures = {place: held for place, held in self._pictures.items()
                              if first <= place <= last or place == number}
            is_wanted = number == self._wanted
        if is_wanted:
            self.arrived.emit(number)


def frame_at(info: VideoInfo, seconds: float) -> int:
    """The number of the frame shown at a time."""
    place = int(np.searchsorted(info.frame_times, seconds + _ROUNDING_S, side="right")) - 1
    return min(max(place, 0), info.frame_count - 1)


def _next(stream: Generator[tuple[int, Picture], None, None]) -> tuple[int, Picture] | None:
    """None at the end, where the stream says which frames do not decode: those are passed over."""
    try:
        return next(stream, None)
    except StudioError as error:
        if error.kind != "damaged":
            raise
        log.warning("%s", error.message)
        return None


