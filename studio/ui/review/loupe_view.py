"""The loupe: the current take as large as there is room, or its source frame; and the picks being played."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.review.looking import Awaited, Looking, LookingView
from studio.ui.review.score_words import UNKNOWN, judged_score, seed_text, shown_scores, standing_mark
from studio.ui.review.take_view import TakeView
from studio.ui.theme import BETWEEN, INSIDE, STATUS
from studio.ui.widgets.controls import label
from studio.ui.widgets.picture_levels import PictureLevels


class LoupeView(LookingView):
    """`shows_source`, `shows_scores`, `shows_marks`: what is shown, each at will."""

    asker = "loupe"

    def __init__(self, looking: Looking) -> None:
        super().__init__(looking)
        self.shows_source = self.shows_marks = False
        self.shows_scores = True
        self.is_playing = False
        self.picture = TakeView(looking.zoom)
        self._awaited = Awaited(self.picture, looking.pictures)
        self._facts, self._size, self._place = label("", "small"), label("", "small"), label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(INSIDE, INSIDE, INSIDE, 0)
        column.setSpacing(0)
        column.addWidget(self.picture, 1)
        column.addWidget(self._info_line())
        self.state.current_changed.connect(lambda _: self.refresh())
        looking.session.standings_changed.connect(self.refresh)
        looking.zoom.changed.connect(self._show_size)
        self.picture.laid_out.connect(self._show_size)

    def toggle_source(self) -> None:
        """Between the take and its source frame."""
        self.shows_source = not self.shows_source
        self.refresh()

    def toggle_scores(self) -> None:
        """Show or hide the scores over the picture."""
        self.shows_scores = not self.shows_scores
        self.refresh()

    def toggle_marks(self) -> None:
        """Show or hide the face's box and landmarks."""
        self.shows_marks = not self.shows_marks
        self.refresh()

    def refresh(self) -> None:
        """Show what is current now; nothing is read while the view is hidden."""
        if not self.isVisible() or self.is_playing:
            return
        row = self.state.current_row
        if row is None:
            self._show_nothing()
            return
        self._request(row)
        self._lay_over(row)
        self._tell(row)

    def show_played(self, row: int, levels: PictureLevels, note: str) -> None:
        """One picture of a loop being played."""
        session = self.looking.session
        self.picture.set_scores([])
        self.picture.set_marks(None)
        self.picture.set_badge("")
        self.picture.set_caption("")
        self.picture.show_picture(levels)
        self._facts.setText(f"#{int(session.takes.frames[row])}")
        self._place.setText(note)

    def _request(self, row: int) -> None:
        pictures = self.looking.pictures
        shown = pictures.source(row) if self.shows_source else pictures.take(row)
        self._awaited.show(shown)
        ahead = [pictures.source(item) if self.shows_source else pictures.take(item) for item in self.looking.ahead(row)]
        other = pictures.take(row) if self.shows_source else pictures.source(row)
        self.want([shown, ahead[0], other, *ahead[1:]] if ahead else [shown, other])

    def _lay_over(self, row: int) -> None:
        session = self.looking.session
        scores = [judged_score(session, row, name) for name in shown_scores(session)]
        told = [item for item in scores if item.mark or item.text != UNKNOWN]
        self.picture.set_scores(told if self.shows_scores and not self.shows_source else [])
        self.picture.set_badge("" if self.shows_source else standing_mark(session, row))
        self.picture.set_marks(self.looking.pictures.face_marks(row) if self.shows_marks else None)
        self.picture.set_caption(self.tr("source") if self.shows_source else "")

    def _tell(self, row: int) -> None:
        session, state = self.looking.session, self.state
        facts = self.looking.pictures.details(row).facts
        texts = [f"#{int(session.takes.frames[row])}",
                 seed_text(int(session.takes.seeds[row])), f"{facts.width}×{facts.height}"]
        if self.shows_marks and self.looking.pictures.face_marks(row) is None:
            texts.append(self.tr("no face is known on the source frame"))
        self._facts.setText("  ·  ".join(texts))
        place, total = state.model.position_of(row) + 1, len(state.rows_in_order())
        self._place.setText(self.tr("{place} of {total}").format(place=place, total=total))
        self.setAccessibleName(self.tr("Loupe, frame {frame}").format(frame=int(session.takes.frames[row])))

    def _show_size(self) -> None:
        scale = self.picture.scale
        fitted = self.looking.zoom.scale is None
        text = self.tr("fitted, {percent} %") if fitted else self.tr("{percent} %")
        self._size.setText(text.format(percent=round(100 * scale)) if scale else "")

    def _show_nothing(self) -> None:
        self._awaited.show(None)
        self.picture.set_scores([])
        self.picture.set_badge("")
        self.picture.show_picture(None, self.tr("No take is shown. Change the filter (\\), or make takes in Generate (2)."))
        for item in (self._facts, self._size, self._place):
            item.setText("")

    def _info_line(self) -> QWidget:
        line = QWidget()
        line.setFixedHeight(STATUS)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * BETWEEN)
        row.addWidget(self._facts)
        row.addStretch(1)
        row.addWidget(self._size)
        row.addWidget(self._place)
        for item in (self._facts, self._size, self._place):
            item.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return line
