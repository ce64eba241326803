"""Paints the clips of a track: waveform, fades, gain line, handles."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.episode.track import Clip, Track, amplitude
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN, colors, text_font
from studio.ui.timeline.lane_rows import LaneRow
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.shapes import HANDLE, clip_rect, fade_handles, gain_y
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_colors import faint, tint, wave_color
from studio.ui.timeline.timeline_model import TimelineModel

_SILENT = 0.35              # opacity of a track that is not heard
_HANDLES_FROM = 60          # pixels of a clip's width


class TrackRow:
    """Paints one track of `model` into a row; `hovered` is the clip under the mouse."""

    def __init__(self, model: TimelineModel, axis: TimeAxis, sounds: Sounds) -> None:
        self._model = model
        self._axis = axis
        self._sounds = sounds
        self.hovered = Selection()

    def paint(self, painter: QPainter, row: LaneRow, track: Track, left: int, right: int) -> None:
        """Draw what lies between the pixels `left` and `right`."""
        heard = track in self._model.timeline.audible()
        for index, clip in enumerate(track.clips):
            rect = clip_rect(self._axis, row, clip)
            if rect.right() >= left and rect.left() <= right:
                painter.save()
                painter.setOpacity(1.0 if heard else _SILENT)
                self._paint_clip(painter, rect, track, clip, Selection("clip", track.id, index), (left, right))
                painter.restore()

    def _paint_clip(self, painter: QPainter, rect: QRectF, track: Track, clip: Clip, here: Selection,
                    span: tuple[int, int]) -> None:
        color = wave_color(track.kind)
        painter.fillRect(rect, tint(color, 0.13))
        seen = rect.intersected(QRectF(span[0], rect.top(), span[1] - span[0] + 1, rect.height()))
        self._paint_sound(painter, seen, track, clip, color)
        self._paint_fades(painter, rect, clip, color)
        chosen = here == self._model.selection
        painter.setPen(QPen(colors().color("text") if chosen else faint(color, 0.45), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if (chosen or here == self.hovered) and rect.width() > _HANDLES_FROM:
            self._paint_handles(painter, rect, clip)

    def _paint_sound(self, painter: QPainter, seen: QRectF, track: Track, clip: Clip, color: QColor) -> None:
        """The waveform in whole pixels, so that a piece painted anew joins what stands beside it."""
        waveform = self._sounds.painter(clip.file)
        if waveform is None:
            self._paint_note(painter, seen, clip)
            return
        first, last = math.floor(seen.left()), math.ceil(seen.right())
        place = QRectF(first, seen.top(), last - first, seen.height())
        shift = clip.offset_s - clip.start_s
        start, end = self._axis.time(first) + shift, self._axis.time(last) + shift
        waveform.color = color
        waveform.gain = amplitude(clip.gain_db + track.gain_db)
        painter.save()
        painter.setClipRect(seen, Qt.ClipOperation.IntersectClip)
        waveform.paint(painter, place, start, end)
        painter.restore()

    def _paint_note(self, painter: QPainter, seen: QRectF, clip: Clip) -> None:
        problem = self._sounds.problem(clip.file)
        text = localized(problem.message) if problem else QCoreApplication.translate("TrackRow", "Reading the sound…")
        painter.setPen(colors().color("second"))
        painter.setFont(text_font(12))
        painter.drawText(seen.adjusted(BETWEEN, 0, -BETWEEN, 0),
                         Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _paint_fades(self, painter: QPainter, rect: QRectF, clip: Clip, color: QColor) -> None:
        rise = rect.left() + clip.fade_in_s * self._axis.pixels_per_s
        fall = rect.right() - clip.fade_out_s * self._axis.pixels_per_s
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for foot, top, length in ((rect.bottomLeft(), QPointF(rise, rect.top()), clip.fade_in_s),
                                  (rect.bottomRight(), QPointF(fall, rect.top()), clip.fade_out_s)):
            if length > 0:
                corner = QPointF(foot.x(), rect.top())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(faint(colors().color("panel"), 0.65))
                painter.drawPolygon(QPolygonF([foot, corner, top]))
                painter.setPen(QPen(color, 1.5))
                painter.drawLine(foot, top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_handles(self, painter: QPainter, rect: QRectF, clip: Clip) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = colors().color("text")
        y = gain_y(rect, clip.gain_db)
        painter.setPen(QPen(faint(text, 0.6), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(QPen(colors().color("panel"), 1.5))
        painter.setBrush(text)
        for handle in fade_handles(self._axis, rect, clip):
            painter.drawEllipse(handle, HANDLE, HANDLE)
        painter.setFont(text_font(11))
        painter.setPen(text)
        label = QCoreApplication.translate("TrackRow", "{gain} dB").format(gain=fixed_text(clip.gain_db, 1, signed=True))
        middle = max(rect.left(), 0.0) + 2 * BETWEEN
        above = y > rect.center().y()
        painter.drawText(QPointF(middle, y - 4 if above else y + 13), label)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
