"""What is asked for before a sweep is begun, and what that would cost, worked out in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from studio.episode.errors import StudioError
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.jobs.sweep_cost import SweepCost, sweep_cost
from studio.jobs.sweep_plan import RANDOM, read_vary, sweep_arms, sweep_frames
from studio.ui.episode_session import EpisodeSession

_COUNT_AFTER_MS = 120
SPREAD, BY_CHANCE, RANGE, ALL = "spread", "chance", "range", "all"


@dataclass(frozen=True, slots=True)
class SweepWish:
    """`how` says what `frames` is: a number, a number by chance, a range, or nothing. `vary` is such as `steps=8,12`."""

    presets: tuple[str, ...] = ()
    how: str = SPREAD
    frames: str = "30"
    vary: str = ""
    imports: Mapping[str, Path] = field(default_factory=dict)
    question: str = ""

    @property
    def frames_text(self) -> str:
        """As `sweep_frames` reads it."""
        text = self.frames.strip()
        return {SPREAD: text, BY_CHANCE: RANDOM + text, RANGE: text, ALL: ""}[self.how]


class StartModel(QObject):
    """`changed`: `cost` or `problem` is new; both None while it is worked out, or nothing is chosen; both there where the
    sweep could not be filed."""

    changed = Signal()
    presets_changed = Signal()

    def __init__(self, session: EpisodeSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.wish = SweepWish()
        self.presets: list[str] = []
        self.cost: SweepCost | None = None
        self.problem: StudioError | None = None
        self._asked = 0
        self._is_open = False
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._timer.timeout.connect(self._count)
        session.settings_changed.connect(self._settings_changed)

    @property
    def can_begin(self) -> bool:
        """Whether identity and source are there."""
        return bool(self._session.settings.references and self._session.settings.source)

    def open(self) -> None:
        """Presets may have been made or deleted meanwhile, and takes made."""
        self._is_open = True
        self._session.background.read(self, _usable_presets, self._take_presets)

    def close(self) -> None:
        """Nobody looks any more."""
        self._is_open = False

    def ask(self, wish: SweepWish) -> None:
        """Something was changed."""
        if wish != self.wish:
            self.wish = wish
            self._count_anew()

    def begin(self) -> int | None:
        """File the sweep; its id, None where it cannot be begun: `problem` says why, and it can be tried again."""
        if self.cost is None:
            return None
        try:
            return self._session.store.sweeps.begin(self.cost.arms, self.cost.frames, self.wish.question.strip()).id
        except StudioError as error:
            self.problem = error
            self.changed.emit()
            return None

    def _take_presets(self, names: list[str]) -> None:
        self.presets = names
        kept = tuple(name for name in self.wish.presets if name in names) or tuple(names[:4])
        self.wish = replace(self.wish, presets=kept)
        self.presets_changed.emit()
        self._count_anew()

    def _settings_changed(self) -> None:
        """Face, source or range may be others."""
        if self._is_open:
            self._count_anew()

    def _count_anew(self) -> None:
        self.cost = self.problem = None
        self.changed.emit()
        self._timer.start()

    def _count(self) -> None:
        self._asked += 1
        if self.can_begin:
            self._session.background.read(self, partial(_cost, self._session.folder, self.wish),
                                          partial(self._take_cost, self._asked), partial(self._take_problem, self._asked))

    def _take_cost(self, asked: int, cost: SweepCost) -> None:
        if asked == self._asked and not self._timer.isActive():
            self.cost, self.problem = cost, None
            self.changed.emit()

    def _take_problem(self, asked: int, problem: StudioError) -> None:
        if asked == self._asked and not self._timer.isActive():
            self.cost, self.problem = None, problem
            self.changed.emit()


def _usable_presets() -> list[str]:
    return [entry.name for entry in PresetLibrary().entries() if entry.preset is not None]


def _cost(folder: Path, wish: SweepWish) -> SweepCost:
    with EpisodeStore.open_to_read(folder) as store:
        vary = read_vary([text for text in wish.vary.replace(";", " ").split() if text])
        arms = sweep_arms(wish.presets, vary, wish.imports, store.settings.seed)
        return sweep_cost(store, arms, sweep_frames(store, wish.frames_text))
