"""The finished video played in place, what was measured on it, and every video exported so far."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from studio.episode.errors import StudioError
from studio.ui.export.export_model import ExportModel
from studio.ui.export.exports_list import ExportsList
from studio.ui.export.figures_row import FiguresRow
from studio.ui.export.problem_card import ProblemCard
from studio.ui.widgets.controls import button, label, seam
from studio.ui.widgets.panel import Panel
from studio.ui.widgets.video_player import VideoPlayer


class ResultPanel(Panel):
    """The player with the way to the file, the figures, the list."""

    def __init__(self, player: VideoPlayer, model: ExportModel) -> None:
        super().__init__("export-result", "")
        self.title = self.tr("Result")
        self.setAccessibleName(self.title)
        self.head.set_title(self.title)
        self.player = player
        self.problem = ProblemCard()
        self.figures = FiguresRow()
        self.exports = ExportsList(model)
        self._model = model
        self._none = label(self.tr("Nothing was exported yet. Every video that you export is listed here."), "second",
                           wrap=True)
        self._show = button(self.tr("Show in folder"), self.reveal, style="flat", icon_name="folder")
        self._note = self.head.add_note()
        self.head.add(self._show)
        self.body.addWidget(self.problem)
        self.body.addWidget(player, 1)
        for part in (self.figures, seam(), self._none, self.exports):
            self.body.addWidget(part)
        player.empty_message = self.tr("No video yet. Export it, and it plays here.")
        player.clear()
        player.failed.connect(self._failed)
        model.plan_changed.connect(self._show_figures)
        model.exports_changed.connect(self._show_whether_any)
        self._show_name()
        self._show_whether_any()
        self._show_figures()

    def load(self, path: Path, *, play: bool = False, name: str = "") -> None:
        """Show this video, or hear this sound; `play` it at once. `name`: what it is, where its file's name says little."""
        self.problem.clear()
        if path.suffix == ".wav":
            self.player.load_sound(path, play=play)
        else:
            self.player.load(path, play=play)
        self._show_name(name)

    def clear(self) -> None:
        """Show none."""
        self.player.clear()
        self._show_name()

    def reveal(self) -> None:
        """Open the file's folder in the system's file manager."""
        if self.player.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.player.path.parent)))

    def _show_name(self, name: str = "") -> None:
        path = self.player.path
        self._note.setText(name or (path.name if path else ""))
        self._show.setEnabled(path is not None)

    def _show_figures(self) -> None:
        self.figures.show_plan(self._model.plan)

    def _show_whether_any(self) -> None:
        self._none.setVisible(not self._model.exports)
        self.exports.setVisible(bool(self._model.exports))

    def _failed(self, error: StudioError) -> None:
        self.problem.say(error.message, error=True)
