"""The panel Voice: the recording that the episode lasts as long as."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import keeping_notices, pass_over
from studio.jobs.inputs import import_voice
from studio.jobs.look_at_references import shown_name
from studio.jobs.voice_look import VoiceLook, look_at_voice
from studio.media.waveform import WaveformSummary
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import fixed_text
from studio.ui.prepare.drop_zone import DropZone, accept_drops
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.theme import GRID, colors, theme
from studio.ui.widgets.controls import button, label
from studio.ui.widgets.panel import Panel

WAVE_HEIGHT = 56
LEAST_HEIGHT = 104      # pixels: waveform and facts are never scrolled away
SOUND_KINDS = "*.wav *.flac *.mp3 *.m4a *.aac *.ogg *.opus *.aif *.aiff *.mp4 *.mov"


class VoicePanel(Panel):
    """Drop a sound; its outline, length and loudness."""

    def __init__(self, session: EpisodeSession, background: Background) -> None:
        super().__init__("voice", self.tr("Voice"), scrolls=True)
        self._session, self._background = session, background
        self._file: str | None = None
        self.problem = ProblemLine()
        self.drop_zone = DropZone(self.tr("Drop the voice here"), self.tr("any common format · a click chooses"))
        self.outline = SoundOutline()
        self.facts = label("", "small", wrap=True)
        self.setMinimumHeight(LEAST_HEIGHT)
        self._note = self.head.add_note()
        self._replace = button(self.tr("Replace…"), self.choose_file, style="flat")
        self.head.add(self._replace)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.outline)
        column.addWidget(self.facts)
        column.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.drop_zone)
        self._pages.addWidget(whole)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._pages, 1)
        accept_drops(self, self._take_dropped)
        self.drop_zone.dropped.connect(self._take_dropped)
        self.drop_zone.clicked.connect(self.choose_file)
        session.settings_changed.connect(self._follow_settings)
        self._follow_settings()

    def choose_file(self) -> None:
        """Ask for a sound file."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Voice"), "",
                                              self.tr("Sounds ({kinds})").format(kinds=SOUND_KINDS))
        if name:
            self.change_voice(Path(name))

    def change_voice(self, path: Path) -> None:
        """Convert a sound into the episode and make it the voice."""
        self.problem.clear()
        self._note.setText(self.tr("reading {name}…").format(name=path.name))
        folder = self._session.folder
        notices: list[str] = []

        def work() -> None:
            with EpisodeStore.open(folder) as store:
                import_voice(store, path, keeping_notices(pass_over, notices))

        def done(_: None) -> None:
            self._note.setText("")
            self.problem.warn("\n".join(notices))
            self._session.reload()

        self._session.background.write(self, work, done, self._failed)

    def _take_dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.change_voice(paths[0])
        else:
            self.problem.warn(self.tr("Drop one sound file."))

    def _failed(self, error: StudioError) -> None:
        self._note.setText("")
        self.problem.fail(error)

    def _follow_settings(self) -> None:
        if self._session.settings.voice == self._file:
            return
        self._file = self._session.settings.voice
        self._pages.setCurrentIndex(1 if self._file else 0)
        self._replace.setVisible(bool(self._file))
        self.outline.show_sound(None)
        self.facts.setText(self.tr("reading…"))
        folder = self._session.folder

        def work() -> VoiceLook | None:
            with EpisodeStore.open(folder) as store:
                return look_at_voice(store)

        if self._file:
            self._background.read(self, work, self._show_look, self.problem.fail)

    def _show_look(self, look: VoiceLook | None) -> None:
        if look is None or look.file != self._file:
            return
        self.outline.show_sound(look.summary)
        loudness = (self.tr("silent") if look.lufs is None
                    else self.tr("{lufs} LUFS").format(lufs=fixed_text(look.lufs, 0)))
        self.facts.setText(" · ".join((shown_name(look.file),
                                       self.tr("{seconds} s").format(seconds=fixed_text(look.summary.duration_s, 1)),
                                       self.tr("48 kHz"), loudness)))


class SoundOutline(QWidget):
    """A sound from end to end, as high as it is loud."""

    def __init__(self) -> None:
        super().__init__()
        self._summary: WaveformSummary | None = None
        self.setMinimumHeight(WAVE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Waveform of the voice"))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Low and wide."""
        return QSize(240, WAVE_HEIGHT)

    def show_sound(self, summary: WaveformSummary | None) -> None:
        """Draw this sound, or none."""
        self._summary = summary
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A column a pixel, from the least sample to the greatest."""
        del event
        painter = QPainter(self)
        middle = self.height() / 2
        painter.fillRect(QRectF(0, middle, self.width(), 1), colors().color("seam"))
        if self._summary is None:
            return
        rows = self._summary.fine if len(self._summary.fine) < 64 * self.width() else self._summary.coarse
        low, high = rows[..., 0].min(axis=1), rows[..., 1].max(axis=1)
        columns = min(self.width(), len(rows))
        starts = (np.arange(columns) * len(rows)) // columns
        lows, highs = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
        painter.setPen(QPen(colors().color("accent"), max(1.0, self.width() / columns), Qt.PenStyle.SolidLine,
                            Qt.PenCapStyle.FlatCap))
        step = self.width() / columns
        for column, (bottom, top) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
            x = (column + 0.5) * step
            painter.drawLine(QPointF(x, middle - max(top, 0.01) * middle), QPointF(x, middle - min(bottom, -0.01) * middle))
