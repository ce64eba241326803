"""Warnings and errors that have no other place: lines above the workspace, with the button that mends."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.ui.notices import Notice, Notices
from studio.ui.theme import BETWEEN, GRID, INSIDE
from studio.ui.widgets.controls import button, chip, icon_button, label

_MOST = 3
_SIGNS = {"warning": ("!", "undecided"), "error": ("✕", "rejected")}


class BannerLine(QWidget):
    """One notice; the same one again raises its count."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.times = 1
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(notice.text)
        sign, style = _SIGNS.get(notice.level, ("i", "second"))
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, GRID, BETWEEN, GRID)
        row.setSpacing(BETWEEN)
        self._count = chip()
        self._count.hide()
        for item, stretch in ((label(sign, style), 0), (self._text(notice.text), 1), (self._count, 0)):
            row.addWidget(item, stretch)
        if notice.mend is not None:
            row.addWidget(button(notice.mend_text, self._mend))
        if notice.detail:
            row.addWidget(button(self.tr("Copy details"), self._copy, style="flat"))
        row.addWidget(self._closer())

    def count_again(self) -> None:
        """It was said once more."""
        self.times += 1
        self._count.setText(self.tr("%n time(s)", "", self.times))
        self._count.show()

    def dismiss(self) -> None:
        """Take the line away."""
        self.hide()
        self.deleteLater()

    def _text(self, text: str) -> QLabel:
        shown = label(text, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        return shown

    def _closer(self) -> QToolButton:
        return icon_button("close", self.tr("Dismiss"), self.dismiss)

    def _mend(self) -> None:
        mend = self.notice.mend
        self.dismiss()
        if mend is not None:
            mend()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.notice.text}\n{self.notice.detail}")


class Banner(QWidget):
    """The latest lines; older ones are in the log panel."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Notices"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        notices.added.connect(self.show_notice)

    def lines(self) -> list[BannerLine]:
        """Those shown now, the latest last."""
        return [item for item in self.findChildren(BannerLine) if not item.isHidden()]

    def show_notice(self, notice: Notice) -> None:
        """Show a warning or an error; plain notices are for the log only."""
        if notice.level == "notice":
            return
        same = next((line for line in self.lines() if (line.notice.level, line.notice.text) == (notice.level, notice.text)),
                    None)
        if same is not None:
            same.count_again()
            return
        for line in self.lines()[: -_MOST + 1]:
            line.dismiss()
        line = BannerLine(notice, self)
        self._column.addWidget(line)
        line.show()
