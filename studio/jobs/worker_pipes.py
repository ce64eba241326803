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
    """Reads messages as they come; a cancel is seen at once, also while the worker works."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._cancelled: set[int] = set()
        self.ended = threading.Event()
        threading.Thread(target=self._read, name="inbox", daemon=True).start()

    def next(self) -> Message | None:
        """The next message to work on, None when the input has ended."""
        while True:
            message = self._messages.get()
            if message is None or not (message.job and self.dropped(message.job)):
                return message

    def dropped(self, job: int) -> bool:
        """Whether nobody waits for this job any more."""
        return self.ended.is_set() or job in self._cancelled

    def _read(self) -> None:
        try:
            while (message := read_message(self._stream)) is not None:
                if message.event == "cancel":
                    self._cancelled.add(message.job)
                else:
                    self._messages.put(message)
        except (ProtocolError, OSError) as error:
            print(f"input ended: {error}", file=sys.stderr, flush=True)
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
            try:
                write_message(self._stream, message)
            except OSError:
                return

    def _take(self) -> Message | None:
        with self._changed:
            while True:
                if self._waiting:
                    return self._waiting.popleft()
                if self._closing:
                    return None
                wait = self._next_preview - time.monotonic()
                if self._preview is not None and wait <= 0:
                    self._next_preview = time.monotonic() + 1 / PREVIEWS_PER_SECOND
                    preview, self._preview = self._preview, None
                    return preview
                self._changed.wait(wait if self._preview is not None else None)
