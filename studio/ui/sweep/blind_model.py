"""A blind comparison under way: which pair is shown, what was voted, how it ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.blind_order import BlindPair, blind_order
from studio.jobs.sweep_reading import SweepReading
from studio.ui.sweep.sweep_model import SweepModel

if TYPE_CHECKING:
    from studio.review.lab.blind import BlindResult

LEFT, RIGHT, NEITHER = 1, -1, 0


class BlindModel(QObject):
    """`changed`: another pair, or the end. Each vote is filed at once, so stopping loses nothing."""

    changed = Signal()

    def __init__(self, model: SweepModel) -> None:
        super().__init__(model)
        self._model = model
        self.reading: SweepReading | None = None
        self.left: list[BlindPair] = []
        self.voted: list[BlindPair] = []        # in this sitting, the latest last
        self.before = 0                         # votes of earlier sittings
        self.results: list[BlindResult] | None = None

    @property
    def pair(self) -> BlindPair | None:
        """What is shown; None at the end."""
        return self.left[0] if self.left and self.results is None else None

    @property
    def done(self) -> int:
        """Votes so far."""
        return self.before + len(self.voted)

    def begin(self) -> None:
        """Go on where the last sitting stopped."""
        self.reading = reading = self._model.reading
        self.voted, self.results = [], None
        if reading is None:
            return
        votes = self._store.sweeps.votes(reading.sweep.id)
        self.before = len(votes)
        self.left = blind_order(reading.takes, votes)
        if not self.left:
            self.finish()
        self.changed.emit()

    def vote(self, choice: int) -> None:
        """File a vote on the pair shown and go on; where it cannot be filed, that is told, and the pair stays."""
        pair = self.pair
        if pair is None or self.reading is None:
            return
        if not self._filed(partial(self._store.sweeps.vote, self.reading.sweep.id, pair.voted(choice))):
            return
        self.voted.append(self.left.pop(0))
        if not self.left:
            self.finish()
        self.changed.emit()

    def take_back(self) -> None:
        """Show the pair before again, its vote forgotten; only those of this sitting."""
        if not self.voted or self.reading is None:
            return
        if not self._filed(partial(self._store.sweeps.take_back_vote, self.reading.sweep.id)):
            return
        self.left.insert(0, self.voted.pop())
        self.results = None
        self.changed.emit()

    def finish(self) -> None:
        """End here: what the votes say."""
        if self.reading is not None and self.results is None:
            self.results = []
            work = partial(_results, self._model.session.folder, self.reading.sweep.id)
            self._model.session.background.read(self, work, self._take_results, self._model.failed.emit)
            self.changed.emit()

    def paths(self, pair: BlindPair) -> tuple[Path, Path]:
        """The pictures of a pair, the left one first."""
        assert self.reading is not None
        place, keys = self.reading.sweep.frames.index(pair.frame), self.reading.keys
        return (self._store.takes.picture_path(keys[pair.left][place]),
                self._store.takes.picture_path(keys[pair.right][place]))

    @property
    def shapes_differ(self) -> bool:
        """Whether a preset could be told by the shape of its pictures."""
        return self.reading is not None and len({round(aspect, 2) for aspect in self.reading.aspects}) > 1

    def _take_results(self, results: list[BlindResult]) -> None:
        if self.results is not None:
            self.results = results
            self.changed.emit()

    def _filed(self, work: Callable[[], None]) -> bool:
        try:
            work()
        except StudioError as error:
            self._model.failed.emit(error)
            return False
        return True

    @property
    def _store(self) -> EpisodeStore:
        return self._model.session.store


def _results(folder: Path, sweep: int) -> list[BlindResult]:
    from studio.jobs.sweep_report import blind_results

    with EpisodeStore.open_to_read(folder) as store:
        return blind_results(store, store.sweeps.get(sweep))
