"""The heads of the rows, at their left: name, file, gain, mute and solo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from studio.episode.track import Timeline, Track
from studio.ui import step_labels
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.timeline.gain_field import GainField
from studio.ui.timeline.keeps_its_keys import by_tab_only
from studio.ui.timeline.lane_rows import HEAD_WIDTH, LaneRow
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.widgets.elided_label import ElidedLabel

_DIGEST = 13                # characters of a digest and its dash before a file's own name


class RowHead(QWidget):
    """Name above a second line, for rows that are no track; `add` puts a button at the right."""

    def __init__(self, row: LaneRow, name: str) -> None:
        super().__init__()
        self.row = row
        self.setObjectName("laneHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedSize(HEAD_WIDTH, row.height)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(INSIDE, BETWEEN, BETWEEN, BETWEEN)
        self._column.setSpacing(GRID)
        self._line = QHBoxLayout()
        self._line.setSpacing(GRID)
        self.name = ElidedLabel(name, "sectionTitle")
        self._line.addWidget(self.name, 1)
        self._column.addLayout(self._line)
        self.second = ElidedLabel("", "small")
        self._lower = QHBoxLayout()
        self._lower.setSpacing(GRID)
        self._lower.addWidget(self.second, 1)
        self._column.addLayout(self._lower)
        self._column.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put something at the right of the name."""
        self._line.addWidget(widget)


class TrackHead(RowHead):
    """The head of a track of `model`; every change is one step of the history."""

    chosen = Signal()

    def __init__(self, row: LaneRow, model: TimelineModel) -> None:
        super().__init__(row, "")
        self._model = model
        self.track = row.track
        self.mute = self._toggle(self.tr("M"), self.tr("Mute"))
        self.solo = self._toggle(self.tr("S"), self.tr("Solo"))
        self.gain = GainField()
        self.gain.setFixedWidth(self.gain.fontMetrics().horizontalAdvance("−96.0 dB__"))
        self._lower.addWidget(self.gain)
        self.mute.clicked.connect(self._mute)
        self.solo.clicked.connect(self._solo)
        self.gain.previewed.connect(lambda value: model.preview(self._with_gain(value)))
        self.gain.committed.connect(lambda value: model.commit(self._with_gain(value), self._gain_label()))
        model.selection_changed.connect(self._show_selected)
        self.show_track()

    def show_track(self) -> None:
        """Show the track as it is now."""
        track = self._held()
        self.name.setText(track_name(track))
        self.second.setText(clip_names(track) or self.tr("no sound yet"))
        for made, text, on in ((self.mute, self.tr("Mute {track}"), track.mute),
                               (self.solo, self.tr("Solo {track}"), track.solo)):
            made.setChecked(on)
            made.setAccessibleName(text.format(track=track_name(track)))
        self.gain.setAccessibleName(self.tr("Gain of {track}").format(track=track_name(track)))
        self.gain.show_gain(track.gain_db)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select the track."""
        del event
        self._model.select(Selection("track", self.track))
        self.chosen.emit()

    def _held(self) -> Track:
        return self._model.timeline.track(self.track)

    def _toggle(self, text: str, tip: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName("toggle")
        made.setText(text)
        made.setToolTip(tip)
        made.setCheckable(True)
        by_tab_only(made)
        self.add(made)
        return made

    def _mute(self, on: bool) -> None:  # noqa: FBT001
        self._change(replace(self._held(), mute=on), step_labels.muted(self._held().name, on=on))

    def _solo(self, on: bool) -> None:  # noqa: FBT001
        self._change(replace(self._held(), solo=on), step_labels.alone(self._held().name, on=on))

    def _change(self, track: Track, step: str) -> None:
        self._model.commit(self._model.session.timeline.with_track(track), step)

    def _with_gain(self, gain_db: float) -> Timeline:
        return self._model.session.timeline.with_track(replace(self._held(), gain_db=gain_db))

    def _gain_label(self) -> str:
        return step_labels.gain(self._held().name)

    def _show_selected(self) -> None:
        chosen = self._model.selection.track == self.track
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().polish(self)


def track_name(track: Track) -> str:
    """A voice's track is called in the language shown; others by their own names."""
    return QCoreApplication.translate("TrackHead", "Voice") if track.kind == "voice" else track.name


def clip_names(track: Track) -> str:
    """The files of a track, each once, without the digest that keeps them apart."""
    stems = dict.fromkeys(PurePosixPath(clip.file).name[_DIGEST:] for clip in track.clips)
    return ", ".join(stems)
