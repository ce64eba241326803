"""The worker's end of the pipes: what is still wanted when the input ends, and what a slow line is spared."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from typing import BinaryIO

import pytest
from typing_extensions import Buffer

import studio.jobs.worker_pipes
from studio.jobs.protocol import Message, read_message, write_message
from studio.jobs.worker_pipes import Inbox, Outbox


@pytest.fixture
def pipe() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """(reading end, writing end)."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as out, os.fdopen(writing, "wb") as into:
        yield out, into


def test_an_input_that_ends_drops_everything(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    inbox = Inbox(pipe[0])
    write_message(pipe[1], Message("make", 1))
    pipe[1].close()
    assert inbox.ended.wait(60)
    assert inbox.dropped(1)
    assert inbox.next() is None
    assert not inbox.is_wanted


def test_a_lost_line_leaves_what_came_whole_and_was_not_cancelled(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    inbox = Inbox(pipe[0], keeps_going=True)
    for message in (Message("load"), Message("make", 1), Message("make", 2), Message("make", 3), Message("cancel", 2)):
        write_message(pipe[1], message)
    pipe[1].write(b"FMS1\x00\x00\x01\x00{")       # job 4, which did not come whole
    pipe[1].close()
    assert inbox.ended.wait(60)
    assert [message.job for message in iter(inbox.next, None)] == [0, 1, 3]
    assert [inbox.dropped(job) for job in range(5)] == [True, False, True, False, True]
    for job in (1, 3):
        assert inbox.is_wanted
        inbox.answered(job)
    assert not inbox.is_wanted


def test_an_end_is_no_lost_line(pipe: tuple[BinaryIO, BinaryIO]) -> None:
    inbox = Inbox(pipe[0], keeps_going=True)
    for message in (Message("make", 1), Message("end")):
        write_message(pipe[1], message)
    assert inbox.ended.wait(60)
    assert inbox.dropped(1)
    assert not inbox.is_wanted


def test_a_line_that_is_silent_is_lost_and_one_that_is_alive_is_not(pipe: tuple[BinaryIO, BinaryIO],
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio.jobs.worker_pipes, "SILENCE_S", 1.0)
    inbox = Inbox(pipe[0], keeps_going=True)
    write_message(pipe[1], Message("make", 1))
    for _ in range(12):
        assert not inbox.ended.wait(0.1)
        write_message(pipe[1], Message("alive"))
    assert inbox.ended.wait(60)
    assert not inbox.dropped(1)


class SlowLine(io.BytesIO):
    """Takes 0.1 s for a picture."""

    def write(self, data: Buffer, /) -> int:
        if len(bytes(data)) > 1000:
            time.sleep(0.1)
        return super().write(data)


def test_previews_leave_most_of_a_slow_line_to_results() -> None:
    line = SlowLine()
    outbox = Outbox(line)
    started = time.monotonic()
    while time.monotonic() - started < 1.5:
        outbox.send_preview(Message("preview", 1, preview={}, blobs=(b"x" * 2000,)))
        time.sleep(0.02)
    outbox.close()
    line.seek(0)
    assert 1 <= len(list(iter(lambda: read_message(line), None))) <= 4      # a fifth of the time, not all of it
