"""The picture at the playhead, with the caption that stands there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from studio.ui.theme import text_font
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.widgets.picture_cache import PictureCache, PictureRequest, file_request
from studio.ui.widgets.picture_view import PictureView

_AHEAD = 24                 # pictures read before they are shown
_LONGEST = 1024             # pixels of a picture's edge kept for playing
_ASKER = "timeline"
_LINES = 3
_LEAST = 224                # pixels: in a low window the tracks scroll and the picture stays


class Preview(PictureView):
    """Shows thumbnails while the pictures are being read, so that playing never waits."""

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._model = model
        self._cache = PictureCache(model.session.background, parent=self)
        self._shown: tuple[int, str] = (-1, "")     # frame and captions
        self.direction = 1              # which way pictures are read ahead
        self.setObjectName("preview")
        self.setMinimumHeight(_LEAST)
        self.setAccessibleName(self.tr("Picture at the playhead"))
        self._cache.arrived.connect(self._show_now)
        for signal in (model.loop_changed, model.timeline_changed):
            signal.connect(self._show_now)
        model.playhead_changed.connect(self._playhead_moved)
        self._show_now()

    def paint_over(self, painter: QPainter) -> None:
        """The caption at the playhead, at the foot of the picture."""
        if self._shown[1]:
            _paint_caption(painter, self.shown_part(), self._shown[1])

    def _playhead_moved(self) -> None:
        """Most moves while playing stay within a frame."""
        if self._at_playhead() != self._shown:
            self._show_now()

    def _at_playhead(self) -> tuple[int, str]:
        seconds = self._model.playhead_s
        captions = [item.text for item in self._model.timeline.captions if item.start_s <= seconds < item.end_s]
        return self._model.frame_at(seconds), "\n".join(captions)

    def _show_now(self) -> None:
        self._shown = self._at_playhead()
        row = self._model.row_at(self._model.playhead_s)
        if row is None:
            self.show_picture(None, self.tr("No picks yet: accept takes in Review."))
            return
        self._cache.want(_ASKER, self._coming())
        full, small = self._requests(row)
        levels = self._cache.get(full.key) or self._cache.get(small.key)
        if levels is not None:
            self.show_picture(levels)
            self.setAccessibleDescription(f"#{self._model.session.takes.frames[row]}")

    def _coming(self) -> list[PictureRequest]:
        """The picture shown now, then those that come next; small ones first where the full one is not there."""
        model = self._model
        frame = model.frame_at(model.playhead_s)
        frames = [frame + self.direction * step for step in range(_AHEAD)]
        rows = [int(model.session.picks[int(model.frames_shown[item])]) for item in frames
                if 0 <= item < len(model.frames_shown)]
        requests = [self._requests(row) for row in dict.fromkeys(rows)]
        now = [] if not requests or self._cache.get(requests[0][0].key) else [requests[0][1]]
        return [*now, *(full for full, _ in requests)]

    def _requests(self, row: int) -> tuple[PictureRequest, PictureRequest]:
        session = self._model.session
        return file_request(session.picture_path(row), _LONGEST), file_request(session.thumbnail_path(row))


def _paint_caption(painter: QPainter, area: QRectF, text: str) -> None:
    size = max(12, round(area.height() / 22))
    painter.setFont(text_font(size, bold=True))
    height = painter.fontMetrics().height()
    lines = text.splitlines()[:_LINES]
    for place, line in enumerate(reversed(lines)):
        wide = painter.fontMetrics().horizontalAdvance(line)
        path = QPainterPath()
        path.addText(QPointF(area.center().x() - wide / 2, area.bottom() - size - place * height), painter.font(), line)
        painter.strokePath(path, QColor(0, 0, 0, 220))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(path, QColor("#FFFFFF"))
