"""What a worker prints, kept in this machine's log too, so that it may go on when nobody hears it any more."""

from __future__ import annotations

import io
import logging
import os
import signal
import sys
from contextlib import suppress

from studio.jobs.session import begin_session

log = logging.getLogger("studio.worker")


def outlast_the_line() -> None:
    """Start the log, let this machine's settings count, and survive the end of the session that started this process.

    Prints go to the log and, while somebody hears them, to standard error.
    """
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for notice in begin_session():
        log.warning(notice)
    sys.stdout = sys.stderr = LastingOutput()


class LastingOutput(io.TextIOBase):
    """Text to file descriptor 2, whole lines also to the log; an error of the former is passed over."""

    def __init__(self) -> None:
        self._line = ""

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, text: str) -> int:
        """Never raises."""
        with suppress(OSError):
            os.write(2, text.encode("utf-8", "replace"))
        *lines, self._line = (self._line + text).split("\n")
        for line in filter(None, lines):
            log.info("%s", line)
        return len(text)

    def fileno(self) -> int:
        """For those who write past this object."""
        return 2
