"""The open episode as the window sees it: settings, takes under review, picks and history, with signals for changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from studio.episode.errors import StudioError
from studio.episode.history import HistoryStep, Operation
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.take_columns import TakeColumns
from studio.episode.thresholds import Thresholds
from studio.episode.timeline_fields import checked
from studio.episode.track import Timeline
from studio.jobs.take_columns import TakeReader
from studio.review.column_picks import PickOrder, standing_codes
from studio.review.verdict import Judge
from studio.ui.background import Background
from studio.ui.one_reading import OneReading

RELOAD_AFTER_MS = 250
_MS_A_TAKE = 0.01               # later by so much, since what is shown anew is more


class EpisodeSession(QObject):
    """One open episode. Reading many rows happens in the background; what is changed here is committed at once.

    `takes_changed`: rows came or were scored, so rows have new places. `standings_changed`: the same rows, judged or
    decided anew. Both come after `takes`, `codes` and `picks` are up to date.
    """

    settings_changed = Signal()
    takes_changed = Signal()
    standings_changed = Signal()
    history_changed = Signal()
    closing = Signal()                  # stop what reads this episode; after it nothing may
    timeline_changed = Signal()
    failed = Signal(object)             # StudioError

    def __init__(self, folder: Path, background: Background) -> None:
        """Raises StudioError where there is no episode at `folder`, or one of a newer version."""
        super().__init__()
        self.folder = folder
        self.background = background
        self.store = EpisodeStore.open(folder)
        self.settings: EpisodeSettings = self.store.settings
        self.timeline: Timeline = self.store.timeline()
        self.takes = TakeColumns.empty()
        self.codes: NDArray[np.int8] = np.empty(0, np.int8)
        self.picks: NDArray[np.int64] = np.empty(0, np.int64)
        self.loaded = False
        self._closed = False
        self._reader = TakeReader()
        self._pick_order = PickOrder(self.takes)
        self._judge_of_scores = Judge(self.takes.scores)
        self._thresholds = self.settings.thresholds
        self._changes = 0               # a reload that began before the latest one has read old decisions
        self._reading = OneReading(self._read_takes, RELOAD_AFTER_MS, self)
        self._watcher = QFileSystemWatcher([str(folder / "episode.toml")], self)
        self._watcher.fileChanged.connect(self._file_changed)

    @property
    def name(self) -> str:
        """The episode's name."""
        return self.settings.name

    @property
    def thresholds(self) -> Thresholds:
        """Those that count now, also while one is being dragged and not kept yet."""
        return self._thresholds

    def thumbnail_path(self, row: int) -> Path:
        """The small JPEG of the take in a row of `takes`."""
        return self.store.takes.thumbnail_path(self.takes.keys[row])

    def picture_path(self, row: int) -> Path:
        """The full picture of the take in a row of `takes`."""
        return self.store.takes.picture_path(self.takes.keys[row])

    def reload_soon(self) -> None:
        """Read the takes again shortly; calls in between count once."""
        self._reading.in_time()

    def reload(self) -> None:
        """Read settings and takes again now, in the background."""
        self._reading.now()

    def preview_thresholds(self, thresholds: Thresholds) -> None:
        """Judge by these thresholds without keeping them: a line is being dragged."""
        self._thresholds = thresholds
        self._judge()

    def set_thresholds(self, thresholds: Thresholds, label: str) -> None:
        """Keep these thresholds, as one step of the history."""
        before = self.settings.thresholds.as_dict()
        changed = {name: value for name, value in thresholds.as_dict().items() if value != before[name]}
        self.apply([{"do": "set", "name": f"thresholds.{name}", "value": value} for name, value in changed.items()], label)

    def set_setting(self, name: str, value: object, label: str) -> None:
        """Change one setting that undo knows, such as `fps`, `hold`, `loop_start`."""
        self.apply([{"do": "set", "name": name, "value": value}], label)

    def decide(self, value: int, rows: NDArray[np.int64], label: str) -> int:
        """Accept (1), reject (-1) or clear (0) the takes in these rows as one step; how many takes changed."""
        changed = 0

        def work() -> None:
            nonlocal changed
            changed = self.store.history.decide(value, self.takes.takes[rows].tolist(), label)

        if self._changed_by(work):
            decisions = self.takes.decisions.copy()
            decisions[np.isin(self.takes.takes, self.takes.takes[rows])] = value
            self.takes = self.takes.with_decisions(decisions, self.takes.chosen)
            self._judge()
            self.history_changed.emit()
        return changed

    def choose(self, row: int, label: str) -> None:
        """Let the take in this row stand for its frame; a rejected one is cleared first."""
        frame, take = int(self.takes.frame_ids[row]), int(self.takes.takes[row])
        operations: list[Operation] = [{"do": "choose", "frame": frame, "take": take}]
        if self.takes.decisions[row] < 0:
            operations.insert(0, {"do": "decide", "value": 0, "takes": [[take, take]]})
        self.apply(operations, label)

    def apply(self, operations: Sequence[Operation], label: str) -> None:
        """Carry out operations of the history as one gesture."""
        if operations and self._changed_by(lambda: self.store.history.apply(list(operations), label)):
            self._after_history()

    def set_timeline(self, timeline: Timeline, label: str) -> None:
        """Keep a timeline, as one step of the history; `failed` says what makes no sense in it."""
        try:
            fields = checked(timeline).to_fields()
        except StudioError as error:
            self.failed.emit(error)
            return
        self.apply([{"do": "timeline", "value": fields}], label)

    def undo(self) -> str | None:
        """Take back the latest gesture; its label."""
        return self._travel(self.store.history.undo)

    def redo(self) -> str | None:
        """Carry out again what was undone last; its label."""
        return self._travel(self.store.history.redo)

    def travel_to(self, step_id: int) -> None:
        """Make this step of the history the latest that is done; 0 takes back everything."""
        if self._changed_by(lambda: self.store.history.travel_to(step_id)):
            self._after_history()

    def steps(self) -> list[HistoryStep]:
        """The history, oldest first."""
        return self.store.history.steps()

    def read_history(self) -> None:
        """Steps were filed otherwise than by this session: show what they changed."""
        self._changes += 1
        self._after_history()

    def change_settings(self, changes: dict[str, object]) -> None:
        """Change settings that are no gesture, such as whose face it is."""
        if self._changed_by(lambda: self.store.change_settings(changes)):
            self._read_settings()

    def close(self) -> None:
        """Close the store; everything shown as done was committed long before."""
        self._closed = True
        self.closing.emit()
        self._reading.stop()
        self.background.wait()
        self.store.close()

    def _travel(self, step: Callable[[], str | None]) -> str | None:
        label: str | None = None

        def work() -> None:
            nonlocal label
            label = step()

        if self._changed_by(work) and label is not None:
            self._after_history()
        return label

    def _after_history(self) -> None:
        """Settings, decisions and choices may all have changed; rows have not."""
        self._read_settings()
        self._read_timeline()
        self._read_decisions()
        self._judge()
        self.history_changed.emit()

    def _read_decisions(self) -> None:
        scores, takes = self.store.scores, self.takes
        self.takes = takes.with_decisions(scores.decisions_of(takes.takes), takes.chosen_by(scores.chosen_takes()))

    def _read_settings(self) -> None:
        try:
            settings = self.store.settings
        except StudioError as error:
            self.failed.emit(error)
            return
        if settings == self.settings:
            return
        frames = self.settings.frames
        self.settings = settings
        if settings.thresholds != self._thresholds:
            self._thresholds = settings.thresholds
            self._judge()
        if settings.frames != frames:
            self.reload()
        self._read_timeline()
        self.settings_changed.emit()

    def _read_timeline(self) -> None:
        """Another voice in the settings changes the first track, too."""
        try:
            timeline = self.store.timeline()
        except StudioError as error:
            self.failed.emit(error)
            return
        if timeline != self.timeline:
            self.timeline = timeline
            self.timeline_changed.emit()

    def _file_changed(self, path: str) -> None:
        if path not in self._watcher.files():       # replaced by rename, as every good writer does
            self._watcher.addPath(path)
        self._read_settings()

    def _read_takes(self) -> None:
        folder, begun, takes, before = self.folder, self._changes, self.takes, self._pick_order

        def read() -> tuple[TakeColumns, PickOrder]:
            with EpisodeStore.open_to_read(folder) as store:
                columns = self._reader.read(store)
            return columns, before if columns.scores is takes.scores else PickOrder(columns)

        self.background.read(self, read, lambda found: self._take_over(found, decided_since=begun != self._changes),
                             self._not_read)

    def _take_over(self, read: tuple[TakeColumns, PickOrder], *, decided_since: bool) -> None:
        if self._closed:                # it was being read while the episode was closed
            return
        self.takes, self._pick_order = read
        self._judge_of_scores = Judge(self.takes.scores)
        self._reading.set_pause(RELOAD_AFTER_MS + round(len(self.takes) * _MS_A_TAKE))
        if decided_since:
            self._read_decisions()
        self.loaded = True
        self._reading.ended()
        self._judge(announce=False)
        self._read_settings()
        self.takes_changed.emit()

    def _not_read(self, error: StudioError) -> None:
        self._reading.ended()
        self.failed.emit(error)

    def _judge(self, *, announce: bool = True) -> None:
        self.codes = standing_codes(self.takes, self._thresholds, self._judge_of_scores)
        self.picks = self._pick_order.picks(self.codes)
        if announce:
            self.standings_changed.emit()

    def _changed_by(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except StudioError as error:
            self.failed.emit(error)
            return False
        self._changes += 1
        return True
