"""What the sweep's two close looks at pictures share: one zoom, keys of their own, the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent

from studio.ui.review.picture_ground import PictureGround
from studio.ui.review.take_pictures import TakePictures
from studio.ui.widgets.zoom import Zoom


class CloseLook(PictureGround):
    """`closed`: back to where it was opened from. Subclasses name their keys in `claims`."""

    closed = Signal()

    def __init__(self, pictures: TakePictures) -> None:
        super().__init__(pictures)
        self.zoom = Zoom(self)

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key means something here before it is a shortcut of the window."""
        return False

    def event(self, event: QEvent) -> bool:
        """Keys that are claimed come here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.claims(event):
            event.accept()
            return True
        return super().event(event)
