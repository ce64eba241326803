"""An episode on disk: its folder, its settings, its database, opened together."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.episode.database import DamagedDatabaseError, open_database, open_database_to_read, shows_damage
from studio.episode.errors import StudioError
from studio.episode.export_table import ExportTable
from studio.episode.files import disk_errors, named_path, require_text_name
from studio.episode.finish_rules import FINISH_RULES, finish_setting
from studio.episode.frame_table import FrameTable
from studio.episode.history import History
from studio.episode.measure_table import MeasureTable
from studio.episode.recovery import adopt_takes, rebuild
from studio.episode.score_table import ScoreTable
from studio.episode.settings import EpisodeSettings, read_settings, write_settings
from studio.episode.stage_table import StageTable
from studio.episode.sweep_records import SweepRecords
from studio.episode.take_table import TakeTable
from studio.episode.timeline_table import read_timeline
from studio.episode.track import SOUND_RATE, Timeline

EPISODE_SUFFIX = ".episode"
FOLDERS = ("source", "identity", "takes", "audio", "stages", "exports")


_open: list[Path] = []
"""Folders that this process has open for writing, each as often as it has."""


class EpisodeStore:
    """One open episode. Use as a context manager; `notices` says what opening had to mend."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, *, writable: bool, notices: list[str]) -> None:
        self.folder = folder
        self.writable = writable
        self.notices = notices
        self._connection = connection
        self._supposed: dict[str, Any] = {}
        self._closed = False
        self._place = folder.absolute()
        self.frames = FrameTable(connection)
        self.takes = TakeTable(connection, folder / "takes")
        self.scores = ScoreTable(connection)
        self.stages = StageTable(connection)
        self.sweeps = SweepRecords(connection)
        self.measures = MeasureTable(connection)
        self.exports = ExportTable(connection, folder)
        self.history = History(connection, self._swap_setting)
        if writable:
            _open.append(self._place)

    @classmethod
    def create(cls, folder: Path, settings: EpisodeSettings) -> EpisodeStore:
        """Make the folder of a new episode; raises StudioError where one is there already, or its name is no text."""
        require_text_name(folder)
        if (folder / "episode.toml").exists():
            raise StudioError("input", f"{folder} is an episode already. Choose another name, or open that one.")
        with disk_errors(folder / "episode.toml"):
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True)
        write_settings(folder / "episode.toml", settings)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> EpisodeStore:
        """Open for writing. A damaged or lost database is rebuilt from the takes on disk; `notices` says so.

        Where damage shows only later, that is done when the block ends, unless the episode is open a second time in this
        process; StudioError("damaged") says so.
        """
        read_settings(folder / "episode.toml")
        require_text_name(folder)
        path = folder / "episode.db"
        try:
            _require_database(path)
            return cls(folder, open_database(path), writable=True, notices=[])
        except DamagedDatabaseError as error:
            notices = rebuild(folder, str(error))
            return cls(folder, open_database(path), writable=True, notices=notices)

    @classmethod
    def open_to_read(cls, folder: Path) -> EpisodeStore:
        """Open without writing anything, also from a read-only folder."""
        read_settings(folder / "episode.toml")
        require_text_name(folder)
        try:
            connection = open_database_to_read(folder / "episode.db")
        except DamagedDatabaseError as error:
            raise _damaged(folder, error) from error
        return cls(folder, connection, writable=False, notices=[])

    def __enter__(self) -> EpisodeStore:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self.close()
        if error is None or not shows_damage(error, self.folder / "episode.db"):
            return
        if not self.writable:
            raise _damaged(self.folder, error) from error
        if self._place in _open:         # whose decisions would go to the file that is set aside
            raise StudioError("damaged", f"The database of {self.folder.name} is damaged. Close the episode in the window "
                                         f"and run `studio score {self.folder}`: the takes on disk are found again.",
                              str(error)) from error
        notices = rebuild(self.folder, str(error))
        raise StudioError("damaged", f"{notices[0]} Run the same command again: it goes on.", str(error)) from error

    def close(self) -> None:
        """Close the database; everything shown as done was committed long before. Twice is once."""
        self._connection.close()
        if self.writable and not self._closed:
            _open.remove(self._place)
        self._closed = True

    @property
    def settings(self) -> EpisodeSettings:
        """The settings as the file has them now."""
        return replace(read_settings(self.folder / "episode.toml"), **self._supposed)

    def suppose_settings(self, changes: Mapping[str, Any]) -> None:
        """Let these settings count here without writing them, to plan what they would lead to."""
        self._supposed |= _checked(changes)

    def change_settings(self, changes: Mapping[str, Any]) -> EpisodeSettings:
        """Write some settings, `name` to value; returns all of them. StudioError("input") for a value that cannot be."""
        settings = replace(self.settings, **_checked(changes))
        write_settings(self.folder / "episode.toml", settings)
        return settings

    def timeline(self) -> Timeline:
        """The timeline as kept, its first track playing the voice that the settings name now."""
        voice = self.settings.voice
        run = self.stages.latest("voice", voice) if voice else None
        length_s = int(run.details["samples"]) / SOUND_RATE if run else 0.0
        return read_timeline(self._connection).with_voice(voice if run else "", length_s)

    def adopt_takes(self) -> int:
        """Give rows to finished pictures that have none; to be called under the generating lease."""
        return adopt_takes(self.takes, self.frames)

    def path(self, name: str) -> Path:
        """A file of the episode by its name in the settings, as `named_path`."""
        return named_path(self.folder, name)

    def _swap_setting(self, name: str, value: Any) -> Any:  # noqa: ANN401
        settings = self.settings
        if name.startswith("thresholds."):
            part = name.removeprefix("thresholds.")
            before = getattr(settings.thresholds, part)
            thresholds = replace(settings.thresholds, **{part: value})
            self.change_settings({"thresholds": thresholds, "thresholds_by_hand": True})
            return before
        before = getattr(settings, name)
        self.change_settings({name: value})
        return before


def _require_database(path: Path) -> None:
    """Raises DamagedDatabaseError where it is gone while takes are there, which an empty one would not know."""
    if not (path.exists() and path.stat().st_size) and any((path.parent / "takes").glob("??/*.png")):
        raise DamagedDatabaseError("it was gone or empty")


def _damaged(folder: Path, error: BaseException) -> StudioError:
    return StudioError("damaged", f"The database of {folder.name} is damaged. Open the episode once for writing (for "
                                  "example `studio generate`): the takes on disk are found again.", str(error))


def _checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: finish_setting(name, value, name) if name in FINISH_RULES else value for name, value in changes.items()}
