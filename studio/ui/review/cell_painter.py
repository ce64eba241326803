"""Paints a take's cell: picture, frame number, two scores against their limits, verdict, decision, pick."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF, QStaticText

from studio.episode.thresholds import RULE_OF
from studio.review.column_picks import ACCEPTED, CHOSEN, FAILING, OPEN, PASSING, REJECTED
from studio.ui.episode_session import EpisodeSession
from studio.ui.icons import draw_icon
from studio.ui.numbers import fixed_text
from studio.ui.review.grid_geometry import FOOT
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.theme import GRID, RADIUS, SMALL, colors, text_font, theme

SHOWN_SCORES = ("det", "identity")
DIMMED = 0.4
_EDGE = 2                       # of the card around the picture
_BADGE, _SIDE = 12, 20          # the verdict's sign; the decision's box


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything about a cell that standings and thresholds decide; equal looks are painted equally."""

    code: int
    picked: bool
    limits: tuple[bool | None, ...]     # of SHOWN_SCORES: kept, broken, or no limit


class CellPainter(QObject):
    """Pieces that are the same in every cell are drawn once and copied."""

    def __init__(self, session: EpisodeSession, thumbnails: ThumbnailCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thumbnails = thumbnails
        self._font = text_font(SMALL)
        self._texts: dict[str, QStaticText] = {}
        self._sprites: dict[object, QPixmap] = {}
        self._ratio = 1.0
        self._widths = (0, 0)
        self._picked = np.zeros(0, np.bool_)
        self._several = np.zeros(0, np.bool_)
        self._frames: NDArray[np.int64] | None = None
        theme().changed.connect(self._forget_sprites)

    def set_ratio(self, ratio: float) -> None:
        """Device pixels a pixel of what is painted on."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._forget_sprites()

    def follow_takes(self) -> None:
        """Other rows: which frames have several takes, and how wide their numbers are."""
        frames = self._session.takes.frames
        if frames is self._frames:
            return
        self._frames = frames
        same = np.diff(frames, prepend=-1, append=-1) == 0
        self._several = same[1:] | same[:-1]
        metrics = QFontMetrics(self._font)
        digits = len(str(int(frames.max(initial=0))))
        self._widths = metrics.horizontalAdvance("#" + "0" * digits), metrics.horizontalAdvance("0.00")

    def follow_standings(self) -> None:
        """Other picks."""
        self._picked = np.zeros(len(self._session.takes), np.bool_)
        self._picked[self._session.picks] = True

    def look(self, row: int) -> CellLook:
        """What the cell of a row shows of verdicts now."""
        session = self._session
        return CellLook(int(session.codes[row]), bool(self._picked[row]),
                        tuple(self._keeps_limit(name, row) for name in SHOWN_SCORES))

    def paint(self, painter: QPainter, cell: QRect, row: int, *, selected: bool, current: bool) -> None:
        """Draw the cell of a row into `cell`."""
        code = int(self._session.codes[row])
        painter.drawPixmap(cell.topLeft(), self._sprite(("card", cell.size()), cell.size(), _draw_card))
        self._paint_picture(painter, picture_room(cell), row, out=code >= FAILING)
        self._paint_foot(painter, QRect(cell.left(), cell.bottom() - FOOT + 1, cell.width(), FOOT), row, code)
        self._paint_marks(painter, cell, row, code)
        if selected or current:
            kind = "selected" if selected and not current else "both" if selected else "current"
            frame = self._sprite((kind, cell.size()), cell.size(), partial(_draw_frame, kind=kind))
            painter.drawPixmap(cell.topLeft(), frame)

    def _paint_picture(self, painter: QPainter, room: QRect, row: int, *, out: bool) -> None:
        key = self._session.takes.keys[row]
        pixmap = self._thumbnails.get(key)
        if pixmap is None:
            if self._thumbnails.is_missing(key):
                side = min(24, room.width(), room.height())
                draw_icon(painter, "film", QRectF(room.center().x() - side / 2, room.center().y() - side / 2, side, side),
                          "third")
            return
        if out:
            painter.setOpacity(DIMMED)
        box = room.size() * self._ratio
        if pixmap.width() in (box.width(), box.width() - 1) or pixmap.height() in (box.height(), box.height() - 1):
            shown = pixmap.size() / self._ratio
        else:                                               # still at the size of before
            shown = pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(room.left() + (room.width() - shown.width()) // 2,
                       room.top() + (room.height() - shown.height()) // 2, shown.width(), shown.height())
        painter.drawPixmap(target, pixmap)
        painter.setOpacity(1.0)

    def _paint_foot(self, painter: QPainter, foot: QRect, row: int, code: int) -> None:
        shown, takes = colors(), self._session.takes
        top = foot.top() + (FOOT - QFontMetrics(self._font).height()) // 2
        painter.setFont(self._font)
        badge = self._sprite(("badge", code), QSize(_BADGE, _BADGE), partial(_draw_verdict, code=code))
        painter.drawPixmap(foot.right() - _BADGE - GRID, foot.top() + (FOOT - _BADGE) // 2, badge)
        left, right = foot.left() + 2 * GRID, foot.right() - _BADGE - 2 * GRID
        painter.setPen(shown.color("second"))
        self._text(painter, left, top, f"#{takes.frames[row]}")
        left += self._widths[0] + GRID + 2
        for name in SHOWN_SCORES:
            if left + self._widths[1] > right:
                return
            value, kept = takes.scores[name][row], self._keeps_limit(name, row)
            painter.setPen(shown.color("second" if kept is None else "text" if kept else "rejected"))
            self._text(painter, left, top, "–" if math.isnan(value) else fixed_text(value))
            left += self._widths[1] + GRID + 2

    def _paint_marks(self, painter: QPainter, cell: QRect, row: int, code: int) -> None:
        if self._picked[row] and (self._several[row] or code == CHOSEN):
            kind = "by hand" if code == CHOSEN else "picked"
            mark = self._sprite(kind, QSize(12, 16), partial(_draw_bookmark, by_hand=code == CHOSEN))
            painter.drawPixmap(cell.left() + 2 * GRID, cell.top() + _EDGE, mark)
        if code in (ACCEPTED, REJECTED):
            box = self._sprite(("decision", code), QSize(_SIDE, _SIDE), partial(_draw_decision, code=code))
            painter.drawPixmap(cell.right() - _SIDE - GRID, cell.top() + GRID + 2, box)

    def _keeps_limit(self, name: str, row: int) -> bool | None:
        limit = getattr(self._session.thresholds, name)
        value = float(self._session.takes.scores[name][row])
        if limit is None or (math.isnan(value) and self._session.takes.scores["faces"][row] != 0):
            return None
        return not math.isnan(value) and RULE_OF[name].passes(value, limit)

    def _text(self, painter: QPainter, left: int, top: int, text: str) -> None:
        """Short texts recur: numbers of two digits, laid out once."""
        held = self._texts.get(text)
        if held is None:
            if len(self._texts) > 4096:
                self._texts.clear()
            held = self._texts[text] = QStaticText(text)
            held.setTextFormat(Qt.TextFormat.PlainText)
            held.prepare(font=self._font)
        painter.drawStaticText(left, top, held)

    def _sprite(self, name: object, size: QSize, draw: Callable[[QPainter, QRectF], None]) -> QPixmap:
        key = (name, size.width(), size.height())
        held = self._sprites.get(key)
        if held is None:
            held = QPixmap(size * self._ratio)
            held.setDevicePixelRatio(self._ratio)
            held.fill(Qt.GlobalColor.transparent)
            painter = QPainter(held)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter, QRectF(0, 0, size.width(), size.height()))
            painter.end()
            self._sprites[key] = held
        return held

    def _forget_sprites(self) -> None:
        """A method of ours, since the theme would hold the pictures themselves for ever."""
        self._sprites.clear()


def picture_room(cell: QRect) -> QRect:
    """Where the picture goes in a cell."""
    return cell.adjusted(_EDGE, _EDGE, -_EDGE, -FOOT)


def _draw_card(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors().color("raised"))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.setBrush(colors().color("surround"))
    painter.drawRect(rect.adjusted(_EDGE, _EDGE, -_EDGE, -FOOT))


def _draw_frame(painter: QPainter, rect: QRectF, *, kind: str) -> None:
    width = {"selected": 2, "both": 3, "current": 1}[kind]
    painter.setPen(QPen(colors().color("second" if kind == "current" else "accent"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), RADIUS - 1, RADIUS - 1)
    if kind == "both":
        painter.setPen(QPen(colors().color("text"), 1))
        painter.drawRoundedRect(rect.adjusted(3.5, 3.5, -3.5, -3.5), RADIUS - 3, RADIUS - 3)


def _draw_verdict(painter: QPainter, rect: QRectF, *, code: int) -> None:
    name = "accepted" if code <= PASSING else "undecided" if code == OPEN else "rejected"
    draw_verdict(painter, rect, code, colors().color(name))


def draw_verdict(painter: QPainter, rect: QRectF, code: int, color: QColor) -> None:
    """A tick for what may stand, a cross for what may not, a question mark for what is not known."""
    x, y, size = rect.left(), rect.top(), rect.width()

    def at(across: float, down: float) -> QPointF:
        return QPointF(x + across * size, y + down * size)

    painter.setPen(QPen(color, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if code <= PASSING:
        painter.drawPolyline(QPolygonF([at(0.15, 0.55), at(0.4, 0.8), at(0.85, 0.25)]))
    elif code == OPEN:
        painter.setFont(text_font(SMALL, bold=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
    else:
        painter.drawLine(at(0.22, 0.22), at(0.78, 0.78))
        painter.drawLine(at(0.78, 0.22), at(0.22, 0.78))


def _draw_decision(painter: QPainter, rect: QRectF, *, code: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors().color("window"))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(colors().color("accepted" if code == ACCEPTED else "rejected"))
    painter.setFont(text_font(SMALL, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "P" if code == ACCEPTED else "X")


def _draw_bookmark(painter: QPainter, rect: QRectF, *, by_hand: bool) -> None:
    """Filled where the person chose this take among its frame's, an outline where the scores did."""
    left, right, bottom = rect.left() + 1, rect.right() - 1, rect.bottom() - 1
    shape = QPolygonF([QPointF(left, rect.top()), QPointF(right, rect.top()), QPointF(right, bottom),
                       QPointF(rect.center().x(), bottom - 5), QPointF(left, bottom)])
    painter.setPen(QPen(colors().color("on_button" if by_hand else "window"), 1))
    painter.setBrush(colors().color("button" if by_hand else "text"))
    painter.drawPolygon(shape)
