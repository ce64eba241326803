"""The next step, with what it will cost written on it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.jobs.generate_overview import GenerateOverview, read_overview
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.host_choice import HostChoice
from studio.ui.localized import localized
from studio.ui.prepare.durations import Durations
from studio.ui.theme import GRID, INSIDE
from studio.ui.widgets.controls import button, label, seam


class GoBar(QWidget):
    """Forecast of the episode, where it is made, and the one button that generates what is missing."""

    go_asked = Signal()
    read_done = Signal()

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__()
        self._session, self._background = session, background
        self._durations = Durations(self)
        self.overview: GenerateOverview | None = None
        self._unsaved = ""
        self._reading = self._read_again = False
        self.host = HostChoice(session, background)
        self.forecast = label("", "small", wrap=True)
        self.reason = label("", "small", wrap=True)
        self.button = button(self.tr("Generate"), self.go_asked.emit, style="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(seam())
        inner = QVBoxLayout()
        inner.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        inner.setSpacing(GRID)
        for part in (self.host, self.forecast, self.reason, self.button):
            inner.addWidget(part)
        column.addLayout(inner)
        self._show()

    def read(self) -> None:
        """Forecast anew, in the background; calls in between count once."""
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        folder = self._session.folder

        def work() -> GenerateOverview:
            config, _ = load_config()
            return read_overview(folder, config.rate_per_hour)

        self._background.read(self, work, self._take, self._failed)

    def show_unsaved(self, preset: str) -> None:
        """A preset with changes that are not saved holds generating back; "" for none."""
        if preset != self._unsaved:
            self._unsaved = preset
            self._show()

    @property
    def is_all_made(self) -> bool:
        """Whether every frame in range has its take, so that reviewing comes next."""
        return self.overview is not None and bool(self.overview.frames) and not self.overview.missing

    @property
    def lacking(self) -> list[str]:
        """What is missing before anything can be made, in words."""
        settings = self._session.settings
        words = ((bool(settings.references), self.tr("a reference picture")), (bool(settings.source), self.tr("a source")),
                 (bool(settings.voice), self.tr("a voice")))
        return [word for there, word in words if not there]

    def _take(self, overview: GenerateOverview) -> None:
        self.overview = overview
        self._ended()

    def _failed(self, error: StudioError) -> None:
        self.overview = None
        self._ended()
        self.reason.setText(localized(error.message))
        self.reason.show()

    def _ended(self) -> None:
        self._reading = False
        self._show()
        self.read_done.emit()
        if self._read_again:
            self._read_again = False
            self.read()

    def _show(self) -> None:
        reason = self._reason()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        self.button.setText(self._button_text())
        self.button.setAccessibleName(self.button.text())
        self.button.setEnabled(not reason)
        self.forecast.setText(self._forecast_text())
        self.forecast.setVisible(bool(self.forecast.text()))

    def _reason(self) -> str:
        if self.lacking:
            return self.tr("Still needed: {things}.").format(things=", ".join(self.lacking))
        if self.overview is None:
            return self.tr("reading…")
        if self._unsaved:
            return self.tr("The changes to the preset {name} are not saved: save or drop them first.").format(
                name=self._unsaved)
        if self.overview.problem is not None:
            return localized(self.overview.problem.message)
        return ""

    def _button_text(self) -> str:
        if self.overview is None or self.lacking:
            return self.tr("Generate")
        count = len(self.overview.missing)
        if not count:
            return self.tr("Review %n take(s)", "", len(self.overview.frames))
        takes = self.tr("Generate %n take(s)", "", count)
        return f"{takes} · {self._durations.text(self._seconds('generate'))}"

    def _forecast_text(self) -> str:
        if self.overview is None or self.lacking:
            return ""
        forecast = self.overview.budget.forecast_s
        text = (self.tr("Episode: not measured here yet") if forecast is None
                else self.tr("Episode about {time}").format(time=self._durations.text(forecast)))
        return f"{text}. {self.overview.notice}" if self.overview.notice else text

    def _seconds(self, stage: str) -> float | None:
        assert self.overview is not None
        return next((item.forecast_s for item in self.overview.budget.stages if item.stage == stage), None)
