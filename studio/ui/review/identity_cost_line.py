"""Under the threshold of identity: how many takes it costs, and how often somebody else would pass it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl, StopRequested, pass_over
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.language import shown_language
from studio.ui.one_reading import OneReading
from studio.ui.theme import GRID
from studio.ui.widgets.controls import button, label

if TYPE_CHECKING:       # what looks at faces is loaded by the thread that is asked to
    from studio.jobs.identity_cost import CostTexts
    from studio.jobs.strangers import StrangersAtHand

AFTER_MS = 500
"""Without a new take: while takes are made nothing is reckoned, since it would have to be anew after each."""


@dataclass(frozen=True, slots=True)
class _Read:
    """`limit` is the threshold that was asked about."""

    texts: CostTexts
    at_hand: StrangersAtHand
    limit: float

    @property
    def measured(self) -> bool:
        """Whether any take has an identity score."""
        return self.texts.at(self.limit) is not None


class IdentityCostLine(QWidget):
    """Asked for by a button, since what reckons it is large to load. Then everything is reckoned beforehand on another
    thread; a threshold that is dragged only looks its sentence up."""

    def __init__(self, session: EpisodeSession, context: WindowContext) -> None:
        super().__init__()
        self._session, self._context = session, context
        self._read: _Read | None = None
        self._reading = OneReading(self._start_reading, AFTER_MS, self)
        self._is_asked = False
        self._control: JobControl | None = None
        self.text = label("", "small", wrap=True)
        self.ask = button(self.tr("What does it cost?"), self._ask, style="flat")
        self.look = button("", self._look, style="flat")
        self.name = button(self.tr("Name a folder of other people's pictures…"), self._name_folder, style="flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (self.text, self.ask, self.look, self.name):
            column.addWidget(widget)
        session.takes_changed.connect(self._reading.soon)       # what was said stays until the new takes are counted
        session.settings_changed.connect(self._reading.soon)
        session.standings_changed.connect(self._follow)
        session.closing.connect(self._stop)
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        self._reading.soon()

    @property
    def threshold(self) -> float | None:
        """The one that counts now."""
        return self._session.thresholds.identity

    def _follow(self) -> None:
        """Say what the threshold does, as far as it is known."""
        limit, read = self.threshold, self._read
        text = self._said(read, limit) if read is not None and limit is not None else None
        self.text.setText(text or "")
        self.text.setVisible(bool(text))
        self._show_buttons()
        if self._is_asked and limit is not None and text is None and not self._reading.is_under_way:
            self._reading.in_time()

    def _said(self, read: _Read, limit: float) -> str | None:
        """None: this threshold was not asked about."""
        if not read.measured:
            return self.tr("No take has an identity score yet, so what the threshold costs is not known.")
        return read.texts.at(limit)

    def _ask(self) -> None:
        self._is_asked = True
        self._show_buttons()
        self._reading.now()

    def _show_buttons(self) -> None:
        self.ask.setVisible(self.threshold is not None and not self._is_asked)
        read = self._read
        at_hand = read.at_hand if read is not None and read.measured and self.threshold is not None else None
        self.look.setVisible(at_hand is not None and at_hand.found is None and at_hand.pictures > 0)
        self.name.setVisible(at_hand is not None and at_hand.pictures == 0)
        self.look.setEnabled(self._control is None)
        if at_hand is not None:
            self.look.setText(self.tr("Compare with other people (%n picture(s))", "", at_hand.pictures)
                              if self._control is None else self.tr("Looking at other people…"))
            self.look.setAccessibleName(self.look.text())

    def _start_reading(self) -> None:
        limit = self.threshold
        if limit is None or not (self._is_asked and self.isVisible()):
            self._reading.ended()
            return
        takes, folder, language = self._session.takes, self._session.folder, shown_language()

        def work() -> _Read:
            from studio.jobs.identity_cost import CostTexts, identity_series
            from studio.jobs.strangers import strangers_at_hand

            with EpisodeStore.open_to_read(folder) as store:
                at_hand = strangers_at_hand(store)
            return _Read(CostTexts(identity_series(takes), at_hand.found, language, also=[limit]), at_hand, limit)

        self._context.background.measure(self, work, self._done, self._not_read)

    def _done(self, read: _Read) -> None:
        self._read = read
        self._reading.ended()
        self._follow()

    def _look(self) -> None:
        """Let the analyzer look at the faces at hand."""
        control = self._control = JobControl()
        folder = self._session.folder

        def work() -> None:
            from studio.jobs.strangers import look_at_strangers

            with EpisodeStore.open(folder) as store:
                try:
                    look_at_strangers(store, pass_over, control)
                except StopRequested:
                    return

        self._context.background.measure(self, work, lambda _: self._looked(), self._not_looked)
        self._show_buttons()

    def _looked(self) -> None:
        self._control = None
        self._show_buttons()
        self._reading.now()

    def _not_read(self, error: StudioError) -> None:
        self._reading.ended()
        self._context.notices.fail(error)

    def _not_looked(self, error: StudioError) -> None:
        self._control = None
        self._show_buttons()
        self._context.notices.fail(error)

    def _name_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of other people's pictures"))
        if chosen:
            self._context.background.write(self, partial(_keep_folder, Path(chosen)), lambda _: self._reading.now(),
                                           self._context.notices.fail)

    def _stop(self) -> None:
        if self._control is not None:
            self._control.stop()


def _keep_folder(folder: Path) -> None:
    from studio.jobs.faces_at_hand import name_folder

    name_folder(folder)
