"""Pictures decoded ahead of the encoder: in order, on several threads, in bounded memory."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

from studio.episode.picture import Picture

PictureReader: TypeAlias = Callable[[int], Picture]
"""Gives the picture of a pick (0..n-1); called from several threads at once."""

DEFAULT_MEMORY = 256 * 2**20
_MOST_AHEAD = 8


def stream_pictures(
    read: PictureReader, order: Sequence[int], memory: int = DEFAULT_MEMORY
) -> Generator[Picture, None, None]:
    """`read(number)` for every number of `order`, in order, all pictures being of one size.

    Upcoming pictures are decoded ahead; shown ones that come again are kept while `memory` (bytes) lasts: a
    palindrome finds the ones before its turn. At least two pictures are held. What `read` raises passes on in its
    place; closing the iterator ends the threads.
    """
    if not len(order):
        return
    first = read(int(order[0]))
    held = max(2, memory // max(1, first.nbytes))
    ahead = min(held - 1, _MOST_AHEAD)
    last_use = {number: position for position, number in enumerate(order)}
    with _Decoder(read, held) as decoder:
        decoder.put(int(order[0]), first)
        for position, number in enumerate(order):
            for upcoming in order[position : position + ahead]:
                decoder.want(int(upcoming))
            yield decoder.get(int(number), keep=last_use[number] > position)


class _Decoder:
    """A cache of pictures, finished or under way, the least recently wanted leaving first."""

    def __init__(self, read: PictureReader, held: int) -> None:
        self._read = read
        self._held = held
        self._pictures: OrderedDict[int, Future[Picture]] = OrderedDict()
        self._pool = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="decode")

    def __enter__(self) -> _Decoder:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def put(self, number: int, picture: Picture) -> None:
        done: Future[Picture] = Future()
        done.set_result(picture)
        self._pictures[number] = done

    def want(self, number: int) -> None:
        if number not in self._pictures:
            self._pictures[number] = self._pool.submit(self._read, number)
        self._pictures.move_to_end(number)
        while len(self._pictures) > self._held:
            self._pictures.popitem(last=False)

    def get(self, number: int, *, keep: bool) -> Picture:
        return (self._pictures[number] if keep else self._pictures.pop(number)).result()
