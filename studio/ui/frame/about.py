"""What this program is, and under which licences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QWidget

from studio import __version__
from studio.episode.bundled import bundled
from studio.ui.frame.overlay import Overlay
from studio.ui.icons import icon
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import button, label

_SIZE = (640, 520)
_ICON = 48


class About(Overlay):
    """Name, version, licences of what is built in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, QCoreApplication.translate("About", "About Full-Motion Studio"), _SIZE)
        self.column.setContentsMargins(2 * INSIDE, 2 * INSIDE, 2 * INSIDE, INSIDE)
        self.column.setSpacing(BETWEEN)
        picture = QLabel()
        picture.setPixmap(icon("app").pixmap(_ICON))
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(label(f"Full-Motion Studio {__version__}", "large"), 1)
        notices = QTextBrowser()
        notices.setMarkdown(bundled("resources", "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8"))
        notices.setOpenExternalLinks(True)
        notices.setAccessibleName(self.tr("Licences of what is built in"))
        close = button(self.tr("Close"), self.dismiss)
        self.column.addLayout(head)
        self.column.addWidget(label(self.tr("A desktop studio in which one person makes a talking, moving episode every "
                                            "day. Nothing leaves this machine."), "second", wrap=True))
        self.column.addWidget(notices, 1)
        self.column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.open(close)
