"""One preset of the library: its size and steps, and what was measured of it here."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from studio.episode.preset_library import PresetEntry
from studio.jobs.preset_figures import PresetFigures
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import FLAT_EDGE, button, chip, label
from studio.ui.widgets.elided_label import ElidedLabel


class PresetCard(QFrame):
    """A click or Enter chooses it; `menu_asked` where its commands should open."""

    chosen = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, entry: PresetEntry) -> None:
        super().__init__()
        self.entry = entry
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._what = ElidedLabel("", "second")
        self._seconds = label("")
        self._pass = label("", "small", wrap=True)
        self._default = chip(self.tr("default"))
        tip = self.tr("Commands of the preset {name}").format(name=entry.name)
        more = button("⋯", self._ask_menu, style="flat", tip=tip)
        more.setAccessibleName(tip)
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build(more)
        self.show_figures(PresetFigures(), is_default=False)

    def show_figures(self, figures: PresetFigures, *, is_default: bool) -> None:
        """What was measured here; where nothing was, it says so."""
        self._default.setVisible(is_default)
        if self.entry.preset is None:
            self._what.setText("")
            self._seconds.setText("")
            self._pass.setText(localized(self.entry.problem))
            return
        settings = self.entry.preset.settings
        steps = self.tr("%n step(s)", "", settings.steps)
        self._what.setText(f"{settings.width}×{settings.height} · {steps}")
        self._show_seconds(figures)
        self._show_pass(figures)
        self.setAccessibleName(self.tr("Preset {name}, {what}, {seconds}, {passed}").format(
            name=self.entry.name, what=self._what.text(), seconds=self._seconds.text(), passed=self._pass.text()))

    def set_chosen(self, *, chosen: bool) -> None:
        """Whether the episode uses it."""
        self.setProperty("chosen", "true" if chosen else "false")
        self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.entry.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space choose it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.entry.name)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Its commands."""
        self.menu_asked.emit(self.entry.name, event.globalPos())

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.entry.name, self.mapToGlobal(QPoint(self.width() - INSIDE, 2 * INSIDE)))

    def _build(self, more: QPushButton) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(BETWEEN)
        second.setSpacing(BETWEEN)
        first.setContentsMargins(0, 0, INSIDE, 0)
        second.setContentsMargins(0, 0, INSIDE - FLAT_EDGE, 0)
        first.addWidget(label(self.entry.name, "sectionTitle"))
        first.addWidget(self._default)
        first.addWidget(self._what, 1)
        first.addWidget(self._seconds)
        second.addWidget(self._pass, 1)
        second.addWidget(more)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, BETWEEN, 0, GRID)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)

    def _show_seconds(self, figures: PresetFigures) -> None:
        if not figures.paces:
            self._seconds.setText(self.tr("not measured"))
            self._seconds.setObjectName("small")
            self._seconds.setToolTip(self.tr("Seconds a frame are measured when takes are generated with it."))
        else:
            pace = figures.paces[0]
            self._seconds.setText(self.tr("{seconds} s").format(seconds=fixed_text(pace.seconds)))
            self._seconds.setObjectName("")
            lines = [self.tr("{seconds} s a frame with {engine}, %n run(s)", "", each.runs).format(
                seconds=fixed_text(each.seconds), engine=each.engine) for each in figures.paces]
            self._seconds.setToolTip("\n".join(lines))
        self._seconds.style().polish(self._seconds)

    def _show_pass(self, figures: PresetFigures) -> None:
        strict = figures.strict
        if strict is None or strict.share is None:
            self._pass.setText(self.tr("strict pass: no takes here yet"))
            self._pass.setToolTip("")
            return
        self._pass.setText(self.tr("strict pass {share} % ({low} – {high}) of {tried} · {engine}").format(
            share=fixed_text(100 * strict.share, 0), low=fixed_text(100 * strict.low, 0),
            high=fixed_text(100 * strict.high, 0), tried=strict.tried,
            engine=figures.engine))
        self._pass.setToolTip(self.tr("{passed} of {tried} takes in %n episode(s) of this machine with face found ≥ "
                                      "{limit}; in brackets the 95 % interval (Wilson)", "", figures.episodes).format(
            passed=strict.passed, tried=strict.tried, limit=fixed_text(figures.min_det)))
