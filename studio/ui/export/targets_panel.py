"""What is exported, under which marks, and where it is published."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.finish.targets import TARGETS
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.export_model import ExportModel
from studio.ui.export.marks_section import MarksSection
from studio.ui.export.publish_section import PublishSection
from studio.ui.export.target_card import TargetCard
from studio.ui.export.target_texts import target_note, target_summary
from studio.ui.finishing.finish_words import target_title
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import label, seam
from studio.ui.widgets.panel import Panel


class TargetsPanel(Panel):
    """Cards, marks, publish folder. `face_wanted`: the person wants to say whose face it is."""

    face_wanted = Signal()

    def __init__(self, model: ExportModel, session: EpisodeSession) -> None:
        super().__init__("export-targets", "", scrolls=True)
        self.title = self.tr("Targets")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self._model, self._session = model, session
        self.cards = {target.key: TargetCard(target, target_title(target)) for target in TARGETS}
        for card in self.cards.values():
            self.body.addWidget(card)
            card.toggled.connect(self._toggle)
        self.marks = MarksSection(session)
        self.marks.face_wanted.connect(self.face_wanted)
        self.publish = PublishSection(model, session)
        self._section(self.tr("Marks"), self.marks)
        self._section(self.tr("Publish to"), self.publish)
        self.body.addStretch(1)
        for signal in (model.plan_changed, model.progress_changed, session.settings_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show plan and settings."""
        plan, settings, chosen = self._model.plan, self._session.settings, self._model.targets
        for card in self.cards.values():
            card.set_chosen(chosen=card.target in chosen)
            card.set_texts(target_summary(card.target, plan, settings), target_note(card.target, settings))
        if plan is not None:
            self.marks.show_plan(plan)
        self.publish.refresh()
        self.publish.allow(allowed=not self._model.is_working)

    def _toggle(self, key: str) -> None:
        """Not while an export runs: it has begun with what was chosen."""
        if not self._model.is_working:
            self._model.toggle_target(key)

    def _section(self, title: str, held: QWidget) -> None:
        self.body.addSpacing(BETWEEN)
        self.body.addWidget(label(title, "sectionTitle"))
        self.body.addWidget(seam())
        self.body.addWidget(held)
