"""Errors as values: a kind, a sentence for the person, a detail for the log."""

from __future__ import annotations

from typing import Literal

ErrorKind = Literal[
    "usage",        # wrong words on the command line
    "input",        # a file or value the person gave cannot be used
    "missing",      # something that must be installed or fetched first
    "engine",       # an engine or analyzer failed
    "worker",       # the worker process crashed, hung, or spoke garbage
    "busy",         # another process holds what is needed
    "disk",         # no space, no permission
    "version",      # made by a newer version
    "damaged",      # a file of ours cannot be read
    "nothing",      # the work ran, but nothing came through (no frame passed)
    "interrupted",  # the person stopped it
    "internal",     # a fault of ours
]


class StudioError(Exception):
    """A failure that a person can act on.

    `message` is one sentence that says what is wrong, where, and how to mend it; `detail` is for the log.
    """

    def __init__(self, kind: ErrorKind, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.kind: ErrorKind = kind
        self.message = message
        self.detail = detail

    def __reduce__(self) -> tuple[type[StudioError], tuple[ErrorKind, str, str]]:
        return type(self), (self.kind, self.message, self.detail)


def own_fault(error: Exception) -> StudioError:
    """What the person is told of a fault of ours, after it was logged."""
    return StudioError("internal", f"Something failed that should not: {error}. The log has the details.", repr(error))
