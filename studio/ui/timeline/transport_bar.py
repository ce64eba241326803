"""Where the playhead is, J K L, and how long it all is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from studio.ui.context import WindowContext
from studio.ui.theme import BETWEEN
from studio.ui.timeline.playback import Playback
from studio.ui.timeline.time_code import time_code
from studio.ui.timeline.timeline_model import TimelineModel
from studio.ui.widgets.controls import button, label


class TransportBar(QWidget):
    """Follows `playback` and the playhead of `model`."""

    def __init__(self, context: WindowContext, model: TimelineModel, playback: Playback) -> None:
        super().__init__()
        self._context = context
        self._model = model
        self._playback = playback
        self.now, self.whole = label("", "second"), label("", "second")
        self.back = self._button("timeline.back", "J", "")
        self.toggle = self._button("timeline.play", "", "primary")
        self.forward = self._button("timeline.forward", "L", "")
        self.speed = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, BETWEEN, 0, BETWEEN)
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        for part in (self.now, self.back, self.toggle, self.forward, self.whole, self.speed):
            row.addWidget(part)
        row.addStretch(1)
        playback.state_changed.connect(self._show_state)
        model.playhead_changed.connect(self._show_times)
        model.loop_changed.connect(self._show_times)
        self._show_state()
        self._show_times()

    def _button(self, action: str, text: str, style: str) -> QPushButton:
        made = button(text, self._context.actions.action(action).trigger, style=style,
                      tip=self._context.actions.text(action))
        made.setAccessibleName(self._context.actions.text(action))
        return made

    def _show_state(self) -> None:
        speed = self._playback.speed
        self.toggle.setText("K  ❚❚" if speed else self.tr("Space  ▶"))
        self.forward.setText("L  ▶▶")
        self.back.setText("◀◀  J")
        self.speed.setText(f"{speed}×" if abs(speed) > 1 or speed < 0 else "")

    def _show_times(self) -> None:
        fps = self._model.fps
        self.now.setText(time_code(self._model.playhead_s, fps))
        self.whole.setText(time_code(self._model.duration_s, fps))
