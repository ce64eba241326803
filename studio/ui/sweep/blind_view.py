"""Two takes of one frame side by side, without a word on which is which; two keys say which is better."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.keyboard import latin_key
from studio.ui.language import shown_language
from studio.ui.review.looking import Awaited
from studio.ui.review.take_pictures import TakePictures
from studio.ui.sweep.blind_model import LEFT, NEITHER, RIGHT, BlindModel
from studio.ui.sweep.close_look import CloseLook
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, key_hint, label
from studio.ui.widgets.picture_cache import file_request
from studio.ui.widgets.picture_view import PictureView

_VOTES = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_1: LEFT, Qt.Key.Key_Right: RIGHT, Qt.Key.Key_2: RIGHT,
          Qt.Key.Key_0: NEITHER, Qt.Key.Key_Space: NEITHER}
_OTHERS = (Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Z)
_END_WIDTH = 560
_FOOT = 44


class BlindView(CloseLook):
    """`closed`: back to the numbers."""

    asker = "blind"

    def __init__(self, blind: BlindModel, pictures: TakePictures) -> None:
        super().__init__(pictures, _is_ours)
        self.blind = blind
        self.sides = (PictureView(self.zoom), PictureView(self.zoom))
        self._awaited = [Awaited(side, pictures) for side in self.sides]
        for side in self.sides:
            side.setParent(self)
            side.clicked.connect(self.setFocus)         # a press may begin a drag, so it is no vote
        self.sides[0].setAccessibleName(self.tr("Left picture"))
        self.sides[1].setAccessibleName(self.tr("Right picture"))
        self.progress = label("", "second")
        self.foot = self._make_foot()
        self.end = self._make_end()
        self.setAccessibleName(self.tr("Blind comparison"))
        blind.changed.connect(self.refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Votes, one back, stop."""
        key = Qt.Key(latin_key(event.key()))
        if not _is_ours(event):
            event.ignore()
            return
        if event.isAutoRepeat():        # a key held down is one vote
            return
        if key in _VOTES and self.blind.pair is not None:
            self.blind.vote(_VOTES[key])
        elif key == Qt.Key.Key_Backspace:
            self.blind.take_back()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._stop()
        elif key == Qt.Key.Key_Z:
            self.zoom.toggle()

    def refresh(self) -> None:
        """Show the pair, or how it ended."""
        if not self.isVisible():
            return
        pair, reading = self.blind.pair, self.blind.reading
        if pair is not None and reading is not None:
            requests = [file_request(path) for path in self.blind.paths(pair)]
            ahead = [file_request(path) for following in self.blind.left[1:3] for path in self.blind.paths(following)]
            self.want(requests + ahead)
            for awaited, request in zip(self._awaited, requests, strict=False):
                awaited.show(request)
            self.progress.setText(self.tr("{done} of {total} seen").format(
                done=self.blind.done, total=self.blind.done + len(self.blind.left)))
        else:
            self._tell_end()
        for side in self.sides:
            side.setVisible(pair is not None)
        self.foot.setVisible(pair is not None)
        self.end.setVisible(pair is None)
        self.lay_out()

    def lay_out(self) -> None:
        """Both pictures of one size."""
        width = min(_END_WIDTH, self.width() - 2 * INSIDE)
        self.end.setGeometry((self.width() - width) // 2, 0, width, self.height())
        self.go_on.setVisible(bool(self.blind.left))
        self.foot.setGeometry(0, self.height() - _FOOT, self.width(), _FOOT)
        room = self.rect().adjusted(INSIDE, INSIDE, -INSIDE, -_FOOT - BETWEEN)
        half = (room.width() - 2 * BETWEEN) // 2
        for place, side in enumerate(self.sides):
            side.setGeometry(room.left() + place * (half + 2 * BETWEEN), room.top(), half, room.height())

    def _stop(self) -> None:
        if self.blind.results is None and self.blind.done:
            self.blind.finish()
        else:
            self.closed.emit()

    def _tell_end(self) -> None:
        from studio.review.lab.sentences import blind_sentence

        results = self.blind.results or []
        nothing = self.tr("No vote yet.") if not self.blind.done else ""
        self._sentences.setText("\n\n".join(blind_sentence(result, shown_language()) for result in results) or nothing)
        left = len(self.blind.left)
        shapes = self.tr("The presets make pictures of different shapes, so they can be told apart: this is half blind.")
        rest = (self.tr("%n pair(s) are left; the comparison goes on with them next time.", "", left) if left
                else self.tr("Every frame was seen with every pair of presets."))
        self._rest.setText(f"{rest} {shapes}" if self.blind.shapes_differ else rest)

    def _make_foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(label(self.tr("Which is better?")))
        vote = self.blind.vote
        choices: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("← 1", self.tr("the left one"), partial(vote, LEFT)), ("→ 2", self.tr("the right one"), partial(vote, RIGHT)),
            ("0", self.tr("neither"), partial(vote, NEITHER)), ("⌫", self.tr("one back"), self.blind.take_back),
            (self.tr("Esc"), self.tr("stop"), self._stop))
        for keys, text, work in choices:
            item = button(text, work, style="flat")
            item.setFocusPolicy(Qt.FocusPolicy.NoFocus)     # the keyboard stays with the pictures
            row.addSpacing(BETWEEN)
            row.addWidget(key_hint(keys))
            row.addWidget(item)
        row.addStretch(1)
        row.addWidget(self.progress)
        return foot

    def _make_end(self) -> QWidget:
        end = QWidget(self)
        column = QVBoxLayout(end)
        column.setSpacing(INSIDE)
        column.addStretch(2)
        column.addWidget(label(self.tr("Seen blind"), "large"))
        self._sentences, self._rest = label("", wrap=True), label("", "second", wrap=True)
        column.addWidget(self._sentences)
        column.addWidget(self._rest)
        row = QHBoxLayout()
        self.back = button(self.tr("Back to the numbers"), self.closed.emit, style="primary")
        self.go_on = button(self.tr("Go on"), self.blind.begin)
        for item in (self.back, self.go_on):
            row.addWidget(item)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        return end


def _is_ours(event: QKeyEvent) -> bool:
    """These keys mean votes here and nothing else; with Ctrl and the like they mean what they mean everywhere."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and latin_key(event.key()) in (*_VOTES, *_OTHERS)
