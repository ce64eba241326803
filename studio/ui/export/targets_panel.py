"""What is exported, under which marks, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from studio.finish.targets import TARGETS
from studio.jobs.export_plan import ExportPlan
from studio.ui.export.export_model import ExportModel
from studio.ui.export.export_texts import face_text, sale_text
from studio.ui.export.target_card import TargetCard
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import FactRows, button, label, seam
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import Panel


class TargetsPanel(Panel):
    """Cards, marks, file name and folder."""

    face_wanted = Signal()              # the person wants to say whose face it is

    def __init__(self, model: ExportModel) -> None:
        super().__init__("export-targets", "", scrolls=True)
        self.title = self.tr("Targets")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self._model = model
        titles = {"web": self.tr("Web")}
        self.cards = {target.key: TargetCard(target, titles.get(target.key, target.title)) for target in TARGETS}
        for card in self.cards.values():
            self.body.addWidget(card)
        self._add_marks()
        self._add_place()
        self.body.addStretch(1)
        model.plan_changed.connect(self.refresh)
        model.progress_changed.connect(self._allow)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan and the place."""
        plan, model = self._model.plan, self._model
        for key, card in self.cards.items():
            card.set_chosen(chosen=key == model.target.key)
            card.set_summary(self._summary(plan))
        if plan is not None:
            self._show_marks(plan)
        if not self.name.hasFocus():
            self.name.setText(model.name)
        self._folder.setText(self.tr("inside the episode") if model.is_inside else str(model.folder))
        self._folder.setToolTip(str(model.folder))
        self._inside.setVisible(not model.is_inside)
        replaced = model.out.exists()
        self._replaces.setText(self.tr("{name} is there already and will be replaced.").format(name=model.out.name))
        self._replaces.setVisible(replaced)

    def choose_folder(self) -> None:
        """Ask for the folder to publish to."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Export to"), str(self._model.folder))
        if chosen:
            self._model.set_folder(Path(chosen))
            self.refresh()

    def _add_marks(self) -> None:
        self.marks = FactRows(wrap=True)
        self._face = button(self.tr("Say whose face it is"), self.face_wanted.emit)
        self._section(self.tr("Marks"))
        self.body.addWidget(self.marks)
        self.body.addWidget(self._face)

    def _add_place(self) -> None:
        self._section(self.tr("File"))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the video"))
        self.name.editingFinished.connect(self._rename)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.name, 1)
        row.addWidget(label(self._model.target.ending, "second"))
        self._folder = ElidedLabel("", "second", mode=Qt.TextElideMode.ElideMiddle)
        self._choose = button(self.tr("Folder…"), self.choose_folder)
        self._inside = button(self.tr("Into the episode"), self._go_inside)
        self._replaces = label("", "small", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(BETWEEN)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._inside)
        buttons.addStretch(1)
        place = QVBoxLayout()
        place.setSpacing(BETWEEN)
        place.addLayout(row)
        place.addWidget(self._folder)
        place.addLayout(buttons)
        place.addWidget(self._replaces)
        self.body.addLayout(place)

    def _section(self, title: str) -> None:
        self.body.addSpacing(BETWEEN)
        self.body.addWidget(label(title, "sectionTitle"))
        self.body.addWidget(seam())

    def _summary(self, plan: ExportPlan | None) -> str:
        if plan is None or not plan.width:
            return self.tr("H.264 at the takes' own size, sound as AAC")
        size = f"{plan.width}×{plan.height}"
        sound = self.tr("the mix of all tracks") if plan.mixed else self.tr("the voice as it was recorded")
        text = self.tr("{size} H.264, {fps} fps, {sound} as AAC").format(size=size, fps=f"{plan.fps:g}", sound=sound)
        captions = self.tr("%n caption(s) as a file beside it (.srt)", "", plan.captions) if plan.captions else ""
        return f"{text}, {captions}" if captions else text

    def _show_marks(self, plan: ExportPlan) -> None:
        rows = self.marks
        rows.set("generated", self.tr("Says it is generated"), self.tr("✓ in the file"), style="accepted",
                 tip=self.tr("In the video's comment, and for machines as IPTC's digital source type."))
        face, style = face_text(plan.whose_face)
        rows.set("face", self.tr("Face"), face, style=style)
        rows.set("preset", self.tr("Preset"), plan.preset or "–")
        rows.set("engine", self.tr("Engine"), plan.engine or "–")
        rows.set("analyzer", self.tr("Scored by"), plan.analyzer or "–")
        sale, style = sale_text(plan.sale)
        rows.set("sale", self.tr("May I sell this?"), sale if plan.engine else "–", style=style if plan.engine else "",
                 tip="\n".join([self.tr("Speaks of the models alone: whose face, voice and music it is, you know."),
                                *plan.sale.terms]))
        self._face.setVisible(not plan.whose_face)

    def _allow(self) -> None:
        for control in (self.name, self._choose, self._inside):
            control.setEnabled(not self._model.is_working)

    def _rename(self) -> None:
        self._model.set_name(self.name.text())
        self.name.setText(self._model.name)
        self.refresh()

    def _go_inside(self) -> None:
        self._model.set_folder(None)
        self.refresh()
