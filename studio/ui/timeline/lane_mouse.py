"""What the mouse does on the lanes: select, drag, trim, fade, move the playhead."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from studio.ui import step_labels
from studio.ui.timeline.drags import Drag, Hand, points_without
from studio.ui.timeline.lane_rows import LaneRow, row_at
from studio.ui.timeline.selection import NOTHING, Selection
from studio.ui.timeline.shapes import MISS, Hit, Zone, clip_rect, gain_at, hit
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_model import TimelineModel

SNAP = 8                    # pixels
_BEGINS = 3                 # pixels before a press becomes a drag

_CURSORS: dict[Zone, Qt.CursorShape] = {
    "nothing": Qt.CursorShape.ArrowCursor, "body": Qt.CursorShape.OpenHandCursor, "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor, "fade in": Qt.CursorShape.SizeBDiagCursor,
    "fade out": Qt.CursorShape.SizeFDiagCursor, "gain": Qt.CursorShape.SizeVerCursor,
}


class LaneMouse(QObject):
    """One press to one release is one gesture: previewed while it lasts, kept as one step at its end."""

    hovered = Signal()
    caption_opened = Signal(int)

    def __init__(self, model: TimelineModel, axis: TimeAxis, sounds: Sounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._axis = axis
        self._sounds = sounds
        self.under = MISS
        self._pressed = QPointF()
        self._drag: Drag | None = None
        self._row: LaneRow | None = None
        self._under_way = False
        self._scrubbing = False

    @property
    def cursor(self) -> Qt.CursorShape:
        """What the mouse would do here."""
        if self._drag is not None and self._drag.hit.zone == "body":
            return Qt.CursorShape.ClosedHandCursor
        return _CURSORS[self._drag.hit.zone if self._drag is not None else self.under.zone]

    def pressed(self, event: QMouseEvent, rows: list[LaneRow]) -> None:
        """Select what lies there and take hold of it; on empty ground move the playhead."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._row = event.position(), row_at(rows, event.position().y())
        found = self._found(event.position(), rows)
        if found.zone == "nothing":
            self._scrubbing = True
            named = self._row is not None and self._row.kind == "track"
            self._model.select(Selection("track", self._row.track) if named and self._row else NOTHING)
            self._model.seek(self._axis.time(event.position().x()))
            return
        self._model.select(found.selection)
        timeline = self._model.session.timeline
        points = points_without(timeline, found, [self._model.playhead_s, self._model.duration_s])
        self._drag = Drag(timeline, found, self._axis.time(event.position().x()), points, self._file_s(found))

    def moved(self, event: QMouseEvent, rows: list[LaneRow]) -> None:
        """Preview the gesture, or look what lies under the mouse."""
        if self._scrubbing:
            self._model.seek(self._axis.time(event.position().x()))
        elif self._drag is None:
            self._look(self._found(event.position(), rows))
        elif self._under_way or (event.position() - self._pressed).manhattanLength() >= _BEGINS:
            self._under_way = True
            hand = self._hand(event, row_at(rows, event.position().y()))
            self._model.preview(self._drag.at(hand))
            self._model.select(self._drag.selection_at(hand))

    def released(self, event: QMouseEvent) -> None:
        """Keep what was dragged."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, under_way = self._drag, self._under_way
        self.let_go()
        if drag is not None and under_way:
            self._model.commit(self._model.timeline, self._label(drag.hit, self._model.selection))

    def double_clicked(self, event: QMouseEvent, rows: list[LaneRow]) -> None:
        """Open a caption to write in it."""
        found = self._found(event.position(), rows)
        if found.selection.kind == "caption":
            self.let_go()
            self.caption_opened.emit(found.selection.index)

    def cancel(self) -> bool:
        """Give a gesture up; whether one was under way."""
        drag, was = self._drag, self._under_way
        self.let_go()
        if drag is not None and was:
            self._model.cancel()
            self._model.select(drag.hit.selection)
        return was

    def let_go(self) -> None:
        """Hold nothing any more."""
        self._drag, self._under_way, self._scrubbing = None, False, False

    def gone(self) -> None:
        """The mouse left."""
        self._look(MISS)

    def _found(self, point: QPointF, rows: list[LaneRow]) -> Hit:
        row = row_at(rows, point.y())
        return hit(self._axis, self._model.timeline, row, point, self._model.selection) if row else MISS

    def _look(self, found: Hit) -> None:
        if found != self.under:
            before, self.under = self.under, found
            if before.selection != found.selection:
                self.hovered.emit()

    def _hand(self, event: QMouseEvent, row: LaneRow | None) -> Hand:
        free = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or not self._model.snapping
        snap_s = 0.0 if free else SNAP / self._axis.pixels_per_s
        return Hand(self._axis.time(event.position().x()), self._gain_at(event.position()), snap_s,
                    row.track if row is not None else "")

    def _gain_at(self, point: QPointF) -> float:
        drag = self._drag
        if drag is None or self._row is None or drag.hit.selection.kind != "clip":
            return 0.0
        held = drag.hit.selection
        clip = drag.before.track(held.track).clips[held.index]
        return gain_at(clip_rect(self._axis, self._row, clip), point.y())

    def _file_s(self, found: Hit) -> float | None:
        held = found.selection
        if held.kind != "clip":
            return None
        return self._sounds.length_s(self._model.timeline.track(held.track).clips[held.index].file)

    def _label(self, found: Hit, now: Selection) -> str:
        if found.selection.kind == "caption":
            return step_labels.MOVE_CAPTION if found.zone == "body" else step_labels.CAPTION_TIME
        if found.selection.track != now.track:
            return step_labels.MOVE_TO_TRACK
        labels = {"body": step_labels.MOVE_CLIP, "start": step_labels.TRIM_CLIP, "end": step_labels.TRIM_CLIP,
                  "fade in": step_labels.FADE_IN, "fade out": step_labels.FADE_OUT, "gain": step_labels.CLIP_GAIN}
        return labels[found.zone]
