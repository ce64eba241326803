"""The engines of one kind: which were added, adding one by its folder and its Python, trying one, removing one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.finish.engines.adapter import EngineKind
from studio.jobs.engines.added import AddedEngine
from studio.ui.export.engine_work import EngineFinding, EngineWork
from studio.ui.localized import localized
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel

_STEPS = 1000
_PYTHONS = (".venv/bin/python", "venv/bin/python", "env/bin/python", ".venv/Scripts/python.exe", "venv/Scripts/python.exe")


class EngineRows(QWidget):
    """Follows `work`."""

    def __init__(self, work: EngineWork, kind: EngineKind) -> None:
        super().__init__()
        self._work, self._kind = work, kind
        self.buttons: dict[tuple[str, str], QPushButton] = {}       # by engine and what it does: add, test, remove
        self._rows: list[QWidget] = []
        self.said = label("", "small", wrap=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, _STEPS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Work on the engine"))
        self.cancel = button(self.tr("Cancel"), work.cancel, style="chip")
        line = QHBoxLayout()
        line.setSpacing(BETWEEN)
        line.addWidget(self.progress, 1)
        line.addWidget(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addLayout(line)
        self._column.addWidget(self.said)
        work.changed.connect(self._show)
        work.begun.connect(lambda _: self._show_work(""))
        work.told.connect(self._told)
        work.done.connect(lambda name, text: self._show_work(text if self._is_ours(name) else ""))
        work.failed.connect(self._failed)
        self._show()
        self._show_work("")

    def _show(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.buttons.clear()
        self._rows = [self._row(item) for item in self._work.findings if item.facts.kind == self._kind]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)

    def _row(self, finding: EngineFinding) -> QWidget:
        facts, added = finding.facts, finding.added
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        sign = label("✓" if added else "–", "accepted" if added else "second")
        sign.setAccessibleName(self.tr("added") if added else self.tr("not added"))
        where = " · ".join(part for part in (added.variant, added.host or added.path) if part) if added else \
            self.tr("not added")
        line.addWidget(sign)
        line.addWidget(label(facts.title))
        line.addWidget(ElidedLabel(where, "small"), 1)
        for text, act, clicked in self._acts(finding):
            made = button(text, clicked, style="chip")
            made.setAccessibleName(f"{text} {facts.title}")
            self.buttons[facts.name, act] = made
            line.addWidget(made)
        regions = [self.tr("Not in {regions}.").format(regions=localized(item.regions))
                   for item in facts.licences if item.regions]
        licences = [f"{localized(item.name)}: {localized(item.terms)}" for item in facts.licences]
        row.setToolTip("\n".join([*licences, *regions, facts.fetched_by]))
        return row

    def _acts(self, finding: EngineFinding) -> list[tuple[str, str, partial[None]]]:
        name = finding.facts.name
        if finding.added is None:
            return [(self.tr("Add…"), "add", partial(self.ask_for, finding))]
        return [(self.tr("Test"), "test", partial(self._work.test, name)),
                (self.tr("Remove"), "remove", partial(self._work.remove, name))]

    def ask_for(self, finding: EngineFinding) -> None:
        """Ask for the checkout and for the Python of its environment, then look at both."""
        title = finding.facts.title
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of {engine}").format(engine=title))
        if not folder:
            return
        usual = next((str(Path(folder) / name) for name in _PYTHONS if (Path(folder) / name).exists()), folder)
        python, _ = QFileDialog.getOpenFileName(self, self.tr("The Python of {engine}'s environment").format(engine=title),
                                                usual)
        if python:
            self._work.add(AddedEngine(finding.facts.name, folder, python, finding.facts.usual_variant))

    def _told(self, text: str, share: float | None) -> None:
        self.progress.setRange(0, _STEPS if share is not None else 0)
        self.progress.setValue(round((share or 0.0) * _STEPS))
        if text and self._is_ours(self._work.name):
            self.said.setText(localized(text))
            self.said.show()

    def _failed(self, name: str, error: StudioError) -> None:
        self._show_work(localized(error.message) if self._is_ours(name) else "")

    def _is_ours(self, name: str) -> bool:
        """Whether an engine is of this kind, or what is told is of none."""
        return not name or any(item.facts.name == name for item in self._work.findings if item.facts.kind == self._kind)

    def _show_work(self, text: str) -> None:
        busy = self._work.is_busy
        self.progress.setVisible(busy)
        self.progress.setRange(0, 0)
        self.cancel.setVisible(busy)
        for made in self.buttons.values():
            made.setEnabled(not busy)
        self.said.setText(text)
        self.said.setVisible(bool(text))
