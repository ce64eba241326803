"""The two numbers a review is steered by: the strict pass with its interval, and how much the loop moves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.jobs.review_facts import ReviewFacts, read_review_facts
from studio.review.column_picks import first_rows, strict_pass_of
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.theme import INSIDE
from studio.ui.widgets.controls import BigNumber, label


class ReviewNumbers(QWidget):
    """`facts` are read in the background; `facts_changed` tells of new ones."""

    facts_changed = Signal()

    def __init__(self, session: EpisodeSession) -> None:
        super().__init__()
        self._session = session
        self.facts = ReviewFacts()
        self._rows = first_rows(session.takes)
        self._title = label("", "small", wrap=True)
        self.strict, self.motion = BigNumber(wrap=True), BigNumber(wrap=True)
        self._motion_title = label(self.tr("Motion of the loop (frame-diff)"), "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self.strict)
        column.addSpacing(INSIDE)
        column.addWidget(self._motion_title)
        column.addWidget(self.motion)

    def follow_takes(self) -> None:
        """Other takes; what is known of loop and speed may be new too."""
        self._rows = first_rows(self._session.takes)
        folder = self._session.folder
        self._session.background.read(self, lambda: read_review_facts(folder), self._take_facts)

    def follow_standings(self) -> None:
        """Judged anew."""
        found = strict_pass_of(self._session.takes, self._rows, self._session.thresholds)
        interval = found.interval
        self._title.setText(self.tr("Strict pass (face found ≥ {limit})").format(limit=plain_text(found.min_det)))
        if interval.share is None:
            self.strict.set("–", "", self.tr("nothing is scored yet"))
            return
        self.strict.set(f"{100 * interval.share:.0f} %", "", self.tr("95 % interval {low} – {high}, n = {count}").format(
            low=f"{100 * interval.low:.0f}", high=f"{100 * interval.high:.0f}", count=interval.tried))

    def _take_facts(self, facts: ReviewFacts) -> None:
        self.facts = facts
        self._show_motion()
        self.facts_changed.emit()

    def _show_motion(self) -> None:
        motion = self.facts.motion
        if motion is None:
            self.motion.set("–", "", self.tr("measured when a loop is made"))
            return
        words = {"still": self.tr("a still picture"), "static": self.tr("static class"),
                 "partial": self.tr("partial-motion class"), "full": self.tr("full-motion class")}
        kind = words.get(str(motion.get("kind")), "")
        self.motion.set(fixed_text(float(motion["loop"]), 1), "", self.tr("{kind}, of the loop made last").format(kind=kind))
