"""The scroll bar of the filmstrip and of what lies under it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QScrollBar

from studio.ui.prepare.strip_map import StripMap


class StripScrollBar(QScrollBar):
    """Follows the strip and moves it; hidden where all of it is shown."""

    def __init__(self, strip: StripMap) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._strip = strip
        self.setAccessibleName(self.tr("Scroll the filmstrip"))
        strip.changed.connect(self._follow)
        self.valueChanged.connect(strip.scroll_to)

    def _follow(self) -> None:
        strip = self._strip
        with QSignalBlocker(self):
            self.setRange(0, max(0, round(strip.length - strip.width)))
            self.setPageStep(round(strip.width))
            self.setValue(round(strip.offset))
        self.setVisible(self.maximum() > 0)
