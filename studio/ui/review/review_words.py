"""What the status line says of the review."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.review.take_filter import group_counts
from studio.ui.actions import ActionRegistry
from studio.ui.review.deciding import Deciding
from studio.ui.review.review_state import ReviewState

_SEPARATOR = " · "


class ReviewWords(QObject):
    """Looks at the state when asked."""

    def __init__(self, state: ReviewState, actions: ActionRegistry, deciding: Deciding) -> None:
        super().__init__(state)
        self._state, self._actions, self._deciding = state, actions, deciding

    def scope(self) -> str:
        """Such as `P / X act on 3 selected takes`."""
        rows, frames = self._state.scope(), self._state.session.takes.frames
        if not len(rows):
            return ""
        keys = " / ".join(self._actions.key_text(f"review.{name}") for name in ("accept", "reject"))
        if len(rows) == 1:
            said = self.tr("{keys} act on the take of #{frame}").format(keys=keys, frame=int(frames[rows[0]]))
        else:
            said = self.tr("{keys} act on %n selected take(s)", "", len(rows)).format(keys=keys)
        going_on = self.tr("going on after each decision")
        return f"{said}{_SEPARATOR}{going_on}" if self._deciding.auto_advance else said

    def facts(self) -> str:
        """Such as `100 takes · 57 picks · 3 decided by hand`."""
        session = self._state.session
        if not len(session.takes):
            return ""
        counts = group_counts(session.codes, session.picks)
        return _SEPARATOR.join((self.tr("%n take(s)", "", counts["all"]), self.tr("%n pick(s)", "", counts["picks"]),
                                self.tr("%n decided by hand", "", counts["by hand"])))
