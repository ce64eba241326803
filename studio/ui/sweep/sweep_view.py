"""The view Sweep of the workspace Review: table, plots and contact sheet; what begins a sweep; what looks closely."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from studio.ui.review.take_pictures import TakePictures
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.sweep.blind_model import BlindModel
from studio.ui.sweep.blind_view import BlindView
from studio.ui.sweep.contact_sheet import ContactSheet
from studio.ui.sweep.frame_looker import FrameLooker
from studio.ui.sweep.plot_area import PlotArea
from studio.ui.sweep.start_model import StartModel
from studio.ui.sweep.start_panel import StartPanel
from studio.ui.sweep.sweep_commands import SweepCommands
from studio.ui.sweep.sweep_head import SweepHead, SweepProgress
from studio.ui.sweep.sweep_model import SweepModel
from studio.ui.sweep.sweep_table import SweepTable
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, seam
from studio.ui.widgets.panel import CentralPanel, Panel
from studio.ui.widgets.view_stack import ViewStack

_SHARES = 62, 38


class SweepView(ViewStack):
    """`told`: the status line has something else to say."""

    told = Signal()

    def __init__(self, model: SweepModel, pictures: TakePictures, thumbnails: ThumbnailCache, owner: QWidget) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.model, self._actions = model, model.context.actions
        self.commands = SweepCommands(model, owner)
        self._bind(owner)
        self.start = StartPanel(StartModel(model.session, self))
        self.start_model = self.start.model
        self.table = SweepTable(model, model.context.state)
        self.plots = PlotArea(model)
        self.sheet = ContactSheet(model, thumbnails)
        self.looker = FrameLooker(model, pictures)
        self.blind = BlindView(BlindModel(model), pictures)
        self.results = self._make_results()
        for page in (self.results, self.start, self.looker, self.blind):
            self.addWidget(page)
        self._connect()

    def scope_text(self) -> str:
        """Such as `120 takes, none made twice`."""
        reading = self.model.reading
        return self.tr("%n take(s), none made twice", "", reading.made) if reading else ""

    def facts_text(self) -> str:
        """How the takes were made and measured."""
        reading = self.model.reading
        if reading is None or not reading.made:
            return ""
        return self.tr("order interleaved · measured by {analyzer}").format(analyzer=reading.table.analyzer or "–")

    def set_active(self, active: bool) -> None:  # noqa: FBT001
        """Whether the view is the one shown: its commands work then, and what it shows is read."""
        if active:
            self.model.refresh()
            self.plots.make_plots()
        self._enable(active)

    def open_start(self) -> None:
        """The form that begins a sweep."""
        self.start.set_cancellable(bool(self.model.sweeps))
        self._go(self.start, self.start.presets)

    def open_blind(self) -> None:
        """The blind comparison, where it stopped last."""
        if self.model.reading is not None:
            self.blind.blind.begin()
            self._go(self.blind, self.blind)

    def open_looker(self) -> None:
        """The chosen frame over all presets."""
        if self.model.place is not None:
            self._go(self.looker, self.looker)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """From the table, left and right go over the frames too, and Return opens."""
        if self.currentWidget() is self.results and event.key() in (
                Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return,
                Qt.Key.Key_Enter):
            self.sheet.keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keyboard goes to what is shown."""
        super().focusInEvent(event)
        targets: dict[QWidget | None, QWidget] = {self.results: self.table, self.start: self.start.presets}
        page = self.currentWidget()
        targets.get(page, page or self.table).setFocus()

    def _bind(self, owner: QWidget) -> None:
        functions: dict[str, Callable[[], object]] = {
            "new_sweep": self.open_start, "sweep_go_on": self.commands.go_on, "sweep_report": self.commands.ask_report,
            "blind": self.open_blind, "sweep_more": self.commands.run_more, "sweep_default": self.commands.make_default,
        }
        for name, function in functions.items():
            self._actions.bind(f"review.{name}", function, owner)

    def _connect(self) -> None:
        model = self.model
        model.sweeps_changed.connect(self._follow_list)
        for signal in (model.reading_changed, model.findings_changed, model.chosen_changed, model.jobs_changed):
            signal.connect(self._follow)
        model.failed.connect(model.context.notices.fail)
        self.table.order_changed.connect(self._follow_order)
        self.plots.picked.connect(self._picked)
        self.sheet.opened.connect(self.open_looker)
        self.table.doubleClicked.connect(lambda _: self.open_looker())
        self.looker.closed.connect(lambda: self._go(self.results, self.sheet))
        self.blind.closed.connect(self._blind_closed)
        self.start.closed.connect(lambda: self._go(self.results, self.table))
        self.start.begun.connect(self._begun)

    def _make_results(self) -> QWidget:
        left = Panel("review.sweep", self.tr("Sweep"))
        self.head = SweepHead(left.head, self.model, self._actions)
        self.progress = SweepProgress(self.model, self._actions)
        left.body.addWidget(self.progress)
        left.body.addWidget(self.table)
        left.body.addWidget(self.plots, 1)
        right = Panel("review.sheet", self.tr("Contact sheet"), margins=False)
        right.head.add_note().setText(self.tr("click a picture, a point or a row"))
        right.body.setSpacing(0)
        right.body.addWidget(self.sheet, 1)
        right.body.addWidget(seam())
        right.body.addWidget(self._make_foot())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for panel, share in zip((left, right), _SHARES, strict=True):
            split.addWidget(CentralPanel(panel))
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([10 * share for share in _SHARES])
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        return whole

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        row.setSpacing(BETWEEN)
        self.more = button("", self._actions.action("review.sweep_more").trigger)
        self.default = button("", self._actions.action("review.sweep_default").trigger, style="primary")
        row.addWidget(self.more)
        row.addStretch(1)
        row.addWidget(self.default)
        return foot

    def _go(self, page: QWidget, focus: QWidget) -> None:
        self.setCurrentWidget(page)
        focus.setFocus()
        self._enable(active=self.isVisible())
        self.told.emit()

    def _enable(self, active: bool) -> None:  # noqa: FBT001
        here = active and self.currentWidget() is self.results
        reading, arm = self.model.reading, self.model.arm
        known = here and reading is not None and reading.made > 0
        settings = reading.sweep.arms[arm].settings if reading is not None and arm is not None else None
        enabled = {"new_sweep": active and self.currentWidget() is not self.start, "sweep_report": known,
                   "blind": known, "sweep_go_on": here and self.commands.can_go_on(),
                   "sweep_more": here and self.commands.more > 0 and self.model.job is None,
                   "sweep_default": known and self.model.findings is not None and settings is not None}
        for name, yes in enabled.items():
            self._actions.set_enabled(f"review.{name}", enabled=yes)
        self.more.setEnabled(enabled["sweep_more"])
        self.default.setEnabled(enabled["sweep_default"])

    def _follow_list(self) -> None:
        """Without a sweep the form is what there is."""
        if self.model.listed and not self.model.sweeps and self.currentWidget() is self.results:
            self.open_start()

    def _follow(self) -> None:
        reading, arm = self.model.reading, self.model.arm
        label = reading.sweep.arms[arm].label if reading is not None and arm is not None else ""
        self.default.setVisible(bool(label))
        self.default.setText(self.tr("Make {preset} the default").format(preset=label))
        self.more.setVisible(self.commands.more > 0)
        self.more.setText(self.commands.more_text() if self.commands.more else "")
        self._enable(self.isVisible())
        self.told.emit()

    def _follow_order(self) -> None:
        self.sheet.set_order(self.table.arms)
        self.looker.set_order(self.table.arms)

    def _picked(self, arm: int, place: int) -> None:
        """A preset is chosen; a take is opened too."""
        self.model.choose(arm, place if place >= 0 else None)
        if place >= 0:
            self.open_looker()

    def _begun(self, sweep: int) -> None:
        self.commands.submit(sweep)
        self._go(self.results, self.table)

    def _blind_closed(self) -> None:
        self.model.refresh()
        self._go(self.results, self.table)
