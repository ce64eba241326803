"""What the sweep's two close looks at pictures share: one zoom, keys of their own, the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent

from studio.ui.review.picture_ground import PictureGround
from studio.ui.review.take_pictures import TakePictures
from studio.ui.widgets.zoom import Zoom


class CloseLook(PictureGround):
    """`closed`: back to where it was opened from. Keys of which `claims` is true come here before they are shortcuts."""

    closed = Signal()

    def __init__(self, pictures: TakePictures, claims: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(pictures)
        self.zoom = Zoom(self)
        self._claims = claims

    def event(self, event: QEvent) -> bool:
        """Claim keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._claims(event):
            event.accept()
            return True
        return super().event(event)
