"""The pictures that the review looks at closely: takes, their source frames as they were placed, references."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from studio.episode.errors import StudioError
from studio.episode.take_request import Points
from studio.jobs.fitted_frames import FittedFrames, face_on_take, placement_of
from studio.jobs.take_details import TakeDetails, take_details
from studio.media.picture_difference import difference_picture
from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.widgets.picture_cache import PictureCache, PictureRequest, file_request
from studio.ui.widgets.picture_levels import PictureLevels

_DETAILS_KEPT = 512


@dataclass(frozen=True, slots=True)
class FaceMarks:
    """A face on a take's canvas, in its pixels: two corners of the box, and five landmarks or none."""

    corners: Points
    landmarks: Points


class TakePictures(QObject):
    """`cache` holds them; the methods say how each is read. Rows are those of `session.takes`."""

    def __init__(self, session: EpisodeSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.cache = PictureCache(session.background, parent=self)
        self._frames = FittedFrames(session.folder)
        self._details: OrderedDict[tuple[int, int], TakeDetails] = OrderedDict()
        session.takes_changed.connect(self._forget_details)

    def take(self, row: int, longest: int = 0) -> PictureRequest:
        """The take itself; `longest` > 0: at a reduced size."""
        return file_request(self.session.picture_path(row), longest)

    def thumbnail(self, row: int) -> PictureRequest:
        """The take's small picture, which is read in a tenth of the time."""
        return file_request(self.session.thumbnail_path(row))

    def small(self, row: int) -> PictureLevels | None:
        """The thumbnail if it is there, in the place of the take."""
        found = self.cache.get(self.thumbnail(row).key)
        facts = self.details(row).facts
        return None if found is None else replace(found, width=facts.width, height=facts.height)

    def source(self, row: int) -> PictureRequest:
        """The source frame, lying as the take does."""
        details, frames, number = self.details(row), self._frames, int(self.session.takes.frames[row])
        request, facts = details.request, details.facts
        key: Hashable = ("source", number, request.settings.fit, facts.width, facts.height, request.frame_landmarks,
                         self.session.settings.source)
        return PictureRequest(key, lambda: frames.read(number, request, facts))

    def reference(self, place: int) -> PictureRequest | None:
        """A reference picture; None where there is none at that place."""
        references = self.session.settings.references
        if not 0 <= place < len(references):
            return None
        return file_request(self.session.folder / references[place].file)

    def difference(self, first: PictureRequest, row: int) -> PictureRequest:
        """What differs between another picture and the take."""
        second = self.take(row)
        return PictureRequest(("difference", first.key, second.key),
                              lambda: difference_picture(first.read(), second.read()))

    def details(self, row: int) -> TakeDetails:
        """How the take was made; read from the database when first asked for."""
        takes = self.session.takes
        key = int(takes.takes[row]), int(takes.frame_ids[row])
        found = self._details.get(key)
        if found is None:
            found = self._details[key] = take_details(self.session.store, *key)
            if len(self._details) > _DETAILS_KEPT:
                self._details.popitem(last=False)
        return found

    def face_marks(self, row: int) -> FaceMarks | None:
        """The source frame's counted face as it lies on the take; None where it is not known."""
        details, source = self.details(row), self.session.store.frames.current_source()
        if not details.faces or source is None or not source.width:
            return None
        placement = placement_of(source.width, source.height, details.request, details.facts)
        return FaceMarks(*face_on_take(details.faces[0], placement))

    def problem(self, request: PictureRequest) -> str:
        """Why a picture is not there, as a sentence; empty while it is only on its way."""
        error = self.cache.error(request.key)
        return localized(error.message) if isinstance(error, StudioError) else ""

    def _forget_details(self) -> None:
        """A method of ours, since the session would hold the details themselves."""
        self._details.clear()
