"""A button with its key written beside what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from studio.ui.theme import BETWEEN, GRID, INSIDE, colors, text_font, theme

KEY_HEIGHT = 16
_KEY_SIZE = 11
_ROUND = 3
_BESIDE_KEY = 6
_LEAST = 24              # pixels of a text that is cut off


def key_width(text: str) -> int:
    """Pixels that the cap of a key takes, 0 without one."""
    return max(KEY_HEIGHT, QFontMetrics(text_font(_KEY_SIZE)).horizontalAdvance(text) + BETWEEN) if text else 0


def draw_key(painter: QPainter, right: float, middle: float, text: str, *, ground: str = "control",
             color: str = "second") -> None:
    """Draw a key's cap that ends at `right`; `ground` and `color` are names of the look's colours."""
    width = key_width(text)
    cap = QRectF(right - width, middle - KEY_HEIGHT / 2, width, KEY_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors().color(ground))
    painter.drawRoundedRect(cap, _ROUND, _ROUND)
    painter.setFont(text_font(_KEY_SIZE))
    painter.setPen(colors().color(color))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)


class KeyButton(QPushButton):
    """`sign`: a mark before the text in the look's `sign_color`, such as a green ✓. Sign and key may be missing."""

    def __init__(self, text: str, key: str, clicked: Callable[[], object], *, sign: str = "", sign_color: str = "text",
                 style: str = "", compact: bool = False) -> None:
        """`compact`: less room around the text, for several in a narrow row."""
        super().__init__(text)
        self._compact = compact
        self._key = key
        self._sign, self._sign_color = sign, sign_color
        self.setObjectName(style)
        self.setAccessibleName(text)
        self.setToolTip(key)
        self.clicked.connect(lambda _checked=False: clicked())
        theme().changed.connect(self.update)

    @property
    def key(self) -> str:
        """The key as written on it."""
        return self._key

    def set_key(self, key: str) -> None:
        """The command has another key now."""
        if key != self._key:
            self._key = key
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for sign, text and key."""
        return QSize(self._left() + self._text_width() + self._key_room() + self._right(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Where there is no room the key goes first, then the end of the text."""
        return QSize(self._left() + _LEAST + self._right(), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The button's ground as of the sheet, then what stands on it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        room = self.width() - self._left() - self._right()
        key = self._key_room() if room >= self._text_width() + self._key_room() else 0
        spare = max(0, room - self._text_width() - key)
        self._draw_text(painter, self._left() + spare // 2, room - key)
        if key:
            inked = self._is_inked()
            draw_key(painter, self.width() - self._right() - spare / 2, self.height() / 2, self._key,
                     ground="button_hover" if inked else "panel", color="on_button" if inked else "second")
        painter.end()

    def _draw_text(self, painter: QPainter, left: int, room: int) -> None:
        painter.setFont(self._font())
        metrics, shown = painter.fontMetrics(), colors()
        if self._sign:
            painter.setPen(shown.color(self._sign_color if self.isEnabled() else "third"))
            painter.drawText(QRectF(left, 0, self._sign_room(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._sign)
            left, room = left + self._sign_room(), room - self._sign_room()
        painter.setPen(shown.color("third" if not self.isEnabled() else "on_button" if self._is_inked() else "text"))
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _is_inked(self) -> bool:
        return self.objectName() == "primary" and self.isEnabled()

    def _left(self) -> int:
        return BETWEEN if self._compact else INSIDE

    def _right(self) -> int:
        """A key's cap keeps less distance from the edge than a text."""
        if not self._key:
            return self._left()
        return _BESIDE_KEY if self._compact else BETWEEN

    def _text_width(self) -> int:
        return self._sign_room() + QFontMetrics(self._font()).horizontalAdvance(self.text()) + 1

    def _sign_room(self) -> int:
        return QFontMetrics(self._font()).horizontalAdvance(self._sign) + GRID if self._sign else 0

    def _key_room(self) -> int:
        return (GRID if self._compact else BETWEEN) + key_width(self._key) if self._key else 0

    def _font(self) -> QFont:
        return text_font(bold=self.objectName() == "primary")
