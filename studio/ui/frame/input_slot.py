"""One of the three places of a new episode: identity, source or voice, empty or with what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.icons import draw_icon
from studio.ui.theme import BETWEEN, INSIDE, RADIUS, colors, theme
from studio.ui.widgets.controls import icon_button, label
from studio.ui.widgets.elided_label import ElidedLabel

PICTURE = QSize(84, 84)
_ICON = 24


class SlotPicture(QWidget):
    """The thumbnail of what was dropped, or the icon of what is wanted."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self._picture = QPixmap()
        self.setFixedSize(PICTURE)
        theme().changed.connect(self.update)

    def set_image(self, image: QImage | None) -> None:
        """Show a picture, or the icon again."""
        self._picture = QPixmap() if image is None else QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A rounded square."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        round_off(painter, rect)
        painter.fillRect(rect, QColor(colors().control))
        if self._picture.isNull():
            draw_icon(painter, self._icon, QRectF(0, 0, _ICON, _ICON).translated(
                (rect.width() - _ICON) / 2, (rect.height() - _ICON) / 2), "second")
        else:
            draw_covering(painter, rect, self._picture)


class InputSlot(QFrame):
    """Dropping happens on the whole page; a click on an empty slot chooses a file."""

    choose_requested = Signal()
    cleared = Signal()

    def __init__(self, icon_name: str, title: str, wanted: str) -> None:
        """`wanted`: what to drop here, in a few words."""
        super().__init__()
        self._title = title
        self._wanted = wanted
        self.setObjectName("dropZone")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.picture = SlotPicture(icon_name)
        self._name, self._note = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle), label("", "small", wrap=True)
        self._clear = icon_button("close", self.tr("Take away"), self.cleared.emit,
                                  self.tr("Take away {name}").format(name=title))
        self._arrange(title)
        self.show_files([], "")

    def show_files(self, files: Sequence[Path], note: str) -> None:
        """Show what is in the slot; `note` says of it what a name does not."""
        first = files[0].name if files else ""
        self._name.setText(self.tr("{name} and {count} more").format(name=first, count=len(files) - 1)
                           if len(files) > 1 else first)
        self._name.setVisible(bool(files))
        self.set_note(note if files else self._wanted)
        self._clear.setVisible(bool(files))
        self.setProperty("ready", bool(files))
        self.style().polish(self)
        self.setAccessibleName(f"{self._title}: {self._name.text() or self._wanted}")
        if not files:
            self.picture.set_image(None)

    def show_inherited(self, note: str) -> None:
        """Nothing was dropped, yet something is there: as in the other episode."""
        self.set_note(note)
        self.setAccessibleName(f"{self._title}: {note}")

    def set_note(self, note: str) -> None:
        """The dim line."""
        self._note.setText(note)

    def note(self) -> str:
        """The dim line as shown."""
        return self._note.text()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a file."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space choose, Delete takes away."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _arrange(self, title: str) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, INSIDE, BETWEEN, INSIDE)
        row.setSpacing(INSIDE)
        row.addWidget(self.picture)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        for item in (label(title, "sectionTitle"), self._name, self._note):
            words.addWidget(item)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)


def round_off(painter: QPainter, rect: QRectF) -> None:
    """From here on draw within rounded corners only."""
    path = QPainterPath()
    path.addRoundedRect(rect, RADIUS, RADIUS)
    painter.setClipPath(path)


def draw_covering(painter: QPainter, rect: QRectF, picture: QPixmap) -> None:
    """Fill `rect` with the picture's middle, a little above the centre where faces are."""
    scale = max(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = rect.width() / scale, rect.height() / scale
    part = QRectF((picture.width() - width) / 2, (picture.height() - height) * 0.3, width, height)
    painter.drawPixmap(rect, picture, part)
