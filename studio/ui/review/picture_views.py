"""The half of the review that looks at pictures: loupe, compare, survey, take panel, playing; its commands bound."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.review.take_filter import TakeFilter
from studio.ui.context import WindowContext
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import plain_text
from studio.ui.review.compare_view import CompareView
from studio.ui.review.frame_field import FrameField
from studio.ui.review.looking import Looking
from studio.ui.review.loupe_view import LoupeView
from studio.ui.review.pick_player import PickPlayer
from studio.ui.review.review_state import ReviewState, View
from studio.ui.review.survey_view import SurveyView
from studio.ui.review.take_commands import TakeCommands
from studio.ui.review.take_panel import TakePanel
from studio.ui.review.take_pictures import TakePictures
from studio.ui.widgets.picture_levels import PictureLevels
from studio.ui.widgets.picture_view import PictureView
from studio.ui.widgets.zoom import STEP, Zoom


class PictureViews(QObject):
    """Made by the workspace, which is the `owner` of its commands and shows `views` and `panel`."""

    def __init__(self, owner: QWidget, context: WindowContext, session: EpisodeSession, state: ReviewState) -> None:
        super().__init__(owner)
        self._owner = owner
        self.session = session
        self.state = state
        self.pictures = TakePictures(session, self)
        self.looking = Looking(context, session, state, self.pictures, Zoom(self))
        self.commands = TakeCommands(self.looking, self)
        self.loupe, self.compare = LoupeView(self.looking), CompareView(self.looking)
        self.survey = SurveyView(self.looking)
        self.panel = TakePanel(self.looking, self.commands)
        self.player = PickPlayer(self.pictures, self)
        self.views: dict[View, QWidget] = {"loupe": self.loupe, "compare": self.compare, "survey": self.survey}
        self._field: FrameField | None = None
        self._awaited_frame: int | None = None
        self.player.shown.connect(self._on_played)
        self.player.stopped.connect(self._on_stopped)
        state.view_changed.connect(lambda _: self.player.stop())
        state.current_changed.connect(lambda _: self.player.stop())
        session.takes_changed.connect(self._on_takes)
        self._bind(context)

    def show_frame(self, frame: int) -> bool:
        """Make the pick of a frame current, else its first take, also where a filter hides it; False: it has none."""
        rows = np.flatnonzero(self.session.takes.frames == frame)
        if not len(rows):
            self._awaited_frame = None if self.session.loaded else frame
            return False
        picked = rows[np.isin(rows, self.session.picks)]
        row = int(picked[0] if len(picked) else rows[0])
        if self.state.model.position_of(row) < 0:
            self.state.model.set_filter(TakeFilter())
        self.state.set_current(row)
        return True

    def play(self, rows: NDArray[np.int64]) -> None:
        """Play these rows, by frame, in the loupe; stop where it plays already."""
        if self.player.is_playing:
            self.player.stop()
            return
        if not len(rows):
            self.looking.context.notices.say(self.tr("There is nothing to play: no take passes the thresholds."))
            return
        self.state.set_view("loupe")
        room = self.loupe.parentWidget() or self.loupe
        longest = round(max(room.width(), room.height()) * room.devicePixelRatioF())
        by_frame = rows[np.argsort(self.session.takes.frames[rows], kind="stable")]
        self.loupe.is_playing = True
        self.player.play([int(row) for row in by_frame], longest, self.state.current_row)

    def play_selected(self) -> None:
        """Play the selected takes only."""
        self.play(self.state.selected_rows())

    def compare_or_next_mode(self) -> None:
        """To compare; there already, the next way to."""
        if self.state.view == "compare":
            self.compare.next_mode()
        else:
            self.state.set_view("compare")

    def show_source_or_swap(self) -> None:
        """The source frame in the loupe; in compare, the sides changed."""
        if self.state.view == "compare":
            self.compare.swap()
        else:
            self.state.set_view("loupe")
            self.loupe.toggle_source()

    def zoom_by(self, factor: float) -> None:
        """Closer or further, around the middle of the picture looked at."""
        view = self._looked_at()
        if view is not None:
            view.zoom_by(factor)

    def toggle_zoom(self) -> None:
        """Between fitted and 100 %; from the grid, to the loupe at 100 %."""
        if self.state.view == "grid":
            self.state.set_view("loupe")
        self.looking.zoom.toggle()

    def go_to_frame(self) -> None:
        """Ask for a frame's number."""
        frames = self.session.takes.frames
        if not len(frames):
            return
        if self._field is None:
            self._field = FrameField(self._owner)
            self._field.asked.connect(self._go)
        self._field.open(int(frames.min()), int(frames.max()))

    def _go(self, frame: int) -> None:
        assert self._field is not None
        if self.show_frame(frame):
            self._field.close_field()
        else:
            self._field.refuse(self.tr("Frame {frame} has no take.").format(frame=frame))

    def _looked_at(self) -> PictureView | None:
        if self.state.view == "loupe":
            return self.loupe.picture
        if self.state.view == "compare":
            return self.compare.sides[0] if self.compare.mode == "side" else self.compare.pair
        return self.survey.tiles[0] if self.state.view == "survey" else None

    def _in_loupe(self, toggle: Callable[[], None]) -> Callable[[], None]:
        def work() -> None:
            self.state.set_view("loupe")
            toggle()

        return work

    def _on_played(self, row: int, levels: PictureLevels) -> None:
        played, dropped = self.player.played, self.player.dropped
        note = self.tr("{fps} fps  ·  {played} shown, {dropped} dropped  ·  Space stops").format(
            fps=plain_text(float(self.player.fps)), played=played, dropped=dropped)
        self.loupe.show_played(row, levels, note)

    def _on_stopped(self, row: int) -> None:
        self.loupe.is_playing = False
        if self.state.view == "loupe" and self.state.model.position_of(row) >= 0:
            self.state.set_current(row, keep_selection=self.state.is_selected(row))
        self.loupe.refresh()

    def _on_takes(self) -> None:
        self.player.stop()
        if self._awaited_frame is not None:
            frame, self._awaited_frame = self._awaited_frame, None
            self.show_frame(frame)

    def _bind(self, context: WindowContext) -> None:
        functions: dict[str, Callable[[], object]] = {
            "compare": self.compare_or_next_mode, "zoom": self.toggle_zoom, "source": self.show_source_or_swap,
            "zoom_in": lambda: self.zoom_by(STEP), "zoom_out": lambda: self.zoom_by(1 / STEP),
            "against": self.compare.next_against, "scores": self._in_loupe(self.loupe.toggle_scores),
            "marks": self._in_loupe(self.loupe.toggle_marks), "play": lambda: self.play(self.session.picks),
            "play_selected": self.play_selected, "go_to_frame": self.go_to_frame, "drop": self.survey.drop_current,
            "use_settings": self.commands.use_settings, "reroll_frame": self.commands.reroll,
            "reveal_take": self.commands.reveal,
        }
        for name, function in functions.items():
            context.actions.bind(f"review.{name}", function, self._owner)
