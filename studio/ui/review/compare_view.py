"""Compare: the take beside its source frame, another take of the frame or a reference, in four ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.ui.review.compare_bar import MODES, CompareBar, Mode
from studio.ui.review.looking import Awaited, Looking, LookingView, others_of_frame
from studio.ui.review.score_words import seed_text
from studio.ui.review.take_view import TakeView
from studio.ui.theme import BETWEEN, INSIDE
from studio.ui.widgets.pair_view import PairView
from studio.ui.widgets.picture_cache import PictureRequest

Kind: TypeAlias = Literal["source", "take", "reference"]


@dataclass(frozen=True, slots=True)
class Against:
    """What a take is held against: its source frame, the take in row `place`, or the reference picture `place`."""

    kind: Kind
    place: int = 0


class CompareView(LookingView):
    """`mode`: side by side, wipe, flicker or difference; `against`: what with; `is_swapped`: the take is the first."""

    asker = "compare"

    def __init__(self, looking: Looking) -> None:
        super().__init__(looking)
        self.mode: Mode = "side"
        self.against = Against("source")
        self.is_swapped = False
        self.bar = CompareBar()
        self.pair = PairView(looking.zoom)
        self.sides = [TakeView(looking.zoom) for _ in range(3)]
        self._awaited = [Awaited(view, looking.pictures) for view in self.sides]
        self._stack = QStackedWidget()
        self._stack.addWidget(self._side_by_side())
        self._stack.addWidget(self.pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        pictures = QVBoxLayout()
        pictures.setContentsMargins(INSIDE, INSIDE, INSIDE, INSIDE)
        pictures.addWidget(self._stack)
        column.addLayout(pictures, 1)
        self._follow()

    def set_mode(self, mode: Mode) -> None:
        """Compare in another way."""
        self.mode = mode
        if mode != "side":
            self.pair.set_mode(mode)
        self.refresh()

    def next_mode(self) -> None:
        """The way after this one."""
        self.set_mode(MODES[(MODES.index(self.mode) + 1) % len(MODES)])

    def set_against(self, against: Against) -> None:
        """Compare with something else."""
        self.against = against
        self.refresh()

    def next_against(self) -> None:
        """The next thing there is to compare with."""
        row = self.state.current_row
        if row is not None:
            choices = self.choices(row)
            place = choices.index(self.against) if self.against in choices else -1
            self.set_against(choices[(place + 1) % len(choices)])

    def swap(self) -> None:
        """Change sides."""
        self.is_swapped = not self.is_swapped
        self.refresh()

    def choices(self, row: int) -> list[Against]:
        """What a take can be held against."""
        session = self.looking.session
        return [Against("source"), *(Against("take", other) for other in others_of_frame(session, row)),
                *(Against("reference", place) for place in range(len(session.settings.references)))]

    def refresh(self) -> None:
        """Show what is current now; nothing is read while the view is hidden."""
        row = self.state.current_row
        if not self.isVisible():
            return
        if row is None:
            self.pair.show_pair(None, None, ("", ""), self.tr("No take is shown. Change the filter (\\)."))
            self._stack.setCurrentWidget(self.pair)
            return
        choices = self.choices(row)
        if self.against not in choices:
            self.against = Against("source")
        self.bar.show_choices([(choice, self.name_of(choice)) for choice in choices], self.against)
        self.bar.show_mode(self.mode)
        self._want(row)
        self._show(row)

    def name_of(self, against: Against) -> str:
        """What it is called beside its picture."""
        if against.kind == "source":
            return self.tr("source")
        if against.kind == "reference":
            many = len(self.looking.session.settings.references) > 1
            return self.tr("reference {number}").format(number=against.place + 1) if many else self.tr("reference")
        return self.tr("take, {seed}").format(seed=seed_text(int(self.looking.session.takes.seeds[against.place])))

    def _follow(self) -> None:
        self.state.current_changed.connect(lambda _: self.refresh())
        self.looking.session.takes_changed.connect(self.refresh)
        self.looking.session.settings_changed.connect(self.refresh)
        for signal in (self.looking.pictures.cache.arrived, self.looking.pictures.cache.failed):
            signal.connect(lambda *_: self._show_pair_if_shown())
        self.bar.mode_chosen.connect(self.set_mode)
        self.bar.against_chosen.connect(self.set_against)
        self.bar.rate_changed.connect(self.pair.set_rate)

    def _request(self, row: int, against: Against) -> PictureRequest:
        pictures = self.looking.pictures
        if against.kind == "take":
            return pictures.take(against.place)
        found = pictures.reference(against.place) if against.kind == "reference" else None
        return found or pictures.source(row)

    def _want(self, row: int) -> None:
        """What is shown first, then the same of the takes that arrow keys lead to."""
        pictures, other = self.looking.pictures, self._request(row, self.against)
        wanted = [pictures.take(row), other]
        if self.mode == "difference":
            wanted.append(pictures.difference(other, row))
        wanted.append(pictures.source(row))
        for near in self.looking.ahead(row)[:3]:
            wanted += [pictures.take(near), pictures.source(near)]
        self.want(wanted)

    def _show(self, row: int) -> None:
        if self.mode == "side":
            self._show_sides(row)
            self._stack.setCurrentIndex(0)
        else:
            self._show_pair(row)
            self._stack.setCurrentWidget(self.pair)

    def _show_sides(self, row: int) -> None:
        pictures = self.looking.pictures
        shown = [(pictures.source(row), self.tr("source")), (pictures.take(row), self._take_name(row))]
        if self.is_swapped:
            shown.reverse()
        if self.against.kind != "source":
            shown.append((self._request(row, self.against), self.name_of(self.against)))
        for place, view in enumerate(self.sides):
            view.setVisible(place < len(shown))
            if place < len(shown):
                self._awaited[place].show(shown[place][0])
                view.set_caption(shown[place][1])

    def _show_pair_if_shown(self) -> None:
        row = self.state.current_row
        if self.mode != "side" and row is not None and self.isVisible():
            self._show_pair(row)

    def _show_pair(self, row: int) -> None:
        pictures, other = self.looking.pictures, self._request(row, self.against)
        take = pictures.take(row)
        first, second = (take, other) if self.is_swapped else (other, take)
        names = [self.name_of(self.against), self._take_name(row)]
        if self.is_swapped:
            names.reverse()
        found = pictures.cache.get(second.key)
        problem = pictures.problem(second) or pictures.problem(first)
        self.pair.show_pair(pictures.cache.get(first.key), found, (names[0], names[1]), problem or self.tr("Reading…"))
        difference = pictures.cache.get(pictures.difference(other, row).key) if self.mode == "difference" else None
        if difference is not None:
            self.pair.show_difference(difference)
        self.bar.set_note(self._note(problem if found is not None else ""))

    def _note(self, problem: str) -> str:
        if problem:
            return problem
        return self.tr("3 × what differs") if self.mode == "difference" else ""

    def _take_name(self, row: int) -> str:
        takes = self.looking.session.takes
        return self.tr("#{frame} take, {seed}").format(frame=int(takes.frames[row]), seed=seed_text(int(takes.seeds[row])))

    def _side_by_side(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        for view in self.sides:
            row.addWidget(view, 1)
        return holder

