"""The panel Source: preview, filmstrip, range, and how far the head turns."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.events import pass_over
from studio.jobs.fit_preview import canvas_on_frame
from studio.jobs.look_at_source import SourceLook
from studio.jobs.source_change import change_source
from studio.jobs.source_facts import SourceFacts, chosen_numbers, read_source_facts
from studio.ui import step_labels
from studio.ui.background import Background
from studio.ui.episode_session import EpisodeSession
from studio.ui.localized import localized
from studio.ui.numbers import fixed_text, number_text
from studio.ui.prepare.drop_zone import DropZone, accept_drops
from studio.ui.prepare.filmstrip import Filmstrip
from studio.ui.prepare.fit_button import FitButton
from studio.ui.prepare.frame_pictures import FramePictures
from studio.ui.prepare.frame_preview import FramePreview
from studio.ui.prepare.look_line import LookLine
from studio.ui.prepare.looks import Looks
from studio.ui.prepare.problem_line import ProblemLine
from studio.ui.prepare.range_row import RangeRow
from studio.ui.prepare.source_texts import range_text, shown_name, spans_of
from studio.ui.prepare.strip_map import StripMap
from studio.ui.prepare.strip_scroll_bar import StripScrollBar
from studio.ui.prepare.yaw_curve import YawCurve
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.controls import chip
from studio.ui.widgets.panel import Panel

VIDEO_KINDS = "*.mp4 *.mov *.mkv *.webm *.avi *.m4v *.mpg *.mts *.gif"


class SourcePanel(Panel):
    """`fit_chosen`: the person wants another fit than the preset's."""

    fit_chosen = Signal(str)

    def __init__(self, session: EpisodeSession, looks: Looks, background: Background) -> None:
        super().__init__("source", self.tr("Source"))
        self._session, self._looks, self._background = session, looks, background
        self._settings = session.settings
        self._facts: SourceFacts | None = None
        self._look: SourceLook | None = None
        self._take: TakeSettings | None = None
        self._share: float | None = None
        self._hovered: int | None = None
        self.pictures = FramePictures(background)
        self.strip = StripMap(self)
        self.preview = FramePreview()
        self.filmstrip = Filmstrip(self.strip, self.pictures)
        self.curve = YawCurve(self.strip)
        self.scroll_bar = StripScrollBar(self.strip)
        self.look_line = LookLine(looks)
        self.range_row = RangeRow()
        self.fit_button = FitButton()
        self.problem, self.notices = ProblemLine(), ProblemLine()
        self.drop_zone = DropZone(self.tr("Drop a video, or a folder of pictures, of a moving head"),
                                  self.tr("a few seconds are enough · a click chooses a video"))
        self._name = chip()
        self.head.add_chip(self._name)
        self._note = self.head.add_note()
        self._build()
        self._connect()
        self._read_facts()

    @property
    def numbers(self) -> list[int]:
        """The source's frame numbers."""
        return self._facts.numbers if self._facts else []

    @property
    def shown_number(self) -> int | None:
        """The frame that keys act on, None without a source."""
        here = self.filmstrip.current
        return self.numbers[here] if here < len(self.numbers) else None

    @property
    def look_text(self) -> str:
        """What is said of the faces."""
        return self.look_line.text

    def choose_video(self) -> None:
        """Ask for a video file."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Source video"), "",
                                              self.tr("Videos ({kinds})").format(kinds=VIDEO_KINDS))
        if name:
            self.change_source(Path(name))

    def choose_folder(self) -> None:
        """Ask for a folder of pictures."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of pictures"))
        if name:
            self.change_source(Path(name))

    def change_source(self, path: Path) -> None:
        """Bring a video or folder in; what was the source before stays in the episode."""
        self.problem.clear()
        self._note.setText(self.tr("reading {name}…").format(name=path.name))
        folder = self._session.folder

        def work() -> None:
            with EpisodeStore.open(folder) as store:
                change_source(store, path, pass_over)

        self._session.background.write(self, work, lambda _: self._session.reload(), self._not_changed)

    def choose_range(self, text: str) -> None:
        """Use these frames; "" is all of them. One step of the history."""
        if text != self._settings.frames:
            self._session.set_setting("frames", text, step_labels.frames(text))

    def set_edge(self, edge: str) -> None:
        """Let the range begin (`first`) or end (`last`) at the frame shown."""
        spans = spans_of(self._settings.frames, self.numbers)
        if not spans:
            return
        here = self.filmstrip.current
        first, last = spans[0][0], spans[-1][1]
        first, last = (here, max(here, last)) if edge == "first" else (min(first, here), here)
        self._choose_places(first, last)

    def step(self, by: int) -> None:
        """Show another frame."""
        self.filmstrip.set_current(self.filmstrip.current + by)

    def show_number(self, number: int) -> None:
        """Show a frame by its number."""
        if number in self.numbers:
            self.filmstrip.set_current(self.numbers.index(number))

    def show_preset(self, settings: TakeSettings | None, share: float | None) -> None:
        """The preset in hand: its canvas is laid over the preview; `share` (0-1) of its takes pass, if measured."""
        self._take, self._share = settings, share
        self.fit_button.show_settings(settings)
        self._show_range_text()
        self._show_frame()

    def _build(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addWidget(self.preview, 1)
        for part in (self.filmstrip, self.scroll_bar, self.curve, self.look_line):
            column.addWidget(part)
        last = QHBoxLayout()
        last.setSpacing(INSIDE)
        last.addWidget(self.range_row, 1)
        last.addWidget(self.fit_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(last)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.drop_zone)
        self._pages.addWidget(whole)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.notices)
        self.body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        accept_drops(self, self._take_dropped)
        self.drop_zone.dropped.connect(self._take_dropped)
        self.drop_zone.clicked.connect(self.choose_video)
        self.filmstrip.hovered.connect(self._hover)
        self.filmstrip.current_changed.connect(lambda _: self._show_frame())
        self.filmstrip.range_dragged.connect(self._show_dragged)
        self.filmstrip.range_chosen.connect(self._choose_places)
        self.range_row.chosen.connect(self.choose_range)
        self.pictures.large_came.connect(self._picture_came)
        self.pictures.thumbnail_came.connect(self._picture_came)
        self.pictures.failed.connect(self.problem.fail)
        self.fit_button.chosen.connect(self.fit_chosen)
        self._session.settings_changed.connect(self._follow_settings)
        self._looks.source_looked.connect(self._show_look)
        self._looks.source_failed.connect(
            lambda error: self.problem.fail(error, self.tr("Look again"), self._looks.look_at_source))
        self._looks.state_changed.connect(self._show_look_text)

    def _take_dropped(self, paths: list[Path]) -> None:
        if len(paths) == 1:
            self.change_source(paths[0])
        else:
            self.problem.warn(self.tr("Drop one video, or the folder that the pictures lie in."))

    def _not_changed(self, error: StudioError) -> None:
        self.problem.fail(error)
        self._show_facts()

    def _follow_settings(self) -> None:
        before, self._settings = self._settings, self._session.settings
        if self._settings.source != before.source:
            self._read_facts()
        elif self._settings.frames != before.frames:
            self._show_range()
        if self._settings.fps != before.fps or self._settings.hold != before.hold:
            self._show_range_text()

    def _read_facts(self) -> None:
        folder = self._session.folder

        def work() -> SourceFacts | None:
            with EpisodeStore.open_to_read(folder) as store:
                return read_source_facts(store)

        self._background.read(self, work, self._take_facts, self.problem.fail)

    def _take_facts(self, facts: SourceFacts | None) -> None:
        self._facts = facts
        self._look = None
        self.pictures.set_source(self._session.store.path(facts.row.file) if facts else None)
        self._show_facts()
        if facts is not None:
            self.filmstrip.set_frames(facts.numbers, facts.row.width / max(1, facts.row.height))
            self._show_range()
            spans = spans_of(self._settings.frames, facts.numbers)
            self.filmstrip.set_current(spans[0][0] if spans else 0)
            self._show_frame()
            self._looks.read_source()
        self.curve.show_look(None, self.numbers)
        self._show_look_text()

    def _show_facts(self) -> None:
        facts = self._facts
        self._pages.setCurrentIndex(0 if facts is None else 1)
        self._name.setVisible(facts is not None)
        if facts is None:
            self._note.setText("")
            return
        self._name.setText(shown_name(facts.row.file))
        parts = [f"{facts.row.width}×{facts.row.height}"]
        if facts.row.fps:
            parts.append(self.tr("{fps} fps").format(fps=number_text(facts.row.fps, 3)))
            parts.append(self.tr("{seconds} s").format(seconds=fixed_text(facts.seconds, 1)))
        parts.append(self.tr("%n frame(s)", "", len(facts.numbers)))
        self._note.setText(" · ".join(parts))
        self.notices.warn("\n".join(facts.notices))

    def _show_range(self) -> None:
        self.range_row.show_range(self._settings.frames, self.numbers)
        self.filmstrip.set_spans(spans_of(self._settings.frames, self.numbers))
        self._show_range_text()

    def _show_dragged(self, first: int, last: int) -> None:
        self.range_row.show_text(range_text(self.numbers, first, last))
        self._show_range_text(last - first + 1)

    def _choose_places(self, first: int, last: int) -> None:
        whole = first == 0 and last == len(self.numbers) - 1
        self.choose_range("" if whole else range_text(self.numbers, first, last))
        self._show_range()

    def _show_range_text(self, count: int | None = None) -> None:
        if count is None:
            count = len(chosen_numbers(self._settings.frames, self.numbers))
        self.range_row.show_motion(count, self._share, self._settings.fps, self._settings.hold)

    def _hover(self, place: int | None) -> None:
        self._hovered = place
        self._show_frame()

    def _shown_number(self) -> int | None:
        place = self.filmstrip.current if self._hovered is None else self._hovered
        return self.numbers[place] if place < len(self.numbers) else None

    def _picture_came(self, number: int) -> None:
        if number == self._shown_number():
            self._show_frame()

    def _show_frame(self) -> None:
        number, facts = self._shown_number(), self._facts
        if number is None or facts is None:
            return
        image = self.pictures.large(number)
        if image is None:
            self.pictures.want_large(number)
            image = self.pictures.thumbnail(number)
        error = self.pictures.error(number)
        size = facts.row.width, facts.row.height
        self.preview.show_frame(image, size, self.tr("frame {number}").format(number=number),
                                localized(error.message) if error else self.tr("reading…"))
        face = self._look.largest.get(number) if self._look else None
        self.preview.show_face(face.box if face else None)
        self.preview.show_canvas(canvas_on_frame(*size, self._take, face) if self._take else None)

    def _show_look(self, look: SourceLook | None) -> None:
        if look is not None and self._facts is not None and look.frames == len(self.numbers):
            self._look = look
            self.curve.show_look(look, self.numbers)
            self._show_frame()
        self._show_look_text()

    def _show_look_text(self) -> None:
        self.look_line.show_look(self._look, can_look=self._facts is not None)
