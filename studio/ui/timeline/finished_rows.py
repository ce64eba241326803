"""What finishing measured on the loop and on the lips, and when."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.episode.finish_rules import OFF
from studio.ui.episode_session import EpisodeSession
from studio.ui.finishing.figures import Figure, motion_figures, sync_figures
from studio.ui.finishing.finish_words import engine_text
from studio.ui.theme import BETWEEN
from studio.ui.timeline.finished_stages import FinishedStages
from studio.ui.widgets.controls import FactRows, label
from studio.ui.widgets.times import span_text


class FinishedRows(QWidget):
    """Two groups, each hidden while there is nothing to say: the loop as it was made, lip sync."""

    def __init__(self, session: EpisodeSession, finished: FinishedStages) -> None:
        super().__init__()
        self._session, self._finished = session, finished
        self.motion, self.lips = FactRows(wrap=True), FactRows(wrap=True)
        self._titles = label(self.tr("As finished"), "sectionTitle"), label(self.tr("Lip sync"), "sectionTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        for title, rows in zip(self._titles, (self.motion, self.lips), strict=True):
            column.addWidget(title)
            column.addWidget(rows)
        finished.changed.connect(self.refresh)
        session.settings_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        figures = motion_figures(self._finished.details("loop"))
        _show(self.motion, figures)
        lips = self._lip_figures()
        _show(self.lips, lips)
        for title, rows, shown in zip(self._titles, (self.motion, self.lips), (figures, lips), strict=True):
            title.setVisible(bool(shown))
            rows.setVisible(bool(shown))

    def _lip_figures(self) -> tuple[Figure, ...]:
        engine, stage = self._session.settings.lip_sync, self._finished.stage("lipsync")
        if engine == OFF:
            return ()
        made = stage is not None and stage.up_to_date and stage.measured_s is not None
        took = span_text(stage.measured_s) if made and stage is not None and stage.measured_s is not None else ""
        last = self.tr("{time}, up to date").format(time=took) if took else self.tr("with the next export")
        return (Figure(self.tr("Engine"), engine_text(engine)), *sync_figures(self._finished.details("lipsync")),
                Figure(self.tr("Last run"), last))


def _show(rows: FactRows, figures: tuple[Figure, ...]) -> None:
    names = [figure.name for figure in figures]
    if rows.keys() != names:
        for key in rows.keys():  # noqa: SIM118  a list of its own, not a mapping
            rows.remove(key)
    for figure in figures:
        rows.set(figure.name, figure.name, figure.value, style=figure.style, tip=figure.tip)
