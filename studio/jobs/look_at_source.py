"""The faces of the source's frames: found before anything is generated, and filed with the frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.episode.errors import StudioError
from studio.episode.face import FaceObservation, face_from_fields
from studio.episode.frame_table import FrameRow
from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, StopRequested
from studio.jobs.face_looker import FaceLooker
from studio.jobs.inputs import open_episode_source
from studio.jobs.protocol import Message, pack_picture

MOST_FRAMES = 240
"""Of a longer source every so many frames are looked at: a turn of the head shows in far fewer."""

OnLooked: TypeAlias = Callable[[int, int], None]
"""Hears how many of how many frames are done, in the job's own thread."""


@dataclass(frozen=True, slots=True)
class SourceLook:
    """What is known of the source's faces: `numbers` of the frames looked at (n,), ascending, the yaw of the largest
    face on each in degrees (nan: no face, or not measured), and whether there is a face; `frames` of the source;
    `largest` face by frame number."""

    analyzer: str
    frames: int
    numbers: NDArray[np.int64]
    yaw: NDArray[np.float64]
    found: NDArray[np.bool_]
    largest: Mapping[int, FaceObservation]

    @property
    def is_complete(self) -> bool:
        """Whether as many frames were looked at as a look takes."""
        return len(self.numbers) >= min(self.frames, MOST_FRAMES)

    @property
    def yaw_range(self) -> tuple[float, float] | None:
        """The least and the greatest yaw, None where none was measured."""
        known = self.yaw[~np.isnan(self.yaw)]
        return (float(known.min()), float(known.max())) if len(known) else None


def look_at_source(store: EpisodeStore, looker: FaceLooker, told: OnLooked, control: JobControl,
                   most: int = MOST_FRAMES) -> SourceLook:
    """Find the faces of at most `most` frames, evenly chosen; those filed earlier are not looked at again.

    A frame that cannot be read is passed over. Raises StudioError where the analyzer fails, StopRequested where the
    person stopped; what was found is filed.
    """
    rows = sampled(store.frames.of_current_source(), most)
    source = open_episode_source(store)
    facts = looker.analyzer(store, control)
    filed = store.frames.faces_of_current_source(facts.label)
    by_number = {row.number: row for row in rows if row.number not in filed}
    done = len(rows) - len(by_number)
    told(done, len(rows))
    for number, picture in source.read(sorted(by_number)) if by_number else ():
        if control.wish in ("finish", "stop"):
            raise StopRequested
        if not isinstance(picture, StudioError):
            store.frames.set_faces(by_number[number].id, facts.label, _faces(picture, looker, control))
        done += 1
        told(done, len(rows))
    return _look(store, facts.label)


def filed_source_look(store: EpisodeStore) -> SourceLook | None:
    """What was found earlier, by the analyzer that saw most frames of the current source; None before any look."""
    analyzer = store.frames.busiest_analyzer()
    return None if analyzer is None else _look(store, analyzer)


def sampled(rows: Sequence[FrameRow], most: int) -> list[FrameRow]:
    """At most `most` of the rows, evenly spread, with the first and the last."""
    if len(rows) <= most:
        return list(rows)
    return [rows[place] for place in np.unique(np.linspace(0, len(rows) - 1, most).round().astype(int))]


def _faces(picture: Picture, looker: FaceLooker, control: JobControl) -> list[FaceObservation]:
    facts, blob = pack_picture(picture)
    answer = looker.ask([Message("observe", 1, data={"picture": facts}, blobs=(blob,))], control)
    return [face_from_fields(item) for item in (answer.result or {})["faces"]]


def _look(store: EpisodeStore, analyzer: str) -> SourceLook:
    filed = store.frames.faces_of_current_source(analyzer)
    numbers = sorted(filed)
    yaw = [_yaw(filed[number]) for number in numbers]
    return SourceLook(analyzer, len(store.frames.numbers()), np.array(numbers, np.int64), np.array(yaw, np.float64),
                      np.array([bool(filed[number]) for number in numbers], np.bool_),
                      {number: faces[0] for number, faces in filed.items() if faces})


def _yaw(faces: Sequence[FaceObservation]) -> float:
    return faces[0].yaw if faces and faces[0].yaw is not None else float("nan")
