"""Frames on a pipe: what goes in comes out, and nothing else is believed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.episode.errors import StudioError
from studio.jobs.protocol import (
    Message,
    ProtocolError,
    error_from_fields,
    error_to_fields,
    pack_picture,
    read_message,
    unpack_picture,
    write_message,
)


@given(job=st.integers(0, 2**53), blobs=st.lists(st.binary(max_size=300), max_size=4), text=st.text(),
       progress=st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)))
def test_messages_survive_the_pipe(job: int, blobs: list[bytes], text: str, progress: tuple[int, int] | None) -> None:
    message = Message("result", job, progress, progress, result={"text": text}, data={"a": [1, None]}, blobs=tuple(blobs))
    stream = io.BytesIO()
    write_message(stream, message)
    write_message(stream, Message("hello"))
    stream.seek(0)
    assert read_message(stream) == message
    assert read_message(stream) == Message("hello")
    assert read_message(stream) is None


@given(st.binary(min_size=1, max_size=200))
def test_garbage_is_refused(noise: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(noise if not noise.startswith(b"FMS1") else b"x" + noise))


@given(st.data())
def test_a_cut_frame_is_refused(data: st.DataObject) -> None:
    stream = io.BytesIO()
    write_message(stream, Message("result", 1, result={"a": 1}, blobs=(b"12345",)))
    cut = data.draw(st.integers(1, len(stream.getvalue()) - 1))
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(stream.getvalue()[:cut]))


@pytest.mark.parametrize("header", [b"[]", b"{}", b'{"event":"result","job":0,"blobs":[-1]}', b"\xff\xfe",
                                    b'{"event":"result","job":0,"blobs":[9999999999]}'])
def test_impossible_headers_are_refused(header: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_message(io.BytesIO(b"FMS1" + len(header).to_bytes(4, "big") + header))


def test_pictures_are_checked_on_arrival() -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    facts, blob = pack_picture(picture)
    assert np.array_equal(unpack_picture(facts, blob), picture)
    with pytest.raises(ProtocolError, match="damaged"):
        unpack_picture(facts, blob[:-1] + b"\x00")
    with pytest.raises(ProtocolError, match="bytes"):
        unpack_picture(facts, blob[:-1])


def test_errors_keep_their_kind() -> None:
    error = error_from_fields(error_to_fields(StudioError("disk", "full", "detail")))
    assert (error.kind, error.message, error.detail) == ("disk", "full", "detail")
    assert error_from_fields({"kind": "invented", "message": "x"}).kind == "worker"
