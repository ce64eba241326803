"""What the views that look closely share: what is current, where pictures come from, one zoom for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.review.picture_ground import PictureGround
from studio.ui.review.review_state import ReviewState
from studio.ui.review.take_pictures import TakePictures
from studio.ui.widgets.picture_cache import PictureRequest
from studio.ui.widgets.picture_view import PictureView
from studio.ui.widgets.zoom import Zoom

PATIENCE_MS = 150       # so long the picture before stands, rather than nothing
PAGE = 10               # takes that Page Up and Page Down pass
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}


@dataclass(frozen=True, slots=True)
class Looking:
    """Handed to every view."""

    context: WindowContext
    session: EpisodeSession
    state: ReviewState
    pictures: TakePictures
    zoom: Zoom

    def ahead(self, row: int) -> list[int]:
        """The rows an arrow key would show next, the likelier first."""
        state = self.state
        place, order = state.model.position_of(row), state.rows_in_order()
        near = [place + step for step in (1, -1, 2, -2, 3)]
        return [int(order[item]) for item in near if place >= 0 and 0 <= item < len(order)]


class LookingView(PictureGround):
    """A view of the current take that arrow keys lead on from."""

    def __init__(self, looking: Looking) -> None:
        super().__init__(looking.pictures)
        self.looking = looking
        self.state = looking.state

    def step(self, takes: int) -> None:
        """Go so many takes on."""
        self.state.move(takes)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, Page Up and Down, Home, End."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _STEPS:
            self.step(_STEPS[key])
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.state.go_to(0 if key == Qt.Key.Key_Home else len(self.state.rows_in_order()) - 1)
        else:
            super().keyPressEvent(event)


class Awaited(QObject):
    """Puts a requested picture into a view: at once if it is there, else when it comes; meanwhile the one before
    stands for a moment, and then a word that it is being read."""

    def __init__(self, view: PictureView, pictures: TakePictures) -> None:
        super().__init__(view)
        self._view = view
        self._pictures = pictures
        self.request: PictureRequest | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say)
        pictures.cache.arrived.connect(self._on_key)
        pictures.cache.failed.connect(self._on_key)

    def show(self, request: PictureRequest | None) -> None:
        """Show this from now on; None shows nothing."""
        self.request = request
        self._update()

    def _on_key(self, key: object) -> None:
        if self.request is not None and key == self.request.key:
            self._update()

    def _update(self) -> None:
        levels = self._pictures.cache.get(self.request.key) if self.request else None
        if levels is not None or self.request is None:
            self._patience.stop()
            self._view.show_picture(levels)
        elif self._pictures.problem(self.request):
            self._say()
        else:
            self._patience.start()

    def _say(self) -> None:
        problem = self._pictures.problem(self.request) if self.request else ""
        self._view.show_picture(None, problem or self.tr("Reading…"))


def others_of_frame(session: EpisodeSession, row: int) -> list[int]:
    """The other rows of the same frame, in the order of the store."""
    rows = np.flatnonzero(session.takes.frames == session.takes.frames[row])
    return [int(item) for item in rows if item != row]
