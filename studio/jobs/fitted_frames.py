"""Source frames as their takes were made from them: placed on the take's canvas, so that the two lie over each other."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.external_takes import unknown_settings
from studio.episode.face import FaceObservation
from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.episode.take_request import Points, TakeRequest, TakeSettings, round_points
from studio.episode.take_table import TakeFacts

if TYPE_CHECKING:
    from studio.generate.placement import Placement
    from studio.source.source import Source


class FittedFrames:
    """Reads frames of an episode's source, which is opened once; may be used from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[str, Source] | None = None

    def read(self, number: int, request: TakeRequest, facts: TakeFacts) -> Picture:
        """The frame on the canvas of a take that was made from it. StudioError where it cannot be read."""
        frame = self.read_plain(number)
        return placement_of(frame.shape[1], frame.shape[0], request, facts).picture(frame)

    def read_plain(self, number: int) -> Picture:
        """The frame as it is in the source. StudioError where it cannot be read."""
        for _, picture in self._source().read([number]):
            if isinstance(picture, StudioError):
                raise picture
            return picture
        raise StudioError("damaged", f"Frame {number} of the source cannot be read.")

    def _source(self) -> Source:
        from studio.jobs.inputs import open_episode_source  # only here: what decodes is not loaded by a start

        with self._lock, EpisodeStore.open_to_read(self._folder) as store:
            file = store.settings.source
            if self._opened is None or self._opened[0] != file:
                self._opened = (file, open_episode_source(store))
            return self._opened[1]


def placement_of(width: int, height: int, request: TakeRequest, facts: TakeFacts) -> Placement:
    """How a frame of `width` x `height` pixels was placed for a take; an external one is taken to cover its canvas."""
    from studio.generate.placement import plan_placement  # here, as what decodes above: a start does not load OpenCV

    return plan_placement(width, height, _canvas(request, facts), request.frame_landmarks)


def face_on_take(face: FaceObservation, placement: Placement) -> tuple[Points, Points]:
    """Two corners of a source frame's face, and its landmarks (none where they are not known), on the take's canvas."""
    x0, y0, x1, y1 = face.box
    landmarks = () if face.landmarks is None else placement.points(round_points(face.landmarks))
    return placement.points(((x0, y0), (x1, y1))), landmarks


def _canvas(request: TakeRequest, facts: TakeFacts) -> TakeSettings:
    size = replace(request.settings, width=facts.width, height=facts.height)
    return replace(size, fit="cover") if "fit" in unknown_settings(request) else size
