"""Panel Timeline: ruler, heads and lanes under one scroll bar for time and one for tracks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from studio.jobs.mix_sound import hears_foley
from studio.ui.finishing.finish_words import engine_text
from studio.ui.numbers import number_text, plain_text
from studio.ui.timeline.caption_editor import CaptionEditor
from studio.ui.timeline.ducking_watch import DuckingWatch
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.keeps_its_keys import by_tab_only
from studio.ui.timeline.lane_rows import HEAD_WIDTH, RULER_HEIGHT, LaneRow
from studio.ui.timeline.lanes_view import LanesView
from studio.ui.timeline.ruler import Ruler
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.time_axis import TimeAxis
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.timeline.track_head import RowHead, TrackHead
from studio.ui.widgets.controls import button
from studio.ui.widgets.panel import Panel

_WIDE, _HIGH = 1000, 440
_BAR_STEPS = 10_000         # scroll bar steps for the whole time


class TimelinePanel(Panel):
    """`lanes`, `ruler` and the heads, which are made anew when tracks come, go or change places."""

    sound_wanted = Signal(str)          # a track's id, or "" for a track of its own
    captions_wanted = Signal()

    def __init__(self, model: TimelineModel, sounds: Sounds, finished: FinishedStages, ducking: DuckingWatch) -> None:
        super().__init__("timeline", self.tr("Timeline"), margins=False)
        self._model, self._finished = model, finished
        self.axis = TimeAxis(self)
        self.axis.set_length(model.length_s)
        self.ruler = Ruler(model, self.axis)
        self.lanes = LanesView(model, self.axis, sounds, finished, ducking)
        self.editor = CaptionEditor(self.lanes)
        self.heads: list[RowHead] = []
        self._head_column = QVBoxLayout()
        self._area = QScrollArea()
        self._bar = QScrollBar(Qt.Orientation.Horizontal)
        self._lay_out()
        self._connect()
        self._show_heads()
        self.setFocusProxy(self.lanes)

    def sizeHint(self) -> QSize:  # noqa: N802
        """High enough for a few tracks."""
        return QSize(_WIDE, _HIGH)

    def open_caption(self, index: int) -> None:
        """Write in a caption where it stands."""
        self._open(index, self._model.timeline.captions[index].text)

    def open_new_caption(self, index: int) -> None:
        """As `open_caption`, beginning with nothing."""
        self._open(index, "")

    def _open(self, index: int, text: str) -> None:
        self._area.ensureVisible(0, self.lanes.row_of("").top + RULER_HEIGHT, 0, RULER_HEIGHT)
        captions = self._model.timeline.captions
        self.axis.show_time(captions[index].start_s)
        self.editor.open(index, text, self.lanes.caption_place(index))

    def _lay_out(self) -> None:
        corner = QWidget()
        corner.setObjectName("laneHead")
        corner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        corner.setFixedSize(HEAD_WIDTH, RULER_HEIGHT)
        top = _row(corner, self.ruler)
        self._head_column.setContentsMargins(0, 0, 0, 0)
        self._head_column.setSpacing(0)
        inner = QWidget()
        line = QHBoxLayout(inner)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addLayout(self._head_column)
        line.addWidget(self.lanes, 1)
        line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.setAccessibleName(self.tr("Time shown"))
        left = QWidget()
        left.setFixedWidth(HEAD_WIDTH)
        self.body.setSpacing(0)
        self.body.addLayout(top)
        self.body.addWidget(self._area, 1)
        self.body.addLayout(_row(left, self._bar))

    def _connect(self) -> None:
        model = self._model
        model.loop_changed.connect(self._lengthen)
        model.timeline_changed.connect(self._lengthen)
        model.timeline_changed.connect(self._show_heads)
        model.loop_changed.connect(self._show_seconds)
        model.session.settings_changed.connect(self._show_heads)
        self._finished.changed.connect(self._show_seconds)
        self.axis.changed.connect(self._show_bar)
        self._bar.valueChanged.connect(self._scroll)
        self.lanes.caption_opened.connect(self.open_caption)
        self.editor.left.connect(self.lanes.setFocus)

    def _lengthen(self) -> None:
        """Not while something is being dragged: the time under the hand would run away from it."""
        if self._model.timeline == self._model.session.timeline:
            self.axis.set_length(self._model.length_s)

    def _show_heads(self) -> None:
        rows = self.lanes.rows
        if [(head.kind, head.track) for head in self._rows_of_heads()] != [(row.kind, row.track) for row in rows]:
            for head in self.heads:
                self._head_column.removeWidget(head)
                head.deleteLater()
            self.heads = [self._made_head(row) for row in rows]
            for head in self.heads:
                self._head_column.addWidget(head)
        for head in self.heads:
            if isinstance(head, TrackHead):
                head.show_track()
        self._show_seconds()

    def _rows_of_heads(self) -> list[LaneRow]:
        return [head.row for head in self.heads]

    def _made_head(self, row: LaneRow) -> RowHead:
        if row.kind == "track":
            head = TrackHead(row, self._model)
            head.chosen.connect(self.lanes.setFocus)
            return head
        if row.kind == "drop":
            another = self._head_with(row, self.tr("Another track"), self.tr("Add a sound file…"),
                                      lambda: self.sound_wanted.emit(""))
            another.second.hide()
            return another
        if row.kind == "made":
            return RowHead(row, self.tr("Foley"))
        if row.kind == "captions":
            return self._head_with(row, self.tr("Captions"), self.tr("Write a caption at the playhead"),
                                   self.captions_wanted.emit)
        return RowHead(row, self.tr("Picture"))

    def _head_with(self, row: LaneRow, name: str, tip: str, clicked: Callable[[], object]) -> RowHead:
        """A head with a button that adds something."""
        made, more = RowHead(row, name), button("+", clicked, style="flat", tip=tip)
        more.setAccessibleName(tip)
        by_tab_only(more)
        made.add(more)
        return made

    def _show_seconds(self) -> None:
        model = self._model
        for head in self.heads:
            if head.row.kind == "picture":
                head.second.setText(self.tr("there and back, {fps} a second").format(fps=plain_text(model.fps)))
            elif head.row.kind == "made":
                head.second.setText(self._foley_text())
            elif head.row.kind == "captions":
                head.second.setText(self.tr("%n line(s)", "", len(model.timeline.captions)))

    def _foley_text(self) -> str:
        """`draft · −12 dB`, and whether it was made and is heard."""
        settings = self._model.session.settings
        parts = [engine_text(settings.foley), self.tr("{gain} dB").format(gain=number_text(settings.foley_gain_db))]
        if not hears_foley(self._model.timeline):
            parts.append(self.tr("silent"))
        elif not self._finished.output("foley"):
            parts.append(self.tr("not made yet"))
        return " · ".join(parts)

    def _show_bar(self) -> None:
        """The bar counts parts of the whole, since samples of an hour are more than it can count."""
        axis = self.axis
        furthest = axis.furthest_s()
        whole = furthest + axis.shown_s
        with QSignalBlocker(self._bar):
            self._bar.setRange(0, round(_BAR_STEPS * furthest / whole))
            self._bar.setPageStep(max(1, round(_BAR_STEPS * axis.shown_s / whole)))
            self._bar.setSingleStep(max(1, self._bar.pageStep() // 8))
            self._bar.setValue(round(self._bar.maximum() * axis.first_s / furthest) if furthest else 0)
        self._bar.setVisible(furthest > 0)

    def _scroll(self, value: int) -> None:
        self.axis.scroll_to(self.axis.furthest_s() * value / max(1, self._bar.maximum()))


def _row(head: QWidget, rest: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    line.addWidget(head)
    line.addWidget(rest, 1)
    return line
