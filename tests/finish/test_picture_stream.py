from __future__ import annotations

import threading
import time
import weakref

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.finish.palindrome import palindrome_indices
from studio.finish.picture_stream import stream_pictures

_SIZE = 4 * 6 * 3


class _Store:
    """Pictures whose level is their number; counts how often each is read."""

    def __init__(self, broken: int = -1) -> None:
        self.reads: list[int] = []
        self._broken = broken
        self._lock = threading.Lock()

    def __call__(self, number: int) -> Picture:
        with self._lock:
            self.reads.append(number)
        if number == self._broken:
            raise StudioError("input", f"picture {number} is broken")
        return np.full((4, 6, 3), number, dtype=np.uint8)


@pytest.mark.parametrize("memory", [0, 3 * _SIZE, 10_000 * _SIZE])
def test_order_is_kept_whatever_the_memory(memory: int) -> None:
    order = palindrome_indices(30, 150).tolist()
    assert [int(picture[0, 0, 0]) for picture in stream_pictures(_Store(), order, memory)] == order


def test_with_room_for_all_each_is_decoded_once() -> None:
    store = _Store()
    list(stream_pictures(store, palindrome_indices(30, 150).tolist(), 100 * _SIZE))
    assert sorted(store.reads) == list(range(30))


def test_with_less_room_the_way_back_finds_what_was_kept() -> None:
    store = _Store()
    list(stream_pictures(store, palindrome_indices(30, 58).tolist(), 20 * _SIZE))
    assert 58 - 25 <= len(store.reads) <= 58 - 15


def test_decoding_is_not_further_ahead_than_memory_allows() -> None:
    store = _Store()
    stream = stream_pictures(store, list(range(100)), 4 * _SIZE)
    next(stream)
    time.sleep(0.05)
    assert len(store.reads) <= 5
    stream.close()


def test_pictures_that_do_not_come_again_are_let_go() -> None:
    made: list[weakref.ref[Picture]] = []

    def read(number: int) -> Picture:
        picture = np.full((4, 6, 3), number, dtype=np.uint8)
        made.append(weakref.ref(picture))
        return picture

    stream = stream_pictures(read, list(range(100)))
    for _ in range(50):
        next(stream)
    assert len([picture for picture in made if picture() is not None]) <= 12
    stream.close()


def test_an_error_comes_in_its_place() -> None:
    stream = stream_pictures(_Store(broken=3), list(range(6)))
    seen = [int(next(stream)[0, 0, 0]) for _ in range(3)]
    with pytest.raises(StudioError, match="picture 3 is broken"):
        next(stream)
    assert seen == [0, 1, 2]


def test_closing_ends_the_threads() -> None:
    stream = stream_pictures(_Store(), list(range(50)))
    next(stream)
    stream.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("decode")]


def test_nothing_gives_nothing() -> None:
    assert list(stream_pictures(_Store(), [])) == []
