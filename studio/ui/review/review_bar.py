"""What stands below the takes: all frames by verdict, playing, re-rolling with its forecast, and the next step."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.actions import ActionRegistry
from studio.ui.context import WindowContext
from studio.ui.review.rerolling import Rerolling
from studio.ui.review.review_facts import ReviewNumbers
from studio.ui.review.review_state import ReviewState
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.frame_strip import FrameStrip
from studio.ui.widgets.key_button import KeyButton
from studio.ui.widgets.strip_states import strip_states
from studio.ui.widgets.times import span_text

_TOGETHER_MS = 100              # while a threshold is dragged


class ReviewBar(QWidget):
    """Follows the session a little behind, so that a drag is never slowed by it. `frame_asked`: a frame was clicked."""

    frame_asked = Signal(int)

    def __init__(self, context: WindowContext, state: ReviewState, rerolling: Rerolling, numbers: ReviewNumbers) -> None:
        super().__init__()
        self.setObjectName("reviewBar")
        self._state, self._session = state, state.session
        self._rerolling, self._numbers = rerolling, numbers
        self.strip = FrameStrip()
        self.range = ElidedLabel("", "second")
        self.range.setMinimumWidth(1)           # the first to give way
        key = context.actions.key_text("review.play")
        self.play = self._action_button(context.actions, "review.play", sign="▶", key=key)
        self.reroll = self._action_button(context.actions, "review.reroll_out")
        self.use = self._action_button(context.actions, "review.use_picks", style="primary")
        self._fill()
        self._timer = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._timer.timeout.connect(self._show)
        self.strip.clicked.connect(self.frame_asked)
        for signal in (self._session.takes_changed, self._session.standings_changed, numbers.facts_changed,
                       rerolling.changed):
            signal.connect(self._soon)
        state.current_changed.connect(self._show_current)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        self._show()

    def _soon(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _fill(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addWidget(self.range, 1)
        for item in (self.play, self.reroll, self.use):
            row.addWidget(item)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, INSIDE, INSIDE)
        column.setSpacing(BETWEEN)
        column.addWidget(self.strip)
        column.addLayout(row)

    def _show(self) -> None:
        takes, session = self._session.takes, self._session
        frames = takes.frames[np.flatnonzero(np.diff(takes.frames, prepend=-1))]      # they are sorted
        self.strip.set_states(strip_states(frames.tolist(), takes, session.codes, (), None), frames)
        self.range.setText(self._range_text(frames))
        self._show_current(self._state.current_row)
        self.play.setText(self.tr("Play picks"))
        self.play.setEnabled(len(session.picks) > 0)
        self._show_reroll(len(self._rerolling.frames_out()))
        self.use.setText(self.tr("Use %n pick(s) →", "", len(session.picks)))
        self.use.setEnabled(len(session.picks) > 0)

    def _range_text(self, frames: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
        at_work = self._rerolling.at_work()
        if at_work:
            return self.tr("Re-rolling: %n frame(s) to go", "", at_work)
        if not len(frames):
            return ""
        return self.tr("Frames {first} – {last}").format(first=frames[0], last=frames[-1])

    def _show_reroll(self, out: int) -> None:
        each = self._numbers.facts.seconds_a_take
        if each is None or not out:
            self.reroll.setText(self.tr("Re-roll %n out", "", out))
        else:
            self.reroll.setText(self.tr("Re-roll %n out · about {time}", "", out).format(time=span_text(each * out)))
        self.reroll.setEnabled(out > 0 and not self._rerolling.at_work())

    def _show_current(self, row: object) -> None:
        takes = self._session.takes
        self.strip.set_current(int(takes.frames[row]) if isinstance(row, int) and row < len(takes) else None)

    def _action_button(self, actions: ActionRegistry, action_id: str, *, style: str = "", sign: str = "",
                       key: str = "") -> KeyButton:
        made = KeyButton(actions.text(action_id), key, actions.action(action_id).trigger, sign=sign, style=style)
        made.setToolTip(self.tr("{command} ({key})").format(command=actions.text(action_id),
                                                            key=actions.key_text(action_id)))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
