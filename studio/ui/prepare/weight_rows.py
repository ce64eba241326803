"""The table of weights: what is here, how much is missing, what may be sold."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.jobs.weights import WeightFinding
from studio.ui.localized import localized
from studio.ui.sizes import size_text
from studio.ui.theme import BETWEEN
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel


class WeightRows(QWidget):
    """Two lines each: a sign, the name and fetching or checking it; below what its licence allows."""

    fetch_asked = Signal(object)            # WeightFinding
    verify_asked = Signal(object)           # WeightFinding

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(BETWEEN)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._parts: list[QWidget] = []

    def show_findings(self, findings: list[WeightFinding]) -> None:
        """Replace all rows; those that only stand for another are shown where they are here."""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.deleteLater()
        self._parts = []
        for place, finding in enumerate(item for item in findings if item.here or not item.instead_of):
            self._add(place, finding)

    def _add(self, place: int, finding: WeightFinding) -> None:
        sign = label("✓" if finding.here else "↓", "accepted" if finding.here else "second")
        sign.setAccessibleName(self.tr("here") if finding.here else self.tr("missing"))
        sale = {"yes": self.tr("may be sold"), "no": self.tr("not for sale"), "unknown": self.tr("sale not settled")}
        title, allowed, act = ElidedLabel(localized(finding.title)), label(sale[finding.sale], "small"), self._act(finding)
        line = 2 * place
        self._grid.addWidget(sign, line, 0)
        self._grid.addWidget(title, line, 1)
        self._grid.addWidget(allowed, line + 1, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(act, line, 2, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (sign, title, allowed, act):
            part.setToolTip(_tip(finding))
        self._parts += [sign, title, allowed, act]

    def _act(self, finding: WeightFinding) -> QWidget:
        if finding.here:
            made = button(self.tr("check"), partial(self.verify_asked.emit, finding), style="chip")
            made.setAccessibleName(self.tr("Check {title}").format(title=localized(finding.title)))
            return made
        size = size_text(finding.size)
        made = button(self.tr("fetch {size}").format(size=size), partial(self.fetch_asked.emit, finding), style="chip")
        made.setAccessibleName(self.tr("Fetch {title}").format(title=localized(finding.title)))
        return made


def _tip(finding: WeightFinding) -> str:
    terms = f"{localized(finding.licence)}: {localized(finding.terms)}"
    more = [finding.path] if finding.here else map(localized, finding.steps)
    return "\n".join([terms, finding.licence_address, *more])
