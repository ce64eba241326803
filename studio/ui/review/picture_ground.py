"""The surround that pictures lie on, of every view that looks closely."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from studio.ui.review.take_pictures import TakePictures
from studio.ui.theme import colors, theme
from studio.ui.widgets.picture_cache import PictureRequest


class PictureGround(QWidget):
    """Has pictures read while it is seen; `asker` names it to the cache of pictures.

    Subclasses show what is current in `refresh`, which does nothing while they are hidden; those without a layout place
    their pictures in `lay_out`.
    """

    asker = ""

    def __init__(self, pictures: TakePictures) -> None:
        super().__init__()
        self.pictures = pictures
        theme().changed.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def refresh(self) -> None:
        """Show what is current now."""

    def lay_out(self) -> None:
        """Place what is shown in the room there is."""

    def want(self, requests: Sequence[PictureRequest]) -> None:
        """Have these read, the first first."""
        self.pictures.cache.want(self.asker, requests)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The surround of pictures."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), colors().color("surround"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place everything anew."""
        super().resizeEvent(event)
        self.lay_out()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is current may have changed meanwhile."""
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing more is wanted."""
        super().hideEvent(event)
        self.want([])
