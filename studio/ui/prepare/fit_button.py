"""The button that says how a frame fills the take, with a menu of the other ways."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from studio.episode.take_request import Fit, TakeSettings
from studio.ui.widgets.controls import button


class FitButton(QWidget):
    """`chosen`: the person wants another fit than the preset's."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[Fit, str] = {"cover": self.tr("cover"), "contain": self.tr("contain"), "face": self.tr("face")}
        self._button = button("", style="menu", tip=self.tr("How a frame fills the take: of the preset"))
        menu = QMenu(self._button)
        for fit, words in self._words.items():
            menu.addAction(words, partial(self._choose, fit))
        self._button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)

    def show_settings(self, settings: TakeSettings | None) -> None:
        """The preset in hand, None where there is none."""
        self._button.setText(self.tr("Fit: {fit}").format(fit=self._words[settings.fit]) if settings else self.tr("Fit"))
        self._button.setEnabled(settings is not None)

    def _choose(self, fit: Fit, checked: object = None) -> None:
        del checked
        self.chosen.emit(fit)
