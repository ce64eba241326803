"""A place to drop files into, that is a button too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from studio.ui.theme import GRID, INSIDE
from studio.ui.widgets.controls import label


class DropZone(QFrame):
    """Says what to drop; a click, Enter or Space chooses files instead."""

    dropped = Signal(list)              # of Path
    pictured = Signal(QImage)           # a picture without a file, as browsers give
    clicked = Signal()

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName("dropZone")
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._text = _centred(label(text, "second", wrap=True))
        self._hint = _centred(label(hint, "small", wrap=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(self._text)
        column.addWidget(self._hint)
        column.addStretch(1)
        self._hint.setVisible(bool(hint))
        accept_drops(self, self.dropped.emit, self.pictured.emit, self._show_ready)

    def set_text(self, text: str, hint: str = "") -> None:
        """Say something else."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose files."""
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space are a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _show_ready(self, ready: str) -> None:
        self.setProperty("ready", ready)
        self.style().polish(self)


def accept_drops(widget: QWidget, files: Callable[[list[Path]], object], picture: Callable[[QImage], object] | None = None,
                 ready: Callable[[str], object] = lambda _: None) -> None:
    """Let `widget` take dropped files, and pictures without a file where `picture` is given."""
    widget.setAcceptDrops(True)
    _DropFilter(widget, files, picture, ready)


def local_files(data: QMimeData) -> list[Path]:
    """The files that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class _DropFilter(QObject):
    """Listens to its parent's drags; a child of it, so that both go together."""

    def __init__(self, watched: QWidget, files: Callable[[list[Path]], object],
                 picture: Callable[[QImage], object] | None, ready: Callable[[str], object]) -> None:
        super().__init__(watched)
        self._files, self._picture, self._ready = files, picture, ready
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take the drags that carry something usable."""
        del watched
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._take(event)
        if isinstance(event, QDragEnterEvent) and self._usable(event.mimeData()):
            event.acceptProposedAction()
            self._ready("true")
            return True
        if isinstance(event, QDragLeaveEvent):
            self._ready("false")
        return False

    def _usable(self, data: QMimeData) -> bool:
        return bool(local_files(data)) or (self._picture is not None and data.hasImage())

    def _take(self, event: QDropEvent) -> bool:
        self._ready("false")
        paths = local_files(event.mimeData())
        if paths:
            self._files(paths)
        elif self._picture is not None and event.mimeData().hasImage():
            self._picture(QImage(event.mimeData().imageData()))
        else:
            return False
        event.acceptProposedAction()
        return True


def _centred(made: QLabel) -> QLabel:
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
