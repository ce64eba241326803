"""The other takes of the current frame as small pictures with their seeds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from studio.ui.episode_session import EpisodeSession
from studio.ui.review.score_words import seed_text, standing_mark
from studio.ui.review.take_pictures import TakePictures
from studio.ui.theme import GRID
from studio.ui.widgets.picture_cache import PictureRequest

_COLUMNS = 4
_SIZE = QSize(64, 80)
_MOST = 24


class OtherTakes(QWidget):
    """`chosen` carries the row that was clicked."""

    chosen = Signal(int)

    def __init__(self, session: EpisodeSession, pictures: TakePictures) -> None:
        super().__init__()
        self._session = session
        self._pictures = pictures
        self.rows: list[int] = []
        self.buttons: list[QToolButton] = []
        self._requests: list[PictureRequest] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._grid.setColumnStretch(_COLUMNS, 1)
        pictures.cache.arrived.connect(self._on_arrived)

    def show_rows(self, rows: list[int]) -> None:
        """Show these takes; at most 24."""
        self.rows = rows[:_MOST]
        while len(self.buttons) < len(self.rows):
            self._add_button()
        self._requests = [self._pictures.thumbnail(row) for row in self.rows]
        for place, item in enumerate(self.buttons):
            item.setVisible(place < len(self.rows))
            if place < len(self.rows):
                self._describe(item, self.rows[place])
                self._fill(place)
        self._pictures.cache.want("others", self._requests)
        self.setVisible(bool(self.rows))

    def _describe(self, item: QToolButton, row: int) -> None:
        number = int(self._session.takes.seeds[row])
        seed = seed_text(number)
        item.setText(f"{number if number >= 0 else '–'} {standing_mark(self._session, row)}")
        item.setAccessibleName(self.tr("Take with {seed}").format(seed=seed))
        item.setToolTip(self.tr("Show the take with {seed}").format(seed=seed))

    def _add_button(self) -> None:
        place = len(self.buttons)
        item = QToolButton()
        item.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        item.setIconSize(_SIZE)
        item.clicked.connect(partial(self._on_clicked, place))
        self._grid.addWidget(item, place // _COLUMNS, place % _COLUMNS)
        self.buttons.append(item)

    def _on_clicked(self, place: int) -> None:
        self.chosen.emit(self.rows[place])

    def _on_arrived(self, key: object) -> None:
        for place, request in enumerate(self._requests):
            if request.key == key:
                self._fill(place)

    def _fill(self, place: int) -> None:
        levels = self._pictures.cache.get(self._requests[place].key)
        ratio = self.devicePixelRatioF()
        if levels is None:
            self.buttons[place].setIcon(QIcon())
            return
        image = levels.images[0].scaled(_SIZE * ratio, Qt.AspectRatioMode.KeepAspectRatio,
                                        Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        self.buttons[place].setIcon(QIcon(QPixmap.fromImage(image)))
