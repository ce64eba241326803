"""The finished video, played in place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.episode.errors import StudioError
from studio.ui.export.problem_card import ProblemCard
from studio.ui.widgets.controls import button
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.video_player import VideoPlayer


class ResultPanel(Panel):
    """The player, and the way to the file."""

    def __init__(self, player: VideoPlayer) -> None:
        super().__init__("export-result", "")
        self.title = self.tr("Result")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self.player = player
        self.problem = ProblemCard()
        self._show = button(self.tr("Show in folder"), self.reveal, style="flat", icon_name="folder")
        self._note = self.head.add_note()
        self.head.add(self._show)
        self.body.addWidget(self.problem)
        self.body.addWidget(player, 1)
        player.empty_message = self.tr("No video yet. Export it, and it plays here.")
        player.clear()
        player.failed.connect(self._failed)
        self._show_name()

    def load(self, path: Path, *, play: bool = False) -> None:
        """Show this video; `play` it at once."""
        self.problem.clear()
        self.player.load(path, play=play)
        self._show_name()

    def clear(self) -> None:
        """Show none."""
        self.player.clear()
        self._show_name()

    def reveal(self) -> None:
        """Open the file's folder in the system's file manager."""
        if self.player.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.player.path.parent)))

    def _show_name(self) -> None:
        path = self.player.path
        self._note.setText(path.name if path else "")
        self._show.setEnabled(path is not None)

    def _failed(self, error: StudioError) -> None:
        self.problem.say(error.message, error=True)
