"""Where the finished videos go besides the episode's own folder, and what they are called."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from studio.episode.files import named_path
from studio.ui.episode_session import EpisodeSession
from studio.ui.export.export_model import ExportModel
from studio.ui.theme import BETWEEN, GRID
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.elided_label import ElidedLabel
from studio.ui.widgets.field_rows import FieldRows, TextField


class PublishSection(QWidget):
    """A folder to choose or to clear, its page to be opened, and the file's name."""

    def __init__(self, model: ExportModel, session: EpisodeSession) -> None:
        super().__init__()
        self._model, self._session = model, session
        self.folder = ElidedLabel("", "second", mode=Qt.TextElideMode.ElideMiddle)
        self.choose = button(self.tr("Folder…"), self.choose_folder)
        self.open_page = button(self.tr("Open the page"), self.show_page)
        self.clear = button(self.tr("Do not publish"), self._clear, style="flat")
        self._what = label("", "small", wrap=True)
        self._replaces = label("", "small", wrap=True)
        self.name = TextField()
        self.name.committed.connect(self._rename)
        names = FieldRows()
        names.add("name", self.tr("File name"), self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for made in (self.choose, self.open_page, self.clear):
            buttons.addWidget(made)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.folder)
        column.addLayout(buttons)
        for part in (self._what, names, self._replaces):
            column.addWidget(part)
        session.settings_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the place and the name."""
        model, chosen = self._model, self._session.settings.publish_folder
        self.folder.setText(chosen or self.tr("not published: the videos stay in the episode"))
        self._what.setText(self.tr("video, poster, captions, page, report"))
        self._what.setVisible(bool(chosen))
        self.clear.setVisible(bool(chosen))
        self.open_page.setVisible(bool(chosen) and model.is_published)
        self.name.setPlaceholderText(f"{model.usual_name}{model.out.suffix}")
        self.name.show_value(f"{model.name}{model.out.suffix}" if model.name else "")
        replaced = bool(model.name) and model.replaces
        self._replaces.setText(self.tr("{name} is there already and will be replaced.").format(name=model.out.name))
        self._replaces.setVisible(replaced)

    def choose_folder(self) -> None:
        """Ask for the folder to publish to."""
        chosen = self._session.settings.publish_folder
        begin = str(named_path(self._session.folder, chosen) if chosen else Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Publish to"), begin)
        if chosen:
            self._session.change_settings({"publish_folder": chosen})

    def show_page(self) -> None:
        """Open the published page in the browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._model.page)))

    def allow(self, *, allowed: bool) -> None:
        """Whether anything may be changed: not while an export runs."""
        for control in (self.name, self.choose, self.clear):
            control.setEnabled(allowed)

    def _clear(self) -> None:
        self._session.change_settings({"publish_folder": ""})

    def _rename(self, name: str) -> None:
        self._model.set_name(name)
        self.refresh()
