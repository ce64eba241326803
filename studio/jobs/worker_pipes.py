"""The worker's end of the pipes: messages in on a thread of their own, messages out without ever dropping a result."""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from collections import deque
from typing import BinaryIO

from studio.jobs.protocol import Message, ProtocolError, read_message, write_message

PREVIEWS_PER_SECOND = 30
PREVIEWS_SHARE = 0.2
"""Of the time of a slow line that previews may take."""
ALIVE_S = 5.0
"""How often the other end of a line says at least that it is there."""
SILENCE_S = 60.0
"""After so long without a whole message a line is taken for lost."""


def take_over_standard_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Private copies of standard input and output; prints of libraries go to standard error from now on."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    return incoming, outgoing


class Inbox:
    """Reads messages as they come; a cancel is seen at once, also while the worker works.

    `keeps_going`: jobs that came whole are wanted also after the input ended, unless it ended with an `end`; an input
    that is silent for `SILENCE_S` has ended.
    """

    def __init__(self, stream: BinaryIO, *, keeps_going: bool = False) -> None:
        self._stream = stream
        self._keeps_going = keeps_going
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._accepted: set[int] = set()
        self._cancelled: set[int] = set()
        self._heard_at = time.monotonic()
        self.ended = threading.Event()
        threading.Thread(target=self._read, name="inbox", daemon=True).start()
        if keeps_going:
            threading.Thread(target=self._watch, name="line", daemon=True).start()

    def next(self) -> Message | None:
        """The next message to work on, None when the input has ended."""
        while True:
            message = self._messages.get()
            if message is None or not (message.job and self.dropped(message.job)):
                return message

    def dropped(self, job: int) -> bool:
        """Whether nobody waits for this job any more."""
        if job in self._cancelled:
            return True
        return self.ended.is_set() and not (self._keeps_going and job in self._accepted)

    def answered(self, job: int) -> None:
        """Note that a job is done with, however it ended."""
        self._accepted.discard(job)

    @property
    def is_wanted(self) -> bool:
        """Whether a job is still to be finished, after the input ended."""
        return self._keeps_going and not self._accepted <= self._cancelled

    def _read(self) -> None:
        try:
            while not self.ended.is_set() and (message := read_message(self._stream)) is not None:
                self._heard_at = time.monotonic()
                if not self._take(message):
                    break
        except (ProtocolError, OSError) as error:
            print(f"input ended: {error}", file=sys.stderr, flush=True)
        self._end()

    def _take(self, message: Message) -> bool:
        """Whether more may come."""
        if message.event == "end":
            self._keeps_going = False
        elif message.event == "cancel":
            self._cancelled.add(message.job)
        elif message.event != "alive":
            self._accepted |= {message.job} - {0}
            self._messages.put(message)
        return message.event != "end"

    def _watch(self) -> None:
        """A line may break without a word: then nothing comes and nothing ends."""
        while (left := self._heard_at + SILENCE_S - time.monotonic()) > 0:
            if self.ended.wait(left):
                return
        print(f"nothing was heard for {SILENCE_S:g} s: the line is taken for lost", file=sys.stderr, flush=True)
        self._end()

    def _end(self) -> None:
        self.ended.set()
        self._messages.put(None)


class Outbox:
    """Writes messages from any thread. Results queue up; of previews only the latest waits, at most 30 a second."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: deque[Message] = deque()
        self._preview: Message | None = None
        self._next_preview = 0.0
        self._changed = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._write, name="outbox", daemon=True)
        self._thread.start()

    def send(self, message: Message) -> None:
        """Queue a message that must arrive. A result or error makes a waiting preview of its job stale."""
        with self._changed:
            if self._preview and self._preview.job == message.job and message.event in ("result", "error"):
                self._preview = None
            self._waiting.append(message)
            self._changed.notify()

    def send_preview(self, message: Message) -> None:
        """Offer a preview; it replaces one that has not left yet."""
        with self._changed:
            self._preview = message
            self._changed.notify()

    def close(self) -> None:
        """Write what must arrive, then stop."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout=10)

    def _write(self) -> None:
        while (message := self._take()) is not None:
            started = time.monotonic()
            try:
                write_message(self._stream, message)
            except OSError:
                return
            if message.event == "preview":
                self._rest_from_previews(started)

    def _rest_from_previews(self, started: float) -> None:
        """Results come first: where a preview took long to leave, the next one waits the longer."""
        took = time.monotonic() - started
        self._next_preview = started + max(1 / PREVIEWS_PER_SECOND, took / PREVIEWS_SHARE)

    def _take(self) -> Message | None:
        with self._changed:
            while True:
                if self._waiting:
                    return self._waiting.popleft()
                if self._closing:
                    return None
                wait = self._next_preview - time.monotonic()
                if self._preview is not None and wait <= 0:
                    preview, self._preview = self._preview, None
                    return preview
                self._changed.wait(wait if self._preview is not None else None)
