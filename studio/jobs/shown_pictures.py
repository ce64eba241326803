"""The pictures of a loop as an engine is given them: frame by frame at its own rate, some replaced."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.finish.frame_rates import frames_at, nearest_frames
from studio.finish.picture_stream import stream_pictures
from studio.jobs.assemble import LoopWork
from studio.jobs.events import JobControl
from studio.media.resizing import fit_picture

_MEMORY = 96 << 20


class ShownPictures:
    """What the loop shows at `fps`. `instead`: for each place of the loop's sequence, the one that is shown for it.

    Pictures come from the takes themselves, not from the encoded loop: nothing is lost, and what a frame shows can be
    named without looking at it. `control` is obeyed before each is read, which taking out flicker does at once.
    """

    def __init__(self, store: EpisodeStore, loop: LoopWork, fps: Fraction, control: JobControl,
                 instead: NDArray[np.int64] | None = None) -> None:
        self._loop = loop
        self._read = loop.pictures.reader([store.takes.picture_path(key) for key in loop.keys], control.obey)
        places = loop.plan.indices
        shown = places if instead is None else instead[places]
        self.frames = frames_at(loop.plan.frames, loop.plan.fps, fps)
        self._places: NDArray[np.int64] = shown[nearest_frames(self.frames, fps, loop.plan.frames, loop.plan.fps)]
        first = self._read(int(shown[0]))
        self._height, self._width = int(first.shape[0]), int(first.shape[1])

    @property
    def width(self) -> int:
        """Pixels of the video made of them, even."""
        return self._width + self._width % 2

    @property
    def height(self) -> int:
        """Likewise."""
        return self._height + self._height % 2

    def identities(self, first: int, count: int) -> list[Any]:
        """JSON values, equal for equal pictures, of `count` frames from `first` on; behind the end the last one stays."""
        return [self._loop.pictures.identity(place, self._loop.keys) for place in self._cut(first, count)]

    def pictures(self, first: int, count: int) -> Generator[Picture, None, None]:
        """The pictures themselves, all of the size of the loop's first."""
        with closing(stream_pictures(self._fitted, self._cut(first, count), _MEMORY)) as pictures:
            yield from pictures

    def _cut(self, first: int, count: int) -> list[int]:
        wanted = np.minimum(np.arange(first, first + count), self.frames - 1)
        return [int(place) for place in self._places[wanted]]

    def _fitted(self, place: int) -> Picture:
        picture = self._read(place)
        if picture.shape[:2] == (self._height, self._width):
            return picture
        return fit_picture(picture, self._width, self._height, "cover")

    def common_identity(self) -> list[Any]:
        """What all pictures depend on beside their own takes: size, and the neighbours by which flicker is taken out."""
        return [self._width, self._height, self._loop.pictures.steady_identity(self._loop.keys)]
