"""The Foley that finishing makes, heard and painted where it was made, else when it will be. It cannot be changed here."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.episode.track import Track
from studio.jobs.mix_sound import foley_track, hears_foley, timeline_span
from studio.ui.theme import INSIDE, colors, text_font
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.lane_rows import LaneRow
from studio.ui.timeline.shapes import span_rect
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_colors import faint, tint, wave_color
from studio.ui.timeline.timeline_model import TimelineModel

_FILLS, _QUIETEST = 0.8, 1e-4       # of the row's height that the loudest fills, since a draft is quiet; least peak


def made_tracks(model: TimelineModel, finished: FinishedStages) -> tuple[Track, ...]:
    """What the stage `foley` left, as the mix will take it; nothing while it is not made, or not heard."""
    file = finished.output("foley")
    if not file or not hears_foley(model.timeline):
        return ()
    made = foley_track(file, timeline_span(model.session.timeline), model.session.settings.foley_gain_db)
    return (replace(made, name=QCoreApplication.translate("TimelinePanel", "Foley")),)


class MadeRow:
    """Paints into a row what the stage `foley` left."""

    def __init__(self, model: TimelineModel, axis: TimeAxis, sounds: Sounds, finished: FinishedStages) -> None:
        self._model = model
        self._axis = axis
        self._sounds = sounds
        self._finished = finished

    def paint(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        """Draw what lies between the pixels `left` and `right`."""
        first_s, last_s = self._model.timeline.span_s
        rect = span_rect(self._axis, row, first_s, last_s)
        file = self._finished.output("foley")
        color = wave_color("foley")
        painter.fillRect(rect, tint(color, 0.13 if file else 0.05))
        if file:
            self._paint_sound(painter, rect, file, (left, right))
        else:
            self._paint_note(painter, row, self._why_silent())
        painter.setPen(QPen(faint(color, 0.45), 1, Qt.PenStyle.SolidLine if file else Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_sound(self, painter: QPainter, rect: QRectF, file: str, span: tuple[int, int]) -> None:
        waveform = self._sounds.painter(file)
        if waveform is None:
            return
        first, last = max(span[0], int(rect.left())), min(span[1] + 1, int(rect.right()))
        if last <= first:
            return
        shift = self._model.timeline.span_s[0]
        waveform.color = wave_color("foley")
        waveform.gain = _FILLS / max(waveform.peak, _QUIETEST)
        start, end = self._axis.time(first) - shift, self._axis.time(last) - shift
        waveform.paint(painter, QRectF(first, rect.top(), last - first, rect.height()), start, end)
        self._sounds.want_samples(file, last - first, start, end)

    def _why_silent(self) -> str:
        if hears_foley(self._model.timeline):
            return QCoreApplication.translate("MadeRow", "Made with the next export, and heard from then on")
        return QCoreApplication.translate("MadeRow", "Silent while a track is solo")

    def _paint_note(self, painter: QPainter, row: LaneRow, text: str) -> None:
        painter.setPen(colors().color("third"))
        painter.setFont(text_font(13))
        place = QRectF(max(0.0, self._axis.x(self._model.timeline.span_s[0])) + INSIDE, row.top, 400, row.height)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
