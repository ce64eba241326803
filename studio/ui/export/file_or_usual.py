"""Two rows of one setting: the file that it names, or the usual in its place; and the way back to that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from studio.ui.episode_session import EpisodeSession
from studio.ui.widgets.controls import button
from studio.ui.widgets.field_rows import FieldRows


@dataclass(frozen=True, slots=True)
class FileTexts:
    """What stands beside the file, in its place while there is none, on the way back; and what is asked for."""

    name: str
    usual: str
    back: str
    tip: str
    asked: str
    kinds: str


class FileOrUsual(QObject):
    """`file` shows it and asks for another; `back` is there only where one was chosen."""

    def __init__(self, session: EpisodeSession, setting: str, rows: FieldRows, texts: FileTexts) -> None:
        super().__init__(rows)
        self._session, self._setting, self._rows, self._texts = session, setting, rows, texts
        self.file = button("", self._choose, style="fact")
        self.back = button(texts.back, self._go_back, style="fact")
        rows.add(setting, texts.name, self.file)
        rows.add(f"{setting} back", "", self.back)
        self.back.setAccessibleName(texts.back)
        session.settings_changed.connect(self._show)
        self._show()

    @property
    def _chosen(self) -> str:
        return str(getattr(self._session.settings, self._setting))

    def _show(self) -> None:
        chosen = self._chosen
        self.file.setText(Path(chosen).name if chosen else self._texts.usual)
        self.file.setToolTip(chosen or self._texts.tip)
        self._rows.show_row(f"{self._setting} back", shown=bool(chosen))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._rows, self._texts.asked, self._chosen, self._texts.kinds)
        if name:
            self._session.change_settings({self._setting: name})

    def _go_back(self) -> None:
        self._session.change_settings({self._setting: ""})
