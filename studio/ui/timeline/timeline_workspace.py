"""The workspace Timeline: picture above, loop and sound beside it, all tracks below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import fixed_text
from studio.ui.theme import HEAD, INSIDE
from studio.ui.timeline.bring_in import BringIn
from studio.ui.timeline.caption_files import CaptionFiles
from studio.ui.timeline.ducking_watch import DuckingWatch
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.timeline.held_key import HeldKey
from studio.ui.timeline.keeps_its_keys import by_tab_only, keeps
from studio.ui.timeline.lane_rows import RULER_HEIGHT, LaneRow
from studio.ui.timeline.loop_motion_watch import LoopMotionWatch
from studio.ui.timeline.loop_panel import LoopPanel
from studio.ui.timeline.loudness_heard import LoudnessHeard
from studio.ui.timeline.made_row import made_tracks
from studio.ui.timeline.playback import Playback
from studio.ui.timeline.preview import Preview
from studio.ui.timeline.sound_panel import SoundPanel
from studio.ui.timeline.sounds import Sounds
from studio.ui.timeline.timeline_commands import TimelineCommands
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.timeline.timeline_panel import TimelinePanel
from studio.ui.timeline.transport_bar import TransportBar
from studio.ui.widgets.controls import button
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import Panel
from studio.ui.workspace import Workspace

_SIDE = 288
_ZOOM = 1.5


class TimelineWorkspace(Workspace):
    """Joins model, playback, views and keys."""

    key = "timeline"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self._stop_key = HeldKey(lambda: context.actions.action("timeline.stop").shortcuts())

    def _build(self) -> Iterator[str]:
        self._make_model()
        yield "model"
        self.preview = Preview(self.model)
        self.transport = TransportBar(self.context, self.model, self.playback)
        self._set_middle()
        yield "picture"
        self.loop = LoopPanel(self.model, self.motion, self.finished)
        self.add_panel(self.loop, "left", width=_SIDE)
        yield "loop"
        self.sound = SoundPanel(self.model, self.finished, self.commands)
        yield "sound"
        self.add_panel(self.sound, "right", width=_SIDE)
        yield "sound shown"
        self.timeline = TimelinePanel(self.model, self.sounds, self.finished, self.ducking)
        yield "timeline"
        self.add_panel(self.timeline, "bottom", height=HEAD + RULER_HEIGHT + self.timeline.lanes.height() + INSIDE)
        self.timeline.head.add(self._keys)
        yield "timeline shown"
        self._keep_keys()
        self._connect()
        self._bind()
        self._follow_timeline()
        self._tell()

    def _make_model(self) -> None:
        session = self.session
        self.model = TimelineModel(session, self)
        self.sounds = Sounds(session.folder, session.background, self)
        self.motion = LoopMotionWatch(self.model, self)
        self.commands = TimelineCommands(self.model, self)
        self.files = BringIn(self.model)
        self.playback = playback = Playback(session.folder)
        self.destroyed.connect(lambda: _end(playback))
        self.finished = FinishedStages(session, self.context.jobs, self)
        self.ducking = DuckingWatch(self.model, self)
        self.loudness = LoudnessHeard(session, self.finished)

    def _set_middle(self) -> None:
        self.to_review = button(self.tr("Go to Review"), lambda: self.go_requested.emit("review", None))
        self._keys = ElidedLabel("", "small")
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        middle = Panel("preview", self.tr("Picture"))
        middle.body.setSpacing(0)
        middle.body.addWidget(self.preview, 1)
        middle.body.addWidget(self.to_review, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.body.addWidget(self.transport)
        self.set_center(middle)
        middle.head.hide()

    def _keep_keys(self) -> None:
        """Space and the like are the timeline's, whichever button was clicked last."""
        for made in (self.to_review, self.loop.gap, *self.transport.findChildren(QPushButton),
                     *self.sound.findChildren(QPushButton)):
            by_tab_only(made)

    def event(self, event: QEvent) -> bool:
        """Keys that nothing inside took come by here before shortcuts get them: fields keep theirs, and K is followed."""
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease):
            self._stop_key.follow(event)
            if event.type() == QEvent.Type.ShortcutOverride and keeps(self.focusWidget(), event):
                event.accept()
                return True
        return super().event(event)

    def entered(self) -> None:
        """Look at what finishing has left meanwhile."""
        self.finished.set_shown(shown=True)
        self.caption_files.look()

    def left(self) -> None:
        """Nothing plays unseen."""
        self.finished.set_shown(shown=False)
        self.playback.pause()
        self._stop_key.is_down = False

    def show_frame(self, frame: int) -> None:
        """Put the playhead where the pick of a source frame is shown first."""
        model = self.model
        picks = model.pick_frames.tolist()
        shown = model.frames_shown.tolist()
        if frame in picks and picks.index(frame) in shown:
            model.seek(shown.index(picks.index(frame)) / model.fps)

    def scope_text(self) -> str:
        """What X, P and E act on, and what is selected."""
        actions = self.context.actions
        frame = self.model.source_frame_at(self.model.playhead_s)
        parts = []
        if frame is not None:
            text = self.tr("#{frame} under the playhead · {reject} rejects it · {open} opens it")
            parts.append(text.format(frame=frame, reject=actions.key_text("timeline.reject"),
                                     open=actions.key_text("timeline.open")))
        if self.model.selected_clip() is not None:
            parts.append(self.tr("clip selected · {split} splits it").format(split=actions.key_text("timeline.split")))
        if self.model.can_remove():
            parts.append(self.tr("{remove} removes what is selected").format(remove=actions.key_text("timeline.remove")))
        return " · ".join(parts)

    def facts_text(self) -> str:
        """Length and frames."""
        plan = self.model.plan
        if plan is None:
            return ""
        seconds = fixed_text(float(plan.duration_s))
        return self.tr("{seconds} s · {frames}").format(seconds=seconds, frames=self.tr("%n frame(s)", "", plan.frames))

    def first_focus(self) -> QWidget:
        """The lanes."""
        return self.timeline.lanes

    def _connect(self) -> None:
        model, playback = self.model, self.playback
        model.sought.connect(self._seek)
        for signal in (model.timeline_changed, model.loop_changed, self.ducking.changed, self.finished.changed,
                       self.session.settings_changed):
            signal.connect(self._follow_timeline)
        playback.position_changed.connect(self._show_position)
        playback.state_changed.connect(self._follow_state)
        playback.notice.connect(self.sound.say_silent)
        self.sound.choose_voice.clicked.connect(self._choose_voice)
        self.timeline.lanes.files_dropped.connect(self._take_files)
        self.timeline.sound_wanted.connect(self._choose_sound)
        self.timeline.captions_wanted.connect(self.write_caption)
        self.timeline.editor.written.connect(self.commands.write_caption)
        self.timeline.editor.left.connect(model.cancel)
        self.files.failed.connect(self.context.notices.fail)
        self.files.said.connect(self.context.notices.warn)
        self.files.busy_changed.connect(self.sound.say_busy)
        self.context.actions.shortcuts_changed.connect(self._show_keys)
        self._show_keys()
        for signal in (model.playhead_changed, model.loop_changed, model.selection_changed):
            signal.connect(self._tell)

    def _bind(self) -> None:
        model, commands, axis = self.model, self.commands, self.timeline.axis
        functions = {
            "play": self.playback.toggle, "back": lambda: self._shuttle(-1), "stop": self.playback.pause,
            "forward": lambda: self._shuttle(1), "previous_frame": lambda: model.step(-1),
            "next_frame": lambda: model.step(1), "previous_point": lambda: self._to_point(-1),
            "next_point": lambda: self._to_point(1), "home": lambda: self._go(0.0), "end": lambda: self._go(model.length_s),
            "reject": commands.reject, "accept": commands.accept, "open": self._open_in_review,
            "set_in": commands.set_in, "set_out": commands.set_out, "clear_range": commands.clear_range,
            "split": commands.split, "marker": commands.marker, "caption": self.write_caption, "remove": commands.remove,
            "select": model.select_next_here, "write": self._write_selected,
            "add_sound": lambda: self._choose_sound(""), "choose_voice": self._choose_voice,
            "snap": self._toggle_snap,
            "zoom_in": lambda: self._zoom(_ZOOM), "zoom_out": lambda: self._zoom(1 / _ZOOM), "fit": axis.fit,
        }
        for name, function in functions.items():
            self.context.actions.bind(f"timeline.{name}", function, self)
        self.context.actions.action("timeline.snap").setChecked(model.snapping)
        self.caption_files = CaptionFiles(model, self.files, self.sound.finish, self.context.actions, self)

    def write_caption(self) -> None:
        """A caption at the playhead, written in at once."""
        self.timeline.open_new_caption(self.commands.new_caption())

    def _write_selected(self) -> None:
        if self.model.selected_caption() is not None:
            self.timeline.open_caption(self.model.selection.index)

    def _shuttle(self, direction: int) -> None:
        """J and L; with K held down, one frame."""
        if self._stop_key.is_down:
            self.playback.pause()
            self.model.step(direction)
        else:
            self.playback.shuttle(1 if direction > 0 else -1)

    def _seek(self, seconds: float) -> None:
        self.playback.seek(seconds)
        self.timeline.axis.show_time(seconds)

    def _show_position(self, seconds: float) -> None:
        self.model.set_playhead(seconds)
        if self.playback.is_playing:
            self.timeline.axis.show_time(seconds)

    def _follow_state(self) -> None:
        self.preview.direction = -1 if self.playback.speed < 0 else 1

    def _follow_timeline(self) -> None:
        """What is heard follows what is shown, also while a gain is being dragged."""
        model, here, gain = self.model, self.model.playhead_s, self.loudness.gain_db()
        self.playback.set_timeline(model.timeline, made_tracks(model, self.finished), self.ducking.curve, gain or 0.0)
        self.sound.finish.show_heard(gain, reckoning=self.ducking.is_reckoning)
        if not model.has_voice:
            self.playback.set_length(model.duration_s)
            self.playback.seek(here)

    def _to_point(self, direction: int) -> None:
        self.model.go_to_point(direction)

    def _go(self, seconds: float) -> None:
        self.model.seek(seconds)

    def _zoom(self, factor: float) -> None:
        """Around the playhead where it is seen, else around the middle."""
        axis = self.timeline.axis
        x = axis.x(self.model.playhead_s)
        axis.zoom(factor, x if 0 <= x <= axis.width else axis.width / 2)

    def _toggle_snap(self) -> None:
        self.model.snapping = self.context.actions.action("timeline.snap").isChecked()

    def _open_in_review(self) -> None:
        frame = self.model.source_frame_at(self.model.playhead_s)
        if frame is not None:
            self.go_requested.emit("review", frame)

    def _take_files(self, files: list[Path], row: LaneRow | None, seconds: float) -> None:
        on_track = row is not None and row.kind == "track"
        self.files.bring(files, row.track if row is not None and on_track else "", seconds if on_track else 0.0)

    def _choose_sound(self, track: str) -> None:
        for file in self._chosen(self.tr("Add a sound")):
            self.files.sound(file, track, self.model.playhead_s if track else 0.0)

    def _choose_voice(self) -> None:
        for file in self._chosen(self.tr("Choose a voice"))[:1]:
            self.files.voice(file)

    def _chosen(self, title: str, kinds: str = "") -> list[Path]:
        return [Path(name) for name in QFileDialog.getOpenFileNames(self, title, "", kinds)[0]]

    def _show_keys(self) -> None:
        names = ("play", "back", "stop", "forward", "set_in", "set_out", "split", "marker", "caption", "zoom_out", "zoom_in",
                 "fit")
        keys = {name: self.context.actions.key_text(f"timeline.{name}") for name in names}
        self._keys.setText(self.tr("{play} plays · {back} {stop} {forward} shuttle · {set_in} {set_out} in and out · "
                                   "{split} splits · {marker} marks · {caption} captions · "
                                   "{zoom_out} {zoom_in} {fit} zoom").format(**keys))

    def _tell(self) -> None:
        self.to_review.setVisible(not self.model.blocks)
        self.scope_changed.emit(self.scope_text())
        self.facts_changed.emit(self.facts_text())


def _end(playback: Playback) -> None:
    """It outlives the workspace, whose end it must hear of, and goes in the window's thread."""
    if shiboken6.isValid(playback):         # at the end of the process Qt may have taken it already
        playback.close()
        playback.deleteLater()
