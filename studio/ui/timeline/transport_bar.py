"""Where the playhead is, J K L, and how long it all is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.ui.context import WindowContext
from studio.ui.theme import BETWEEN
from studio.ui.timeline.playback import Playback
from studio.ui.timeline.time_code import time_code
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.widgets.controls import label
from studio.ui.widgets.key_button import KeyButton

_TOGGLE = 112           # pixels


class TransportBar(QWidget):
    """Follows `playback` and the playhead of `model`."""

    def __init__(self, context: WindowContext, model: TimelineModel, playback: Playback) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self._playback = playback
        self.now, self.whole = label("", "second"), label("", "second")
        self.back = self._button("timeline.back", "◀◀")
        self.toggle = self._button("timeline.play", "▶", "primary")
        self.toggle.setMinimumWidth(_TOGGLE)        # no other width while it plays
        self.forward = self._button("timeline.forward", "▶▶")
        self.speed = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, BETWEEN, 0, BETWEEN)
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        for part in (self.now, self.back, self.toggle, self.forward, self.whole, self.speed):
            row.addWidget(part)
        row.addStretch(1)
        playback.state_changed.connect(self._show_state)
        context.actions.shortcuts_changed.connect(self._show_keys)
        model.playhead_changed.connect(self._show_times)
        model.loop_changed.connect(self._show_times)
        self._show_state()
        self._show_times()

    def _button(self, action: str, sign: str, style: str = "") -> KeyButton:
        actions = self._context.actions
        made = KeyButton(sign, actions.key_text(action), actions.action(action).trigger, style=style)
        made.setAccessibleName(actions.text(action))
        made.setToolTip(actions.text(action))
        return made

    def _show_keys(self) -> None:
        key = self._context.actions.key_text
        self.back.set_key(key("timeline.back"))
        self.toggle.set_key(key("timeline.stop" if self._playback.speed else "timeline.play"))
        self.forward.set_key(key("timeline.forward"))

    def _show_state(self) -> None:
        speed = self._playback.speed
        self.toggle.setText("❚❚" if speed else "▶")
        self._show_keys()
        self.speed.setText(f"{speed}×" if abs(speed) > 1 or speed < 0 else "")

    def _show_times(self) -> None:
        fps = self._model.fps
        self.now.setText(time_code(self._model.playhead_s, fps))
        self.whole.setText(time_code(self._model.duration_s, fps))
