"""The panel at the right: the current take before its source, its figures, and what can be done with it."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from studio.review.reachable import reachable_identity
from studio.ui.numbers import fixed_text
from studio.ui.review.looking import Looking, others_of_frame
from studio.ui.review.other_takes import OtherTakes
from studio.ui.review.score_words import judged_score, score_name, score_text, shown_scores
from studio.ui.review.take_commands import TakeCommands
from studio.ui.review.take_rows import RecipeRows, ScoreRows, mean_and_std, reachable_words, unknown
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.flow_row import FlowRow
from studio.ui.widgets.key_button import KeyButton
from studio.ui.widgets.pair_view import PairView
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.picture_levels import PictureLevels

NARROWEST, USUAL = 336, 340
_PREVIEW_SHARE = 0.46
_AFTER_GRID_MS = 400            # once: what reads source frames takes that long to load
_AFTER_DRAG_MS = 60             # a threshold being dragged is followed when it stands still


class TakePanel(Panel):
    """Follows the current take; buttons trigger the same commands as keys."""

    def __init__(self, looking: Looking, commands: TakeCommands) -> None:
        super().__init__("review.take", "", scrolls=True)
        self.title = self.tr("Take")
        self.setAccessibleName(self.title)
        self.setMinimumWidth(NARROWEST)
        self.looking = looking
        self._note = self.head.add_note()
        self._shown_keys: list[Hashable] = []
        self._begun = False
        self.preview = _Preview()
        self.scores, self.recipe = ScoreRows(), RecipeRows()
        self.prompt = label("", "small", wrap=True)
        self.others = OtherTakes(looking.session, looking.pictures)
        self._others_title, self._others_seam = label("", "second"), seam()
        self.said = label("", "small", wrap=True)
        self.nothing = label(self.tr("Nothing is current. Click a take, or go to a frame with Ctrl+G."), "second", wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._content = QWidget()
        self._fill()
        self.others.chosen.connect(lambda row: looking.state.set_current(row))
        commands.said.connect(self._say)
        looking.state.current_changed.connect(lambda _: self._on_current())
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_DRAG_MS)
        self._soon.timeout.connect(self.refresh)
        looking.session.standings_changed.connect(self._soon.start)
        looking.session.history_changed.connect(self.refresh)
        looking.session.takes_changed.connect(self.refresh)
        looking.session.settings_changed.connect(self.refresh)
        looking.pictures.cache.arrived.connect(self._on_picture)
        looking.pictures.cache.failed.connect(lambda key, _: self._on_picture(key))
        self.refresh()

    def sizeHint(self) -> QSize:  # noqa: N802
        """What it is given at first."""
        return QSize(USUAL, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The picture leaves the figures their room."""
        super().resizeEvent(event)
        self.preview.set_most(round(_PREVIEW_SHARE * self.height()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what came while nobody looked, once the grid is there: source frames ask for much to be loaded."""
        super().showEvent(event)
        if not self._begun:
            QTimer.singleShot(_AFTER_GRID_MS, self, self._begin)
        else:
            self.refresh()

    def _begin(self) -> None:
        self._begun = True
        self.refresh()

    def refresh(self) -> None:
        """Show what is current now, where anybody looks."""
        if not (self.isVisible() and self._begun):
            return
        row = self.looking.state.current_row
        shown = row is not None and row < len(self.looking.session.takes)
        self._content.setVisible(shown)
        self.nothing.setVisible(not shown)
        if row is None or not shown:
            self.head.set_title(self.tr("Take"))
            return
        self._show_title(row)
        self._want(row)
        self._show_pictures()
        self._show_scores(row)
        self._show_recipe(row)
        self._show_others(row)

    def _on_current(self) -> None:
        """The panel follows once the current take stands still: a held arrow key comes first."""
        self._say("")
        self._soon.start()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _show_title(self, row: int) -> None:
        takes = self.looking.session.takes
        of_frame = np.flatnonzero(takes.frames == takes.frames[row])
        place = int(np.flatnonzero(of_frame == row)[0]) + 1
        self.head.set_title(self.tr("#{frame} · take {place} of {count}").format(
            frame=int(takes.frames[row]), place=place, count=len(of_frame)))
        self._note.setText(self.tr("wipe"))

    def _want(self, row: int) -> None:
        pictures = self.looking.pictures
        wanted = [pictures.take(row), pictures.source(row)]
        self._shown_keys = [request.key for request in wanted]
        pictures.cache.want("panel", wanted)

    def _on_picture(self, key: object) -> None:
        if key in self._shown_keys:
            self._show_pictures()

    def _show_pictures(self) -> None:
        row, pictures = self.looking.state.current_row, self.looking.pictures
        if row is None or row >= len(self.looking.session.takes):
            return
        take, source = pictures.take(row), pictures.source(row)
        found = pictures.cache.get(take.key)
        if found is not None or pictures.problem(take):
            self.preview.show_pair(pictures.cache.get(source.key), found, (self.tr("source"), self.tr("take")),
                                   pictures.problem(take))

    def _show_scores(self, row: int) -> None:
        session, rows = self.looking.session, self.scores
        rows.begin()
        for name in shown_scores(session):
            rows.add(judged_score(session, row, name))
            if name == "identity":
                self._add_reachable(row)
        scores = session.takes.scores
        if "yaw" not in shown_scores(session):
            rows.add_fact(score_name("yaw"), score_text("yaw", float(scores["yaw"][row])))
        rows.add_fact(self.tr("Pixels, mean / std"),
                      mean_and_std(float(scores["pixel_mean"][row]), float(scores["pixel_std"][row])))
        reference = self.looking.pictures.details(row).reference
        rows.add_fact(self.tr("Reference"), mean_and_std(reference.get("pixel_mean"), reference.get("pixel_std")))
        if not session.takes.scored[row]:
            rows.add_print(self.tr("This take has not been scored yet."))
        rows.end()

    def _add_reachable(self, row: int) -> None:
        scores = self.looking.session.takes.scores
        text = reachable_words(reachable_identity(scores["yaw"], scores["identity"], float(scores["yaw"][row])))
        if text:
            self.scores.add_print(text)

    def _show_recipe(self, row: int) -> None:
        details = self.looking.pictures.details(row)
        self.recipe.show_details(details)
        prompt = details.setting("prompt")
        self.prompt.setText(self.tr("“{prompt}”").format(prompt=prompt) if prompt
                            else self.tr("Prompt: {prompt}").format(prompt=unknown() if prompt is None
                                                                    else self.tr("none")))
        seconds = details.facts.seconds
        self.buttons["review.reroll_frame"].setText(
            self.tr("Re-roll") if seconds is None
            else self.tr("Re-roll · about {seconds} s").format(seconds=fixed_text(seconds, 1)))

    def _show_others(self, row: int) -> None:
        session = self.looking.session
        others = others_of_frame(session, row)
        self.others.show_rows(others)
        for item in (self._others_title, self._others_seam):
            item.setVisible(bool(others))
        is_pick = bool((session.picks == row).any())
        self.buttons["review.choose"].setVisible(bool(others))
        self.buttons["review.choose"].setEnabled(not is_pick)
        self.buttons["review.choose"].setText(self.tr("This is the pick") if is_pick else self.tr("Use as pick"))

    def _fill(self) -> None:
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.preview)
        column.addWidget(self._deciding_row())
        for part in (self.scores, seam(), self.recipe, self.prompt):
            column.addWidget(part)
        column.addWidget(self._button_row(("review.use_settings", "review.reroll_frame", "review.reveal_take")))
        column.addWidget(self.said)
        column.addWidget(self._others_seam)
        self._others_title.setText(self.tr("Other takes of this frame"))
        column.addWidget(self._others_title)
        column.addWidget(self.others)
        column.addWidget(self._button_row(("review.choose",)))
        self.said.hide()
        self.body.addWidget(self._content)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def _deciding_row(self) -> FlowRow:
        """Right below the picture, so that they are never scrolled away."""
        actions, row = self.looking.context.actions, FlowRow()
        signs = {"review.accept": ("✓", "accepted"), "review.reject": ("✕", "rejected"), "review.clear": ("", "text")}
        for action_id, (sign, color) in signs.items():
            made = KeyButton(self._words()[action_id], actions.key_text(action_id), actions.action(action_id).trigger,
                             sign=sign, sign_color=color, compact=True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[action_id] = made
            row.add(made)
        return row

    def _button_row(self, action_ids: tuple[str, ...]) -> FlowRow:
        actions, row = self.looking.context.actions, FlowRow()
        for action_id in action_ids:
            word, key = self._words().get(action_id, actions.text(action_id)), actions.key_text(action_id)
            made = button(word, actions.action(action_id).trigger)
            made.setAccessibleName(word)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setToolTip(key)
            self.buttons[action_id] = made
            row.add(made)
        return row

    def _words(self) -> dict[str, str]:
        return {"review.accept": self.tr("Accept"), "review.reject": self.tr("Reject"),
                "review.clear": self.tr("Clear"), "review.use_settings": self.tr("Use these settings"),
                "review.reveal_take": self.tr("Show the file")}


class _Preview(PairView):
    """As high as its width asks for; the wheel is left to the panel, which scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.can_zoom = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._most = 440
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_most(self, height: int) -> None:
        """The greatest height it may take."""
        self._most = height
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The picture's shape decides."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The picture's shape decides, up to a height that leaves room for the figures."""
        shape = self.picture_size
        return min(round(width * (shape.height() / shape.width() if shape.width() else 1.5)), self._most)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A usual panel's."""
        return QSize(320, self.heightForWidth(320))

    def show_picture(self, levels: PictureLevels | None, message: str = "") -> None:
        """The shape may have changed."""
        super().show_picture(levels, message)
        self.updateGeometry()
