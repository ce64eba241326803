"""The panel Models: what works, what is missing, under what licence; fetching, checking and taking in weights."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QProgressBar, QWidget

from studio.episode.errors import StudioError
from studio.jobs.models import ModelFinding, look_for_models
from studio.jobs.weights import WeightFinding, look_for_weights
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.prepare.licence_question import LicenceQuestion
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.prepare.weight_rows import WeightRows
from studio.ui.sizes import size_text
from studio.ui.theme import BETWEEN, GRID
from studio.ui.weight_work import WeightWork
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import Panel
from studio.weights.catalog import catalog_row
from studio.weights.fetch import licence_question
from studio.weights.import_weights import ImportReport
from studio.weights.verify import PartCheck

_STEPS = 1000       # of the progress bar: bytes do not fit into its numbers


class ModelsPanel(Panel):
    """`models_changed`: something was fetched, so faces may be measured otherwise."""

    models_changed = Signal()

    def __init__(self, session: EpisodeSession, background: Background, work: WeightWork) -> None:
        super().__init__("models", self.tr("Models"), scrolls=True)
        self._session, self._background, self._work = session, background, work
        self.findings: list[ModelFinding] = []
        self.weights: list[WeightFinding] = []
        self._parts: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)
        self._note = self.head.add_note()
        self.rows = WeightRows()
        self.licence = LicenceQuestion()
        self.problem = ProblemLine()
        self.said = label("", "second", wrap=True)
        self.import_button = button(self.tr("Take in a folder…"), self.choose_folder, style="chip",
                                    tip=self.tr("Weights that are on this machine already, such as ComfyUI's models"))
        self._arrange()
        self._connect()
        self.look()

    def look(self) -> None:
        """Look at the files, in the background."""
        face_pack = self._session.settings.face_pack
        self._background.read(self, partial(look_for_models, face_pack, self._session.folder), self._show, self.problem.fail)
        self._background.read(self, look_for_weights, self._show_weights, self.problem.fail)

    def ask_licence(self, finding: WeightFinding) -> None:
        """Show the licence; nothing is fetched before it is accepted, which is asked once for each licence."""
        if self._work.needs_consent(finding.name):
            self.licence.ask(finding.name, licence_question(catalog_row(finding.name)), size_text(finding.size))
        else:
            self._work.fetch(finding.name)

    def choose_folder(self) -> None:
        """Ask for a folder and take in what is known of it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder with weights"))
        if name:
            self.import_folder(Path(name))

    def import_folder(self, folder: Path) -> None:
        """Take in what is known of a folder."""
        self._work.import_folder(folder)

    def _arrange(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Download"))
        self.progress_text = label("", "second")
        self.cancel_button = button(self.tr("Cancel"), self._cancel, style="flat")
        line = QHBoxLayout()
        line.setSpacing(BETWEEN)
        line.addWidget(self.progress_text, 1)
        line.addWidget(self.cancel_button)
        foot = QHBoxLayout()
        foot.addWidget(self.import_button)
        foot.addStretch(1)
        self.body.addLayout(self._grid)
        for part in (seam(), self.rows, self.licence, self.progress):
            self.body.addWidget(part)
        self.body.addLayout(line)
        for part in (self.problem, self.said):
            self.body.addWidget(part)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.said.hide()
        self._follow_work()

    def _connect(self) -> None:
        self.rows.fetch_asked.connect(self.ask_licence)
        self.rows.verify_asked.connect(lambda finding: self._work.verify(finding.name))
        self.licence.accepted.connect(self._work.fetch)
        self._work.begun.connect(self._follow_work)
        self._work.told.connect(self._show_bytes)
        self._work.done.connect(self._ended)
        self._work.failed.connect(self._failed)

    def _follow_work(self) -> None:
        """As much of a progress as there is work."""
        busy = self._work.is_busy
        for part in (self.progress, self.progress_text, self.cancel_button):
            part.setVisible(busy)
        self.rows.setEnabled(not busy)
        self.import_button.setEnabled(not busy)
        if busy:
            self.problem.clear()
            self.said.hide()
            self.progress.setRange(0, 0)
            self.progress_text.setText(self._work.name)

    def _cancel(self) -> None:
        """It ends with the next bytes that come."""
        self._work.cancel()
        self.progress_text.setText(self.tr("stopping…"))

    def _show_bytes(self, name: str, have: int, of: int | None) -> None:
        text = size_text(have)
        if of:
            self.progress.setRange(0, _STEPS)
            self.progress.setValue(round(_STEPS * have / of))
            text = self.tr("{have} of {all}").format(have=text, all=size_text(of))
        self.progress_text.setText(f"{name}: {text}")

    def _ended(self, name: str, outcome: object) -> None:
        self._follow_work()
        self.said.setText(self._said(name, outcome))
        self.said.show()
        self.look()
        self.models_changed.emit()

    def _failed(self, name: str, error: StudioError) -> None:
        self._follow_work()
        self.look()
        if error.kind == "interrupted":
            self.problem.warn(error.message)
        elif any(item.name == name for item in self.weights):
            self.problem.fail(error, self.tr("Try again"), partial(self._work.fetch, name))
        else:
            self.problem.fail(error)

    def _said(self, name: str, outcome: object) -> str:
        if isinstance(outcome, ImportReport):
            taken = ", ".join([*outcome.imported, *outcome.already])
            return "\n".join([self.tr("Taken in: {names}").format(names=taken), *map(localized, outcome.notices)])
        checks = [item for item in outcome if isinstance(item, PartCheck)] if isinstance(outcome, list) else []
        bad = [item.part for item in checks if not item.good]
        if bad:
            return self.tr("{name}: not the published files: {files}").format(name=name, files=", ".join(bad))
        if checks:
            return self.tr("{name}: every file is as it should be").format(name=name)
        return self.tr("{name} is here").format(name=name)

    def _show_weights(self, findings: list[WeightFinding]) -> None:
        self.weights = findings
        self.rows.show_findings(findings)

    def _show(self, findings: list[ModelFinding]) -> None:
        self.findings = findings
        for part in self._parts:
            self._grid.removeWidget(part)
            part.deleteLater()
        self._parts = []
        for place, finding in enumerate(findings):
            self._add_row(place, finding)
        ready = sum(finding.here for finding in findings)
        self._note.setText(self.tr("{ready} of {all} ready").format(ready=ready, all=len(findings)))

    def _add_row(self, place: int, finding: ModelFinding) -> None:
        sign = label("✓" if finding.here else "–", "accepted" if finding.here else "second")
        sign.setAccessibleName(self.tr("here") if finding.here else self.tr("missing"))
        licence = ElidedLabel(localized(finding.licence), "small")
        licence.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        parts: list[QWidget] = [sign, label(localized(finding.name)), licence]
        for column, part in enumerate(parts):
            self._grid.addWidget(part, place, column)
            part.setToolTip(localized(finding.why if finding.here else f"{finding.why}. {finding.mend}"))
        self._parts += parts
