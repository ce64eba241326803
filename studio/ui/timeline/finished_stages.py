"""What finishing has left of this episode: the stages that all videos of the next export share, with the results that are
up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.finish_chain import shared_steps
from studio.jobs.step_forecast import PlannedStage, planned_stages
from studio.ui.episode_session import EpisodeSession
from studio.ui.job_center import JobCenter
from studio.ui.one_reading import ShownReading

_AFTER_MS = 400


class FinishedStages(QObject):
    """Reads in the background, while the workspace is shown, whenever the episode changed or an export ended."""

    changed = Signal()

    def __init__(self, session: EpisodeSession, jobs: JobCenter, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._stages: Mapping[str, PlannedStage] = {}
        self._reading = ShownReading(self._read, _AFTER_MS, self)
        for signal in (session.settings_changed, session.takes_changed, session.standings_changed,
                       session.timeline_changed, jobs.job_ended):
            signal.connect(self._soon)

    def set_shown(self, *, shown: bool) -> None:
        """Nothing is read for nobody."""
        self._reading.set_shown(shown=shown)

    def stage(self, name: str) -> PlannedStage | None:
        """Such as "foley"; None where it is switched off or not known yet."""
        return self._stages.get(name)

    def details(self, name: str) -> Mapping[str, Any]:
        """What the run of a stage found out; nothing where it is out of date."""
        found = self.stage(name)
        return found.details if found is not None and found.up_to_date else {}

    def output(self, name: str) -> str:
        """The file inside the episode that a stage left; "" where it is out of date."""
        found = self.stage(name)
        return found.output if found is not None and found.up_to_date else ""

    def _soon(self, *_: object) -> None:
        self._reading.soon()

    def _read(self) -> None:
        folder = self._session.folder

        def work() -> dict[str, PlannedStage]:
            with EpisodeStore.open_to_read(folder) as store:
                return {item.stage: item for item in planned_stages(store, shared_steps(store).steps)}

        self._session.background.read(self, work, self._take, self._fail)

    def _take(self, stages: dict[str, PlannedStage]) -> None:
        self._reading.ended()
        if stages != self._stages:
            self._stages = stages
            self.changed.emit()

    def _fail(self, error: StudioError) -> None:
        """The workspace Export says what is wrong."""
        del error
        self._take({})
