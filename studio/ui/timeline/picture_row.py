"""Paints the loop: blocks forward and backward, with thumbnails and the numbers of the source frames."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPixmap

from studio.finish.loop_blocks import LoopBlock
from studio.ui.theme import BETWEEN, GRID, colors, text_font
from studio.ui.timeline.lane_rows import MARGIN, LaneRow
from studio.ui.timeline.thumbnails import Thumbnails
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_colors import block_color, faint, gap_color, violet
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.translation import tr

THUMBNAIL_HEIGHT = 72
_RADIUS = 6
_DENSE = 4                  # pixels: narrower blocks are painted as one
_CHIP_FROM, _CHIP_REACH = 60, 240
_GAP = 2                    # between thumbnails
_NUMBER_FROM = 30           # pixels of a thumbnail's width from which on its number is written
_VEIL, _LINES = 0.55, 0.45    # opacity of what lies over pictures that are no picks
_SCRIM = QColor(10, 12, 16, 190)
_ON_SCRIM = QColor("#E4E7EB")


class PictureRow:
    """Paints `model`'s loop into a row."""

    def __init__(self, model: TimelineModel, axis: TimeAxis, thumbnails: Thumbnails) -> None:
        self._model = model
        self._axis = axis
        self._thumbnails = thumbnails

    def paint(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        """Draw what lies between the pixels `left` and `right`."""
        blocks = self._model.blocks
        if not blocks:
            return
        average = self._axis.pixels_per_s * self._model.duration_s / len(blocks)
        if average < _DENSE:
            self._paint_dense(painter, row)
            return
        fps = self._model.fps
        first = max(0, bisect_right(blocks, self._axis.time(left) * fps, key=lambda block: block.first) - 1)
        last = bisect_left(blocks, self._axis.time(right) * fps, key=lambda block: block.first)
        for block in blocks[first:last + 1]:
            self._paint_block(painter, self._frames_rect(row, block.first, block.last), block, left, right)
        self._paint_gaps(painter, row, left, right)

    def _frames_rect(self, row: LaneRow, first: int, last: int) -> QRectF:
        fps = self._model.fps
        left, right = self._axis.x(first / fps), self._axis.x((last + 1) / fps)
        return QRectF(left, row.top + MARGIN, max(1.0, right - left - 1), row.height - 2 * MARGIN)

    def _paint_gaps(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        """What stands for frames without a pick: a held picture lies under a veil, pictures between under lines."""
        gaps, fps = self._model.gaps, self._model.fps
        first = bisect_left(gaps, self._axis.time(left) * fps, key=lambda run: run.last)
        last = bisect_right(gaps, self._axis.time(right) * fps, key=lambda run: run.first)
        veil = faint(colors().color("window"), _VEIL)
        lines = QBrush(faint(_ON_SCRIM, _LINES), Qt.BrushStyle.BDiagPattern)
        for run in gaps[first:last]:
            rect = self._frames_rect(row, run.first, run.last)
            painter.fillRect(rect, veil if run.is_held else lines)
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), gap_color())

    def _paint_dense(self, painter: QPainter, row: LaneRow) -> None:
        left, right = self._axis.x(0), self._axis.x(self._model.duration_s)
        rect = QRectF(left, row.top + MARGIN, max(1.0, right - left), row.height - 2 * MARGIN)
        painter.fillRect(rect, block_color(forward=True))
        painter.fillRect(QRectF(rect.left(), rect.center().y(), rect.width(), rect.height() / 2), block_color(forward=False))
        self._paint_chip(painter, rect, self._text(self._model.blocks[0], dense=True), colors().color("accent"))

    def _paint_block(self, painter: QPainter, rect: QRectF, block: LoopBlock, left: int, right: int) -> None:
        painter.save()
        shape = QPainterPath()
        radius = min(_RADIUS, rect.width() / 3)
        shape.addRoundedRect(rect, radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, block_color(forward=block.forward))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setClipRect(rect.adjusted(GRID, 0, -GRID, 0), Qt.ClipOperation.IntersectClip)
        if rect.width() > 3 * GRID:
            self._paint_pictures(painter, rect, block, left, right)
        painter.restore()
        edge = colors().color("accent") if block.forward else violet()
        if rect.width() > _CHIP_FROM and left <= max(rect.left(), 0.0) + _CHIP_REACH:
            self._paint_chip(painter, rect, self._text(block), edge)

    def _paint_pictures(self, painter: QPainter, rect: QRectF, block: LoopBlock, left: int, right: int) -> None:
        """One picture a frame where frames are wide enough, else as many as fit side by side."""
        frame_width = self._axis.pixels_per_s / self._model.fps
        width = self._thumbnails.width() + _GAP
        step = frame_width if frame_width >= width / 2 else width
        inner = rect.left() + (0 if step == frame_width else GRID)
        painter.setFont(text_font(11))
        first = max(0, int((left - inner) // step))
        last = int((min(right, rect.right()) - inner) // step)
        for place in range(first, last + 1):
            x = inner + place * step
            frame = block.first + (place if step == frame_width else int((x - rect.left()) / frame_width))
            if frame <= block.last:
                self._paint_picture(painter, QRectF(x, rect.top(), step, rect.height()), frame)

    def _paint_picture(self, painter: QPainter, cell: QRectF, frame: int) -> None:
        session = self._model.session
        row = int(session.picks[int(self._model.frames_shown[frame])])
        picture = self._thumbnails.get(session.takes.keys[row])
        width = self._thumbnails.width()
        left = max(cell.left() + 1, min(float(GRID), cell.right() - width))      # in sight while its frame is
        place = QRectF(left, cell.top() + MARGIN, width, THUMBNAIL_HEIGHT)
        place.setWidth(min(place.width(), cell.width() - _GAP))
        if picture is None:
            self._thumbnails.want(session.takes.keys[row], session.thumbnail_path(row))
            painter.fillRect(place, QColor(128, 128, 128, 40))
        elif not picture.isNull():
            painter.drawPixmap(place, picture, _middle_of(picture, place))
        if place.width() >= _NUMBER_FROM:
            _paint_number(painter, place, str(int(session.takes.frames[row])))

    def _paint_chip(self, painter: QPainter, rect: QRectF, text: str, color: QColor) -> None:
        """What the block shows, at its lower left, staying in sight while the block is."""
        painter.save()
        painter.setFont(text_font(11))
        room = rect.right() - max(rect.left(), 0.0) - 2 * (BETWEEN + GRID)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        wide = painter.fontMetrics().horizontalAdvance(shown)
        if room > 24:
            chip = QRectF(max(rect.left(), 0.0) + GRID, rect.bottom() - 18 - 2, wide + 2 * BETWEEN, 18)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_SCRIM)
            painter.drawRoundedRect(chip, 4, 4)
            painter.fillRect(QRectF(chip.left(), chip.top() + 4, 2, chip.height() - 8), color)
            painter.setPen(_ON_SCRIM)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def _text(self, block: LoopBlock, *, dense: bool = False) -> str:
        frames, picks = self._model.sequence.frames, self._model.sequence.picks
        if dense:
            span = f"▶◀ {frames[0]} – {frames[-1]}"
            return f"{span} · {_picks(len(self._model.pick_frames))}"
        span = "{arrow} {first} – {last}".format(arrow="▶" if block.forward else "◀", first=frames[block.first_pick],
                                                 last=frames[block.last_pick])
        count = abs(int(picks[block.last_pick]) - int(picks[block.first_pick])) + 1
        return f"{span} · {_picks(count)}" if block.forward else span


def _picks(count: int) -> str:
    return tr("%n pick(s)", "", count)


def _middle_of(picture: QPixmap, place: QRectF) -> QRectF:
    """The part of a picture that fills `place` without being squeezed: where it is narrow, the middle."""
    scale = picture.height() / place.height()
    width = min(picture.width(), place.width() * scale)
    return QRectF((picture.width() - width) / 2, 0, width, picture.height())


def _paint_number(painter: QPainter, place: QRectF, text: str) -> None:
    wide = painter.fontMetrics().horizontalAdvance(text) + 6
    painter.fillRect(QRectF(place.topLeft(), QPointF(place.left() + wide, place.top() + 15)), _SCRIM)
    painter.setPen(_ON_SCRIM)
    painter.drawText(QRectF(place.left(), place.top(), wide, 15), Qt.AlignmentFlag.AlignCenter, text)
