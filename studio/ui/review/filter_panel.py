"""The panel at the left: which takes are shown and in what order, the thresholds, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout

from studio.episode.errors import StudioError
from studio.episode.face import SCORE_NAMES
from studio.episode.thresholds import RULE_OF
from studio.review.histogram import histogram, passing
from studio.review.take_filter import (
    FRAME,
    GROUPS,
    Group,
    ScoreSpan,
    TakeFilter,
    TakeSort,
    group_counts,
    rows_within,
)
from studio.ui import step_labels
from studio.ui.context import WindowContext
from studio.ui.review.filter_memory import FilterMemory, Kept
from studio.ui.review.identity_cost_line import IdentityCostLine
from studio.ui.review.review_facts import ReviewNumbers
from studio.ui.review.review_state import ReviewState
from studio.ui.review.score_block import ScoreBlock
from studio.ui.review.score_words import NAMED_SCORES, score_name
from studio.ui.review.yaw_row import YawRow
from studio.ui.theme import GRID, INSIDE
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.flow_row import FlowRow
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.pressable import Pressable

ALWAYS = ("det", "identity", "sharpness")
_COUNTS_MS = 50


class FilterPanel(Panel):
    """Moves thresholds and the filter; everything else only follows the session."""

    def __init__(self, context: WindowContext, state: ReviewState) -> None:
        super().__init__("review.filter", "", scrolls=True)
        self.title = self.tr("Filter")
        self.head.set_title(self.title)
        self.setAccessibleName(self.title)
        self.session, self.model, self._state = state.session, state.model, state
        self._context = context
        self._note = self.head.add_note()
        self._memory = FilterMemory(context.state, self.session.folder)
        self.chips: dict[Group, QPushButton] = {}
        self.blocks: dict[str, ScoreBlock] = {}
        self._blocks = QVBoxLayout()
        self.sort_by, self.direction = QComboBox(), QToolButton()
        self.yaw_row = YawRow()
        self.clear = button(self.tr("Show all"), self.show_all, style="flat")
        self.numbers = ReviewNumbers(self.session)
        self._stale = True
        self._pressable = Pressable(self)
        self._fill()
        self._restore(self._memory.read())
        self._connect()
        self._follow_takes()

    def show_all(self) -> None:
        """Take every filter away."""
        self._apply(TakeFilter())

    def add_score(self, score: str) -> ScoreBlock:
        """Show the histogram of one more score."""
        if score not in self.blocks:
            block = ScoreBlock(score)
            block.limit_moved.connect(self._preview)
            block.limit_set.connect(self._keep_limit)
            block.brushed.connect(self._select_within)
            block.span_set.connect(self._show_span)
            self.blocks[score] = block
            self._blocks.addWidget(block)
            if score == "identity":
                block.add_below(IdentityCostLine(self.session, self._context))
            self._pressable.guard(block)
            self._show_data(score)
            self._show_limit(score)
        return self.blocks[score]

    def remove_score(self, score: str) -> None:
        """Hide a histogram; its threshold counts on."""
        block = self.blocks.pop(score, None)
        if block is not None:
            self._blocks.removeWidget(block)
            block.deleteLater()

    def _fill(self) -> None:
        chips, group = FlowRow(), QButtonGroup(self)
        for name in GROUPS:
            chip = button("", partial(self._show_group, name), style="chip")
            chip.setCheckable(True)
            group.addButton(chip)
            chips.add(chip)
            self.chips[name] = chip
        self.chips["all"].setChecked(True)
        self.body.addWidget(chips)
        self.body.addSpacing(GRID)
        self._blocks.setSpacing(INSIDE)
        self.body.addLayout(self._blocks)
        self.head.add(self._more_button())
        self.body.addWidget(seam())
        self.body.addLayout(self._sort_row())
        self.body.addWidget(self.yaw_row)
        self.body.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(seam())
        self.body.addWidget(self.numbers)
        self.body.addStretch(1)

    def _more_button(self) -> QToolButton:
        made = QToolButton()
        made.setObjectName("flat")
        made.setText(self.tr("Scores…"))
        made.setAccessibleName(self.tr("Choose the scores shown"))
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        made.setMenu(menu)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        return made

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        for score in NAMED_SCORES:
            action = menu.addAction(score_name(score))
            action.setCheckable(True)
            action.setChecked(score in self.blocks)
            action.toggled.connect(partial(self._toggle_score, score))

    def _toggle_score(self, score: str, on: bool) -> None:  # noqa: FBT001
        (self.add_score if on else self.remove_score)(score)
        self._remember()

    def _sort_row(self) -> QHBoxLayout:
        self.sort_by.addItem(self.tr("Frame"), FRAME)
        for score in NAMED_SCORES:
            self.sort_by.addItem(score_name(score), score)
        self.sort_by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sort_by.setMinimumContentsLength(6)
        self.sort_by.setAccessibleName(self.tr("Sort by"))
        self.direction.setCheckable(True)
        self.direction.setObjectName("flat")
        self.direction.setAccessibleName(self.tr("Largest first"))
        self.direction.setToolTip(self.tr("Largest first"))
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Sort by"), "second"))
        row.addStretch(1)
        row.addWidget(self.sort_by)
        row.addWidget(self.direction)
        return row

    def _connect(self) -> None:
        self._takes_timer = QTimer(self, singleShot=True, interval=0)      # the grid first
        self._takes_timer.timeout.connect(self._follow_takes)
        self.session.takes_changed.connect(self._takes_timer.start)
        self.session.standings_changed.connect(self._judged)
        self._counts_timer = QTimer(self, singleShot=True, interval=_COUNTS_MS)
        self._counts_timer.timeout.connect(self._follow_standings)
        self.model.order_changed.connect(self._show_filter)
        self.sort_by.activated.connect(lambda _: self._sort())
        self.direction.clicked.connect(lambda _: self._sort())
        self.yaw_row.changed.connect(lambda span: self._show_span("yaw", span))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what came while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._follow_takes()

    def _judged(self) -> None:
        """Limits follow a drag at every move, counts a little later."""
        if not self.isVisible():
            self._stale = True
            return
        limits = self.session.thresholds.as_dict()
        for score, block in self.blocks.items():
            if limits.get(score) != block.limit:
                self._show_limit(score)
        if not self._counts_timer.isActive():
            self._counts_timer.start()

    def _follow_takes(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        for score in self.blocks:
            self._show_data(score)
            self._show_limit(score)
        self.numbers.follow_takes()
        self._follow_standings()
        self._show_filter()

    def _follow_standings(self) -> None:
        words = {"all": self.tr("All {count}"), "picks": self.tr("✓ Picks {count}"), "out": self.tr("✕ Out {count}"),
                 "by hand": self.tr("By hand {count}"), "undecided": self.tr("? Undecided {count}")}
        counts = group_counts(self.session.codes, self.session.picks)
        for group, chip in self.chips.items():
            text = words[group].format(count=f"{counts[group]:,}".replace(",", "\u2009"))
            if chip.text() != text:
                chip.setText(text)
                chip.setAccessibleName(text)
        self.numbers.follow_standings()

    def _show_data(self, score: str) -> None:
        self.blocks[score].show_data(histogram(self.session.takes.scores[score], score))

    def _show_limit(self, score: str) -> None:
        values, rule = self.session.takes.scores[score], RULE_OF.get(score)
        limit = None if rule is None else getattr(self.session.thresholds, score)
        count = passing(values, rule, limit) if rule is not None and limit is not None else int((values == values).sum())
        self.blocks[score].show_limit(limit, count)

    def _show_filter(self) -> None:
        wanted, sorting = self.model.filter, self.model.sorting
        shown, whole = len(self.model.order), len(self.session.takes)
        self._note.setText(self.tr("%n take(s)", "", whole) if shown == whole
                           else self.tr("{shown} of %n take(s)", "", whole).format(shown=shown))
        self.chips[wanted.group].setChecked(True)
        for score, block in self.blocks.items():
            block.show_span(wanted.span(score))
        self.clear.setVisible(wanted != TakeFilter())
        self.sort_by.setCurrentIndex(self.sort_by.findData(sorting.by))
        self.direction.setChecked(sorting.descending)
        self.direction.setText("↓" if sorting.descending else "↑")

    def _show_group(self, group: Group) -> None:
        self._apply(replace(self.model.filter, group=group))

    def _show_span(self, score: str, span: ScoreSpan) -> None:
        self._apply(self.model.filter.with_span(score, span))

    def _sort(self) -> None:
        self.model.set_sorting(TakeSort(str(self.sort_by.currentData()), self.direction.isChecked()))
        self._remember()

    def _apply(self, wanted: TakeFilter) -> None:
        self.model.set_filter(wanted)
        self.yaw_row.show_span(wanted.span("yaw"))
        self._show_filter()
        self._remember()

    def _preview(self, score: str, limit: float) -> None:
        self.session.preview_thresholds(replace(self.session.thresholds, **{score: limit}))

    def _keep_limit(self, score: str, limit: float | None) -> None:
        try:
            thresholds = replace(self.session.thresholds, **{score: limit})
        except StudioError as error:
            self._context.notices.fail(error)
            return
        self.session.set_thresholds(thresholds, step_labels.threshold(RULE_OF[score].label, limit))
        self._show_limit(score)

    def _select_within(self, score: str, span: ScoreSpan) -> None:
        if span == ScoreSpan():
            self._state.select_none()
            return
        rows = self.model.order[rows_within(self.session.takes, score, span)[self.model.order]]
        self._state.select(rows)

    def _remember(self) -> None:
        self._memory.write(Kept(self.model.filter, self.model.sorting, tuple(self.blocks)))

    def _restore(self, kept: Kept) -> None:
        active = (rule.score for rule, _ in self.session.thresholds.active())
        for score in dict.fromkeys((*(kept.scores or ALWAYS), *active)):
            if score in SCORE_NAMES:
                self.add_score(score)
        self.model.set_sorting(kept.sorting)
        self.model.set_filter(kept.filter)
