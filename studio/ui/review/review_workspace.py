"""The workspace Review: the filter at the left, takes in the middle, the current take at the right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QWidget

from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.review.deciding import Deciding
from studio.ui.review.filter_panel import FilterPanel
from studio.ui.review.grid_geometry import USUAL
from studio.ui.review.no_takes import NoTakes
from studio.ui.review.picture_views import PictureViews
from studio.ui.review.rerolling import Rerolling
from studio.ui.review.review_bar import ReviewBar
from studio.ui.review.review_head import ReviewHead
from studio.ui.review.review_model import ReviewModel
from studio.ui.review.review_state import VIEWS, ReviewState, View
from studio.ui.review.review_words import ReviewWords
from studio.ui.review.sweep_room import SweepRoom
from studio.ui.review.take_grid import TakeGrid
from studio.ui.review.thumbnail_cache import ThumbnailCache
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.pressable import Pressable
from studio.ui.widgets.view_stack import ViewStack
from studio.ui.workspace import Workspace

_TELL_MS = 50                   # a dragged threshold changes what is told at every move
_WIDTH = "review.cell_width"
_MENU = ("accept", "reject", "clear", "choose", "loupe", "compare", "reroll_selected", "select_all", "invert")


class ReviewWorkspace(Workspace):
    """`stack` holds the views of the middle, one for each of VIEWS; `add_view` puts one in."""

    key = "review"

    def __init__(self, context: WindowContext, session: EpisodeSession) -> None:
        super().__init__(context, session)
        self._views: dict[View, QWidget] = {}

    def _build(self) -> Iterator[str]:
        context, session = self.context, self.session
        self.model = ReviewModel(session, self)
        self.state = ReviewState(self.model, self)
        self.stack = ViewStack()
        self.thumbnails = ThumbnailCache(session.store.takes.folder, self)
        self.grid = TakeGrid(self.state, self.thumbnails)
        self.nothing = NoTakes(context)
        yield "grid"
        self.filter = FilterPanel(context, self.state)
        yield "filter"
        self._make_middle()
        yield "takes"
        self.filter_dock = self.add_panel(self.filter, "left", width=272)
        self._bind()
        yield "filter shown"
        self.looks = PictureViews(self, context, session, self.state)
        for looking_view, widget in self.looks.views.items():
            self.add_view(looking_view, widget)
        yield "views"
        self.add_panel(self.looks.panel, "right", width=340)
        yield "take"
        self.sweeps = SweepRoom(self, self.looks.pictures, self.thumbnails)
        Pressable(self).guard(self)
        self._connect()
        self._show_view()

    def _make_middle(self) -> None:
        """The views with the bar below and the head above."""
        context = self.context
        self.deciding = Deciding(context, self.state, self)
        self._words = ReviewWords(self.state, context.actions, self.deciding)
        self.rerolling = Rerolling(context, self.state, self)
        self.bar = ReviewBar(context, self.state, self.rerolling, self.filter.numbers)
        self._takes = takes = Panel("review.takes", self.tr("Takes"), margins=False)
        takes.body.setSpacing(0)
        takes.body.addWidget(self.stack, 1)
        takes.body.addWidget(self.bar)
        self.head = ReviewHead(takes.head, context.actions, self.state, self.grid, self.filter.numbers)
        self.set_center(takes)
        self.stack.addWidget(self.nothing)
        self.add_view("grid", self.grid)

    def add_view(self, view: View, widget: QWidget) -> None:
        """Put a view into the middle; it is shown when `state.view` says so."""
        self._views[view] = widget
        self.stack.addWidget(widget)

    def show_frame(self, frame: int) -> None:
        """Open the take of a frame in the loupe, as another workspace asks."""
        if self.looks.show_frame(frame):
            self.state.set_view("loupe")

    def entered(self) -> None:
        """Thumbnails that could not be read may be there now."""
        self.thumbnails.forget_missing()
        self.grid.viewport().update()

    def scope_text(self) -> str:
        """What P and X act on; of a sweep, what was made."""
        return self.sweeps.view.scope_text() if self.state.view == "sweep" else self._words.scope()

    def facts_text(self) -> str:
        """Counts of takes, picks, decisions."""
        return self.sweeps.view.facts_text() if self.state.view == "sweep" else self._words.facts()

    def layout_state(self) -> QByteArray:
        """That of takes: a sweep only hides panels while it is shown."""
        return self.sweeps.layout_before if self.state.view == "sweep" else super().layout_state()

    def first_focus(self) -> QWidget | None:
        """The view shown."""
        return self.stack.currentWidget()

    def _bind(self) -> None:
        actions = self.context.actions
        for view in VIEWS:
            actions.bind(f"review.{view}", partial(self.state.set_view, view), self)
        actions.bind("review.select_all", self.state.select_all, self)
        actions.bind("review.select_none", self.state.select_none, self)
        actions.bind("review.invert", self.state.invert, self)
        actions.bind("review.larger", self.grid.larger, self)
        actions.bind("review.smaller", self.grid.smaller, self)
        actions.bind("review.filter_bar", lambda: self.filter_dock.setVisible(self.filter_dock.isHidden()), self)
        actions.bind("review.use_picks", lambda: self.go_requested.emit("timeline", None), self)

    def _connect(self) -> None:
        state, session = self.state, self.session
        state.view_changed.connect(lambda _: self._show_view())
        self.grid.opened.connect(lambda: state.set_view("loupe"))
        self.grid.width_changed.connect(lambda width: self.context.state.put(_WIDTH, width))
        self.grid.set_cell_width(round(self.context.state.number(_WIDTH, USUAL)))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.grid.addActions([self.context.actions.action(f"review.{name}") for name in _MENU])
        self.nothing.go_requested.connect(lambda key: self.go_requested.emit(key, None))
        self.nothing.show_all_requested.connect(self.filter.show_all)
        self.bar.frame_asked.connect(self._go_to_frame)
        self._tell_timer = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._tell_timer.timeout.connect(self._tell)
        self.model.shown_changed.connect(self._follow)
        session.takes_changed.connect(self._follow)
        session.history_changed.connect(self._tell)
        state.current_changed.connect(lambda _: self._tell())
        state.selection_changed.connect(self._tell)
        self.deciding.auto_changed.connect(self._tell)
        self.sweeps.told.connect(self._tell)

    def _follow(self) -> None:
        self._show_view()
        if not self._tell_timer.isActive():
            self._tell_timer.start()

    def _tell(self) -> None:
        self.scope_changed.emit(self.scope_text())
        self.facts_changed.emit(self.facts_text())

    def _go_to_frame(self, frame: int) -> None:
        """From the strip: the frame's pick, or its first take that is shown."""
        rows = self.model.order[self.session.takes.frames[self.model.order] == frame]
        picked = rows[np.isin(rows, self.session.picks)]
        if len(rows):
            self.state.set_current(int(picked[0] if len(picked) else rows[0]))
        else:
            self.looks.show_frame(frame)

    def _say_nothing(self) -> None:
        settings = self.session.settings
        if len(self.session.takes):
            self.nothing.say_nothing_shown()
        else:
            self.nothing.say_nothing_made(can_be_made=bool(settings.references and settings.source))

    def _show_view(self) -> None:
        is_sweep = self.state.view == "sweep"
        self.sweeps.show(is_sweep)
        self._takes.head.set_title(self.tr("Sweeps") if is_sweep else self.tr("Takes"))
        widget = self.sweeps.view if is_sweep else self._views.get(self.state.view, self.grid)
        if not is_sweep and not len(self.model.order) and self.session.loaded:
            self._say_nothing()
            widget = self.nothing
        self.bar.setVisible(not is_sweep and len(self.session.takes) > 0)
        if widget is not self.stack.currentWidget():
            had_focus = self.stack.isAncestorOf(self.focusWidget() or self)
            self.stack.setCurrentWidget(widget)
            if had_focus or self.isVisible():
                widget.setFocus()
