"""The form that begins a sweep: presets, frames, a setting to vary, pictures made elsewhere; its button tells the cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.ui.localized import localized
from studio.ui.sweep.start_model import ALL, BY_CHANCE, RANGE, SPREAD, StartModel
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.times import span_text

_WIDTH = 520
_LIST = 168


class StartPanel(Panel):
    """`begun` carries the id of the sweep that was filed; `closed`: nothing was begun."""

    begun = Signal(int)
    closed = Signal()

    def __init__(self, start: StartModel) -> None:
        super().__init__("review.sweep_start", "", scrolls=True)
        self.head.setParent(self)
        self.head.hide()
        self.model = self._start = start
        self.title = self.tr("New sweep")
        self.setAccessibleName(self.title)
        self.presets = QListWidget()
        self.how, self.frames = QComboBox(), QLineEdit("30")
        self.vary, self.question = QLineEdit(), QLineEdit()
        self.imports = QListWidget()
        self.remove = button(self.tr("Remove"), self._remove_import)
        self.cost, self.problem = label("", "second", wrap=True), label("", "undecided", wrap=True)
        self.begin = button("", self._begin, style="primary")
        self.cancel = button(self.tr("Cancel"), self.closed.emit)
        self._fill()
        self._connect()
        self._list_imports()
        self._show()

    def set_cancellable(self, cancellable: bool) -> None:  # noqa: FBT001
        """Whether there is a sweep to go back to."""
        self.cancel.setVisible(cancellable)

    def event(self, event: QEvent) -> bool:
        """Escape goes back to the sweeps before it goes to the grid."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and not self.cancel.isHidden():
            if event.type() == QEvent.Type.KeyPress:
                self.closed.emit()
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What there is may be other than when it was shown last."""
        super().showEvent(event)
        if not event.spontaneous():
            self._start.open()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is counted for nobody."""
        super().hideEvent(event)
        self._start.close()

    def add_import(self, folder: Path) -> None:
        """Compare the pictures of a folder too, under its name, or a preset's where it is called so; a second folder of
        that name gets a number."""
        imports = self._start.wish.imports
        if folder not in imports.values():
            names = (folder.name, *(f"{folder.name} {number}" for number in range(2, len(imports) + 2)))
            free = next(name for name in names if name not in imports)
            self._start.ask(replace(self._start.wish, imports={**imports, free: folder}))
        self._list_imports()

    def _fill(self) -> None:
        for key, text in ((SPREAD, self.tr("so many, spread evenly")), (BY_CHANCE, self.tr("so many, by chance")),
                          (RANGE, self.tr("a range, such as 50-99")), (ALL, self.tr("all of the episode's range"))):
            self.how.addItem(text, key)
        self.vary.setPlaceholderText("steps=8,12,20 denoise=.7,.9")
        self.question.setPlaceholderText(self.tr("What do you want to know? It stands in the report."))
        self._name_fields()
        form = QWidget()
        form.setFixedWidth(_WIDTH)
        grid = QGridLayout(form)
        grid.setContentsMargins(0, INSIDE, 0, INSIDE)
        grid.setVerticalSpacing(INSIDE)
        grid.setHorizontalSpacing(INSIDE)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(self.tr("Compare presets"), "large"), 0, 0, 1, 2)
        grid.addWidget(label(self.tr("A sweep makes takes of the same frames with every preset, in turns, and says which "
                                     "differences hold."), "second", wrap=True), 1, 0, 1, 2)
        rows = self._rows()
        for row, (name, widget) in enumerate(rows, 2):
            named = label(name, "second")
            named.setMinimumHeight(self.question.sizeHint().height())       # beside the first line of a tall field
            grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        for row, shown in enumerate((self.cost, self.problem, _row(self.begin, self.cancel)), len(rows) + 2):
            grid.addWidget(shown, row, 1)
        middle = QHBoxLayout()          # an alignment would reckon the height of wrapped texts by the panel's width
        middle.addStretch(1)
        middle.addWidget(form)
        middle.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(1)

    def _name_fields(self) -> None:
        for item, name in ((self.presets, self.tr("Presets")), (self.how, self.tr("How frames are chosen")),
                           (self.frames, self.tr("Frames")), (self.vary, self.tr("Vary a setting")),
                           (self.question, self.tr("Question")), (self.imports, self.tr("Pictures made elsewhere"))):
            item.setAccessibleName(name)

    def _rows(self) -> list[tuple[str, QWidget]]:
        elsewhere = QWidget()
        column = QVBoxLayout(elsewhere)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.imports)
        column.addWidget(_row(button(self.tr("Add a folder…"), self._ask_folder), self.remove))
        return [(self.tr("Presets"), self.presets), (self.tr("Frames"), _row(self.how, self.frames, stretch=False)),
                (self.tr("Vary"), self.vary), (self.tr("Made elsewhere"), elsewhere),
                (self.tr("Question"), self.question)]

    def _connect(self) -> None:
        start = self._start
        start.presets_changed.connect(self._list_presets)
        start.changed.connect(self._show)
        self.presets.itemChanged.connect(lambda _: self._ask_presets())
        self.how.activated.connect(lambda _: start.ask(replace(start.wish, how=str(self.how.currentData()))))
        for field, name in ((self.frames, "frames"), (self.vary, "vary"), (self.question, "question")):
            field.textEdited.connect(_changer(start, name))
            field.returnPressed.connect(self._begin)

    def _list_presets(self) -> None:
        chosen = self._start.wish.presets or tuple(self._start.presets[:4])
        with QSignalBlocker(self.presets):
            self.presets.clear()
            for name in self._start.presets:
                item = QListWidgetItem(name, self.presets)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self.presets.setCurrentRow(0)
        _fit(self.presets, _LIST)

    def _ask_presets(self) -> None:
        items = [self.presets.item(row) for row in range(self.presets.count())]
        chosen = tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)
        self._start.ask(replace(self._start.wish, presets=chosen))

    def _list_imports(self) -> None:
        self.imports.clear()
        for widget in (self.imports, self.remove):
            widget.setVisible(bool(self._start.wish.imports))
        for name, folder in self._start.wish.imports.items():
            self.imports.addItem(f"{name}   {folder}")
        _fit(self.imports, _LIST)

    def _remove_import(self) -> None:
        names = list(self._start.wish.imports)
        row = self.imports.currentRow() if self.imports.currentRow() >= 0 else len(names) - 1
        if names:
            left = {name: folder for name, folder in self._start.wish.imports.items() if name != names[row]}
            self._start.ask(replace(self._start.wish, imports=left))
            self._list_imports()

    def _ask_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Pictures made elsewhere"))
        if found:
            self.add_import(Path(found))

    def _begin(self) -> None:
        sweep = self._start.begin()
        if sweep is not None:
            self.begun.emit(sweep)

    def _show(self) -> None:
        start, cost = self._start, self._start.cost
        self.frames.setVisible(start.wish.how != ALL)
        self.begin.setEnabled(cost is not None)
        problem = localized(start.problem.message) if start.problem else ""
        if not start.can_begin:
            problem = self.tr("Drop the pictures of the face and the source in Prepare first.")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        if cost is None:
            self.begin.setText(self.tr("Begin"))
            self.cost.setText("" if problem else self.tr("Counting…"))
            return
        there = cost.takes - cost.missing
        told = [self.tr("%n preset(s)", "", len(cost.arms)), self.tr("%n frame(s)", "", len(cost.frames)),
                self.tr("%n take(s) are there already, none is made twice", "", there) if there
                else self.tr("none made twice")]
        self.cost.setText(" · ".join(told))
        self.begin.setText(self._with_time(self.tr("Make %n take(s)", "", cost.missing) if cost.missing
                                           else self.tr("Compare what is there")))

    def _with_time(self, text: str) -> str:
        cost = self._start.cost
        if cost is None or not cost.missing:
            return text
        if cost.seconds is None:
            return self.tr("{action} · never timed here").format(action=text)
        return self.tr("{action} · {time}").format(action=text, time=span_text(cost.seconds))


def _changer(start: StartModel, name: str) -> Callable[[str], None]:
    def change(text: str) -> None:
        start.ask(replace(start.wish, frames=text) if name == "frames" else replace(start.wish, vary=text)
                  if name == "vary" else replace(start.wish, question=text))

    return change


def _fit(shown: QListWidget, most: int) -> None:
    """As high as its rows, up to `most` pixels."""
    shown.ensurePolished()          # the style sheet makes rows higher
    shown.setFixedHeight(min(most, shown.count() * max(1, shown.sizeHintForRow(0)) + 2 * shown.frameWidth()))


def _row(*widgets: QWidget, stretch: bool = True) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(BETWEEN)
    for item in widgets:
        row.addWidget(item)
    if stretch:
        row.addStretch(1)
    return whole
