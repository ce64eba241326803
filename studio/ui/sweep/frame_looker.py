"""One frame looked at closely over all presets, side by side or one at a time, all under one zoom."""

from __future__ import annotations

import math

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QKeyEvent

from studio.review.lab.words import number
from studio.ui.keyboard import latin_key
from studio.ui.language import shown_language
from studio.ui.review.looking import Awaited
from studio.ui.review.survey_view import tiled
from studio.ui.review.take_pictures import TakePictures
from studio.ui.review.take_view import TakeView
from studio.ui.sweep.close_look import CloseLook
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.sweep_words import score_word
from studio.ui.theme import BETWEEN, INSIDE, STATUS
from studio.ui.widgets.controls import label
from studio.ui.widgets.picture_cache import PictureRequest, file_request

_PASSES, _FAILS = "✓", "✕"
_SAID = ("det", "identity")
_OURS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Z)


class FrameLooker(CloseLook):
    """`closed`: back to the table and the sheet. Left and right go over frames, up and down over presets."""

    asker = "sweep"

    def __init__(self, model: SweepModel, pictures: TakePictures) -> None:
        super().__init__(pictures, _is_ours)
        self._model = model
        self.shows_one = False
        self.tiles: list[TakeView] = []
        self._awaited: list[Awaited] = []
        self._order: list[int] = []
        self.hint = label("", "second")
        self.hint.setParent(self)
        model.chosen_changed.connect(self.refresh)
        model.reading_changed.connect(self.refresh)

    def set_order(self, arms: list[int]) -> None:
        """The presets in the order of the table."""
        self._order = arms
        self.refresh()

    def arms_shown(self) -> list[int]:
        """The presets whose takes are shown now."""
        arm = self._model.arm
        return [arm] if self.shows_one and arm is not None else self._order

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, Return and Space, Escape."""
        model, key = self._model, latin_key(event.key())
        if model.arm is None or model.place is None:
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            model.choose(model.arm, max(0, model.place + (1 if key == Qt.Key.Key_Right else -1)))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = self._order.index(model.arm) + (1 if key == Qt.Key.Key_Down else -1)
            model.choose(self._order[max(0, min(row, len(self._order) - 1))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.shows_one = not self.shows_one
            self.refresh()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key == Qt.Key.Key_Z:
            self.zoom.toggle()
        else:
            event.ignore()

    def refresh(self) -> None:
        """Show the frame that is chosen now."""
        reading, place = self._model.reading, self._model.place
        if not self.isVisible() or reading is None or place is None or place >= len(reading.sweep.frames):
            return
        arms = self.arms_shown()
        while len(self.tiles) < len(arms):
            self._add_tile()
        requests = [self._request(arm, place) for arm in arms]
        made = [request for request in requests if request is not None]
        self.want(made + self._ahead(arms, place))
        for tile, awaited, arm, request in zip(self.tiles, self._awaited, arms, requests, strict=False):
            awaited.show(request)
            if request is None:
                tile.show_picture(None, self.tr("not made"))
            tile.set_caption(self._caption(arm, place))
            tile.set_badge(self._badge(arm, place))
            tile.set_current(arm == self._model.arm and len(arms) > 1)
        frame = reading.sweep.frames[place]
        self.setAccessibleName(self.tr("Frame {frame} over all presets").format(frame=frame))
        self.hint.setText("  ·  ".join((f"#{frame}", self.tr("{place} of {total}").format(
            place=place + 1, total=len(reading.sweep.frames)), self.tr("← → frames"), self.tr("↑ ↓ presets"),
            self.tr("Space: one or all"), self.tr("Z zoom"), self.tr("Esc back"))))
        self.lay_out()

    def lay_out(self) -> None:
        """Tile anew."""
        self.hint.setGeometry(INSIDE, self.height() - STATUS, self.width() - 2 * INSIDE, STATUS)
        room = self.rect().adjusted(INSIDE, INSIDE, -INSIDE, -STATUS - BETWEEN)
        arms, reading = self.arms_shown(), self._model.reading
        aspect = max((reading.aspects[arm] for arm in arms), default=1.0) if reading else 1.0
        boxes = tiled(room, len(arms), QSizeF(aspect, 1.0))
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < len(boxes))
            if place < len(boxes):
                tile.setGeometry(boxes[place])

    def _request(self, arm: int, place: int) -> PictureRequest | None:
        reading = self._model.reading
        key = reading.keys[arm][place] if reading else ""
        return file_request(self._model.session.store.takes.picture_path(key)) if key else None

    def _ahead(self, arms: list[int], place: int) -> list[PictureRequest]:
        last = len(self._model.reading.sweep.frames) if self._model.reading else 0
        near = [self._request(arm, other) for other in (place + 1, place - 1) if 0 <= other < last for arm in arms]
        return [request for request in near if request is not None]

    def _caption(self, arm: int, place: int) -> str:
        reading = self._model.reading
        if reading is None:
            return ""
        found = [(name, float(reading.table.scores[name][arm, place])) for name in _SAID if name in reading.table.scores]
        scores = [f"{score_word(name)} {number(shown_language(), value)}" for name, value in found if not math.isnan(value)]
        return "   ".join([reading.sweep.arms[arm].label, *scores])

    def _badge(self, arm: int, place: int) -> str:
        passed = self._model.reading.table.passed[arm, place] if self._model.reading else math.nan
        return "" if math.isnan(passed) else _PASSES if passed else _FAILS

    def _add_tile(self) -> None:
        tile = TakeView(self.zoom)
        tile.setParent(self)
        place = len(self.tiles)
        tile.clicked.connect(lambda: self._clicked(place))
        self.tiles.append(tile)
        self._awaited.append(Awaited(tile, self.pictures))

    def _clicked(self, place: int) -> None:
        self.setFocus()
        arms = self.arms_shown()
        if place < len(arms):
            self._model.choose(arms[place])


def _is_ours(event: QKeyEvent) -> bool:
    """Escape goes back to the sweep before it goes to the grid."""
    return latin_key(event.key()) in _OURS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
