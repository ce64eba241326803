"""What was measured on the result: loudness, lip sync, motion."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.jobs.export_plan import ExportPlan
from studio.ui.finishing.figures import Figure, figures_of
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import label
from studio.ui.widgets.flow_row import FlowRow


class FiguresRow(QWidget):
    """Names and values side by side; hidden while nothing was measured."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._row = FlowRow(2 * INSIDE, GRID)
        self._line.addWidget(self._row)
        self.figures: tuple[Figure, ...] = ()
        self.hide()

    def show_plan(self, plan: ExportPlan | None) -> None:
        """Show what the runs of a plan's stages found out."""
        figures = figures_of(plan)
        if figures == self.figures:
            return
        self.figures = figures
        self._line.removeWidget(self._row)
        self._row.deleteLater()
        self._row = FlowRow(2 * INSIDE, GRID)
        for figure in figures:
            self._row.add(_figure(figure))
        self._line.addWidget(self._row)
        self.setVisible(bool(figures))


def _figure(figure: Figure) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(BETWEEN)
    line.addWidget(label(figure.name, "second"))
    line.addWidget(label(figure.value, figure.style))
    made.setToolTip(figure.tip)
    made.setAccessibleName(f"{figure.name}: {figure.value}")
    return made
