"""The panel Models: what is installed, what is missing, under what licence, and what to do."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.jobs.models import ModelFinding, fetch_model, licence_of, look_for_models
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.panel import Panel


class ModelsPanel(Panel):
    """`models_changed`: something was fetched, so faces may be measured otherwise."""

    models_changed = Signal()
    _bytes_came = Signal(object, object)     # how many are there, of how many or None

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__("models", self.tr("Models"), scrolls=True)
        self._session, self._background = session, background
        self.findings: list[ModelFinding] = []
        self._rows: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._note = self.head.add_note()
        self.problem = ProblemLine()
        self.licence = LicenceQuestion()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Download"))
        self.progress.hide()
        self.body.addLayout(self._grid)
        for part in (self.licence, self.progress, self.problem):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.licence.accepted.connect(self.fetch)
        self._bytes_came.connect(self._show_bytes)
        self.look()

    def look(self) -> None:
        """Look at the files, in the background."""
        face_pack = self._session.settings.face_pack
        self._background.read(self, partial(look_for_models, face_pack), self._show, self.problem.fail)

    def ask_licence(self, finding: ModelFinding) -> None:
        """Show the licence; nothing is fetched before it is accepted."""
        self.licence.ask(finding.fetch, licence_of(finding.fetch), finding.megabytes)

    def fetch(self, name: str) -> None:
        """Fetch a model whose licence was accepted."""
        self.problem.clear()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._background.write(self, lambda: fetch_model(name, accepted=True, on_bytes=self._bytes_came.emit),
                               lambda _: self._fetched(), partial(self._not_fetched, name))

    def _fetched(self) -> None:
        self.progress.hide()
        self.look()
        self.models_changed.emit()

    def _not_fetched(self, name: str, error: StudioError) -> None:
        self.progress.hide()
        self.problem.fail(error, self.tr("Try again"), partial(self.fetch, name))

    def _show_bytes(self, have: int, of: int | None) -> None:
        if of:
            self.progress.setRange(0, 1000)
            self.progress.setValue(round(1000 * have / of))

    def _show(self, findings: list[ModelFinding]) -> None:
        self.findings = findings
        for row in self._rows:
            self._grid.removeWidget(row)
            row.deleteLater()
        self._rows = []
        for place, finding in enumerate(findings):
            self._add_row(place, finding)
        ready = sum(finding.here for finding in findings)
        self._note.setText(self.tr("{ready} of {all} ready").format(ready=ready, all=len(findings)))

    def _add_row(self, place: int, finding: ModelFinding) -> None:
        sign = label("✓" if finding.here else "↓" if finding.fetch else "–", "accepted" if finding.here else "second")
        sign.setAccessibleName(self.tr("here") if finding.here else self.tr("missing"))
        name = ElidedLabel(finding.name)
        tip = finding.why if finding.here else f"{finding.why}. {finding.mend}"
        parts: list[QWidget] = [sign, name]
        if finding.fetch:
            text = self.tr("fetch {megabytes} MB").format(megabytes=finding.megabytes)
            parts.append(button(text, partial(self.ask_licence, finding), style="chip", tip=finding.licence))
        else:
            parts.append(label(finding.licence, "small"))
        for column, part in enumerate(parts):
            side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag(0)
            self._grid.addWidget(part, place, column, side)
            part.setToolTip(tip)
        self._rows += parts


class LicenceQuestion(QFrame):
    """A licence in full, and whether it is accepted."""

    accepted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._name = ""
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.yes = button("", self._accept, style="chip")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.yes)
        row.addWidget(button(self.tr("Not now"), self.hide, style="flat"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(BETWEEN, BETWEEN, BETWEEN, BETWEEN)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def ask(self, name: str, licence: str, megabytes: int) -> None:
        """Show it."""
        self._name = name
        self._text.setText(licence)
        self.yes.setText(self.tr("Accept and fetch {megabytes} MB").format(megabytes=megabytes))
        self.yes.setAccessibleName(self.yes.text())
        self.show()

    @property
    def text(self) -> str:
        """The licence shown."""
        return self._text.text()

    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._name)
