"""Captions from a file, to a file, and heard in the voice: what is asked, and what is possible now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.episode.errors import StudioError
from studio.finish.speech_recogniser import find_model
from studio.ui.actions import ActionRegistry
from studio.ui.localized import localized
from studio.ui.timeline.bring_in import BringIn
from studio.ui.timeline.sound_panel import FinishFields
from studio.ui.timeline.timeline_model import TimelineModel


class CaptionFiles(QObject):
    """Binds its commands to `owner`."""

    def __init__(self, model: TimelineModel, files: BringIn, fields: FinishFields, actions: ActionRegistry,
                 owner: QWidget) -> None:
        super().__init__(owner)
        self._model, self._files, self._fields, self._actions, self._owner = model, files, fields, actions, owner
        self._lacks: str | None = None          # to hear captions, besides a voice; None: not known yet
        for name, function in (("import_captions", self.choose), ("export_captions", self.save),
                               ("hear_captions", files.hear_captions)):
            actions.bind(f"timeline.{name}", function, owner)
        fields.hear.clicked.connect(files.hear_captions)
        model.timeline_changed.connect(self.allow)
        self.allow()

    def look(self) -> None:
        """See in the background whether a recogniser is here."""
        self._model.session.background.read(self, _recogniser_lacks, self._take_lacking)

    def choose(self) -> None:
        """Ask for a file to read."""
        name, _ = QFileDialog.getOpenFileName(self._owner, self.tr("Captions from a file"), "",
                                              self.tr("Captions (*.srt *.vtt)"))
        if name:
            self._files.captions(Path(name))

    def save(self) -> None:
        """Ask for a file to write."""
        session = self._model.session
        kinds = self.tr("SubRip captions (*.srt);;WebVTT captions (*.vtt)")
        name, _ = QFileDialog.getSaveFileName(self._owner, self.tr("Captions to a file"),
                                              str(session.folder.parent / f"{session.name}.srt"), kinds)
        if name:
            self._files.write_captions(Path(name))

    def allow(self) -> None:
        """They can be written where there are some, and heard where a recogniser is; `look` says whether."""
        self._actions.set_enabled("timeline.export_captions", enabled=bool(self._model.timeline.captions))
        voice = self._model.has_voice
        self._actions.set_enabled("timeline.hear_captions", enabled=voice and self._lacks == "")
        self._fields.show_hearing(localized(self._lacks or "") if voice else self.tr("There is no voice yet."),
                                  possible=voice and self._lacks == "", recogniser=not self._lacks)

    def _take_lacking(self, lacks: str) -> None:
        self._lacks = lacks
        self.allow()


def _recogniser_lacks() -> str:
    """What lacks to hear captions in the voice; "" where nothing does."""
    try:
        find_model()
    except StudioError as error:
        return error.message
    return ""
