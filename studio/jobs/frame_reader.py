"""Decoding source frames on a thread of its own, a few ahead of the engine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.jobs.worker_client import Mailbox
from studio.source.source import Source

_AHEAD = 4


@dataclass(frozen=True, slots=True)
class DecodedFrame:
    """A frame as posted to the mailbox: its picture, or why there is none."""

    number: int
    picture: Picture | StudioError


class FrameReader:
    """Posts (itself, DecodedFrame) in the order asked for, and (itself, None) after the last or (itself, error)."""

    def __init__(self, source: Source, numbers: Sequence[int], mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._room = threading.Semaphore(_AHEAD)
        self._stopped = False
        self._thread = threading.Thread(target=self._read, args=(source, numbers), name="frames", daemon=True)
        self._thread.start()

    def taken(self) -> None:
        """Say that one frame was used up, so that another may be decoded."""
        self._room.release()

    def close(self) -> None:
        """Stop decoding."""
        self._stopped = True
        self._room.release()
        self._thread.join(timeout=10)

    def _read(self, source: Source, numbers: Sequence[int]) -> None:
        try:
            for number, picture in source.read(numbers):
                self._room.acquire()
                if self._stopped:
                    return
                self._mailbox.put((self, DecodedFrame(number, picture)))
            self._mailbox.put((self, None))
        except StudioError as error:
            self._mailbox.put((self, error))
