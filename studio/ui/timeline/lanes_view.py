"""The lanes of the timeline: painted where they are seen, changed by the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.episode.finish_rules import OFF
from studio.finish.ducking import DUCKED_KINDS
from studio.ui.theme import BETWEEN, INSIDE, colors, text_font, theme
from studio.ui.timeline.caption_row import CaptionRow
from studio.ui.timeline.dropped_files import dropped_files
from studio.ui.timeline.ducking_line import DuckingLine
from studio.ui.timeline.ducking_watch import DuckingWatch
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.lane_mouse import LaneMouse
from studio.ui.timeline.lane_rows import LaneRow, lane_rows, row_at
from studio.ui.timeline.made_row import MadeRow
from studio.ui.timeline.picture_row import THUMBNAIL_HEIGHT, PictureRow
from studio.ui.timeline.shapes import caption_rect
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.thumbnails import Thumbnails
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_colors import faint
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.timeline.track_row import TrackRow

PLAYHEAD = 2                # pixels wide
_NOTCH = 120.0              # what a wheel turns by one step
_ZOOM_A_NOTCH = 1.25


class LanesView(QWidget):
    """Everything right of the track heads. Repaints only what changed; while playing that is a strip of a few pixels."""

    files_dropped = Signal(object, object, float)   # list[Path], LaneRow or None, seconds
    caption_opened = Signal(int)                    # the caption to be written in place

    def __init__(self, model: TimelineModel, axis: TimeAxis, sounds: Sounds, finished: FinishedStages,
                 ducking: DuckingWatch) -> None:
        super().__init__()
        self._model = model
        self.axis = axis
        self.rows: list[LaneRow] = []
        self.sounds = sounds
        self.thumbnails = Thumbnails(model.session.background, THUMBNAIL_HEIGHT, self.devicePixelRatioF(), self)
        self._pictures = PictureRow(model, axis, self.thumbnails)
        self._tracks = TrackRow(model, axis, sounds)
        self._finished = finished
        self._made = MadeRow(model, axis, sounds, finished)
        self._ducking = DuckingLine(axis, ducking)
        self._captions = CaptionRow(model, axis)
        self._mouse = LaneMouse(model, axis, sounds, self)
        self._dropping: LaneRow | None = None
        self.setObjectName("lanes")
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for signal in (axis.changed, model.loop_changed, model.selection_changed, theme().changed, sounds.changed,
                       self.thumbnails.arrived, finished.changed, ducking.changed):
            signal.connect(self.update)
        model.session.settings_changed.connect(self.lay_out)
        model.timeline_changed.connect(self.lay_out)
        model.playhead_changed.connect(self._playhead_moved)
        self._mouse.hovered.connect(self._hover)
        self._mouse.caption_opened.connect(self.caption_opened)
        self.lay_out()

    def lay_out(self) -> None:
        """Rows follow the tracks."""
        self.rows = lane_rows(self._model.timeline, foley=self._model.session.settings.foley != OFF)
        height = self.rows[-1].bottom
        if height != self.height():
            self.setFixedHeight(height)
        self.update()

    def row_of(self, track: str) -> LaneRow:
        """The row of a track; that of the captions for ""."""
        return next(row for row in self.rows if (row.track == track if track else row.kind == "captions"))

    def caption_place(self, index: int) -> QRect:
        """Where a caption stands, in pixels of this widget."""
        return caption_rect(self.axis, self.row_of(""), self._model.timeline.captions[index]).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the rows that the exposed part touches."""
        painter = QPainter(self)
        exposed = event.rect()
        painter.setClipRect(exposed)
        painter.fillRect(exposed, colors().color("window"))
        for row in self.rows:
            if row.bottom > exposed.top() and row.top <= exposed.bottom():
                self._paint_row(painter, row, exposed)
        self._paint_range(painter)
        self._paint_lines(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The axis follows the width."""
        self.axis.set_width(event.size().width())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of what lies there."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mouse.pressed(event, self.rows)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it, or show what could be taken hold of."""
        self._mouse.moved(event, self.rows)
        self.setCursor(self._mouse.cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Keep what was dragged."""
        self._mouse.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Write a caption in place."""
        self._mouse.double_clicked(event, self.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape gives a gesture up."""
        if event.key() != Qt.Key.Key_Escape or not self._mouse.cancel():
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        """Nothing is taken hold of yet."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing lies under the mouse any more."""
        self._mouse.gone()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl zooms at the cursor, Shift and sideways wheels scroll through time, else the tracks scroll."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.axis.zoom(_ZOOM_A_NOTCH ** (turned.y() / _NOTCH), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or turned.x():
            steps = (turned.x() or turned.y()) / _NOTCH
            self.axis.scroll_to(self.axis.first_s - steps * self.axis.shown_s / 8)
        else:
            event.ignore()
            return
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show which row would take them."""
        self._dropping = row_at(self.rows, event.position().y())
        event.acceptProposedAction()
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """No row would."""
        del event
        self._dropping = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand them over with the place they were dropped at."""
        self._dropping = None
        self.update()
        event.acceptProposedAction()
        seconds = max(0.0, self.axis.time(event.position().x()))
        self.files_dropped.emit(dropped_files(event.mimeData()), row_at(self.rows, event.position().y()), seconds)

    def _paint_row(self, painter: QPainter, row: LaneRow, exposed: QRect) -> None:
        painter.fillRect(0, row.bottom - 1, self.width(), 1, colors().color("seam"))
        left, right = exposed.left(), exposed.right()
        if row.kind == "picture":
            self._pictures.paint(painter, row, left, right)
        elif row.kind == "track":
            self._paint_track(painter, row, left, right)
        elif row.kind == "made":
            self._made.paint(painter, row, left, right)
            if self._finished.output("foley"):
                self._ducking.paint(painter, row, left, right)
        elif row.kind == "captions":
            self._captions.paint(painter, row, left, right)
        invitation = self._invitation(row)
        if invitation:
            painter.setPen(colors().color("third"))
            painter.setFont(text_font(13))
            painter.drawText(QRect(INSIDE, row.top, self.width() - 2 * INSIDE, row.height),
                             Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, invitation)
        if row == self._dropping:
            painter.setPen(QPen(colors().color("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(BETWEEN / 2, row.top + 3, self.width() - BETWEEN, row.height - 7))

    def _paint_track(self, painter: QPainter, row: LaneRow, left: int, right: int) -> None:
        track = self._model.timeline.track(row.track)
        self._tracks.paint(painter, row, track, left, right)
        if track.kind in DUCKED_KINDS and track.clips:
            self._ducking.paint(painter, row, left, right)
        for clip in track.clips:
            first, last = max(clip.start_s, self.axis.first_s), min(clip.end_s, self.axis.last_s)
            shift = clip.offset_s - clip.start_s
            if last > first:
                self.sounds.want_samples(clip.file, (last - first) * self.axis.pixels_per_s, first + shift, last + shift)

    def _invitation(self, row: LaneRow) -> str:
        """What to drop into an empty row."""
        timeline = self._model.timeline
        if row.kind == "picture" and not self._model.blocks:
            return self.tr("No picks yet: accept takes in Review, and the loop stands here")
        if row.kind == "drop":
            return self.tr("Drop a sound file here")
        if row.kind == "captions" and not timeline.captions:
            return self.tr("Drop an .srt file here, or press C to write a caption at the playhead")
        if row.kind == "track" and not timeline.track(row.track).clips:
            voice = timeline.track(row.track).kind == "voice"
            return self.tr("Drop the voice here: the episode becomes as long as it") if voice else \
                self.tr("Drop a sound file here")
        return ""

    def _paint_range(self, painter: QPainter) -> None:
        """What lies outside in and out is dimmed."""
        timeline, veil = self._model.timeline, faint(colors().color("window"), 0.6)
        if timeline.in_s is not None:
            painter.fillRect(QRectF(0, 0, self.axis.x(timeline.in_s), self.height()), veil)
        if timeline.out_s is not None:
            left = self.axis.x(timeline.out_s)
            painter.fillRect(QRectF(left, 0, max(0.0, self.width() - left), self.height()), veil)

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(faint(colors().color("text"), 0.4), 1, Qt.PenStyle.DotLine))
        for marker in self._model.timeline.markers:
            x = self.axis.x(marker)
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        x = self.axis.x(self._model.playhead_s)
        painter.fillRect(QRectF(x - PLAYHEAD / 2, 0, PLAYHEAD, self.height()), colors().color("text"))

    def _playhead_moved(self, before: float) -> None:
        for seconds in (before, self._model.playhead_s):
            x = self.axis.x(seconds)
            if -PLAYHEAD <= x <= self.width() + PLAYHEAD:
                self.update(int(x) - PLAYHEAD, 0, 2 * PLAYHEAD + 1, self.height())

    def _hover(self) -> None:
        self._tracks.hovered = self._mouse.under.selection
        self.update()
