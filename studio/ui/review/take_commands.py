"""What can be done with the current take beside deciding: its settings used, a further take asked for, its file shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.job_spec import JobSpec
from studio.jobs.preset_from_take import TakePreset, preset_from_take
from studio.ui import step_labels
from studio.ui.localized import localized
from studio.ui.review.looking import Looking


class TakeCommands(QObject):
    """`said` tells what was done, or why not, for the panel that shows the take."""

    said = Signal(str)

    def __init__(self, looking: Looking, parent: QObject) -> None:
        super().__init__(parent)
        self._looking = looking

    def use_settings(self) -> None:
        """Make the take's settings the episode's, as one step of the history."""
        row, session = self._looking.state.current_row, self._looking.session
        if row is None:
            return
        request, folder = self._looking.pictures.details(row).request, session.folder
        frame = int(session.takes.frames[row])

        def find() -> TakePreset:
            with EpisodeStore.open_to_read(folder) as store:
                return preset_from_take(store, request, frame)

        session.background.read(self, find, lambda found: self._use(found, frame), self._refused)

    def reroll(self) -> None:
        """Ask for a further take of the current frame."""
        row, session = self._looking.state.current_row, self._looking.session
        if row is None:
            return
        frame = int(session.takes.frames[row])
        try:
            self._looking.context.jobs.submit(JobSpec("reroll", session.folder, {"frames": [frame]}))
        except StudioError as error:
            self._refused(error)
            return
        self.said.emit(self.tr("Another take of #{frame} is on its way.").format(frame=frame))

    def reveal(self) -> None:
        """Show the take's file in the file manager."""
        row = self._looking.state.current_row
        if row is not None:
            folder = self._looking.session.picture_path(row).parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _use(self, found: TakePreset, frame: int) -> None:
        if not found.changes:
            self.said.emit(self.tr("The episode uses these settings already (preset {name}).").format(name=found.name))
            return
        self._looking.session.apply(found.operations(), step_labels.settings_used(frame))
        text = (self.tr("Saved as your preset {name}, which the episode uses now.") if found.saved
                else self.tr("The episode uses preset {name} with this seed now."))
        self.said.emit(text.format(name=found.name))

    def _refused(self, error: StudioError) -> None:
        self.said.emit(localized(error.message))
