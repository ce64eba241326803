"""What the window remembers between runs: layouts, recent episodes, shortcuts, look and language."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.episode.folders import config_folder

RECENT = 24
_SAVE_AFTER_MS = 1000
log = logging.getLogger(__name__)


class WindowState(QObject):
    """Read once, tolerantly; a file that cannot be read is set aside. Changes are written a second later."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.path = path or config_folder() / "window.json"
        self.notices: list[str] = []
        self._values = self._read()
        self._timer = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: float) -> float:
        """A remembered number."""
        value = self._values.get(name, default)
        return float(value) if isinstance(value, int | float) else default

    def mapping(self, name: str) -> dict[str, Any]:
        """A remembered table."""
        value = self._values.get(name)
        return dict(value) if isinstance(value, dict) else {}

    def bytes(self, name: str) -> QByteArray:
        """A remembered layout, as QMainWindow.saveState gives it."""
        return QByteArray.fromBase64(self.text(name).encode("ascii", "ignore"))

    def put(self, name: str, value: str | float | Mapping[str, Any] | QByteArray) -> None:
        """Remember a value."""
        held: Any = bytes(value.toBase64().data()).decode("ascii") if isinstance(value, QByteArray) else value
        if self._values.get(name) != held:
            self._values[name] = held
            self._timer.start()

    def recent(self) -> list[Path]:
        """Episodes opened lately that are still there, the latest first."""
        paths = self._values.get("recent")
        found = [Path(item) for item in paths if isinstance(item, str)] if isinstance(paths, list) else []
        return [path for path in found if (path / "episode.toml").is_file()]

    def add_recent(self, folder: Path) -> None:
        """Put an episode at the head of the list."""
        others = [str(path) for path in self.recent() if path != folder]
        self._values["recent"] = [str(folder), *others][:RECENT]
        self._timer.start()

    def forget_recent(self, folder: Path) -> None:
        """Take an episode off the list; its folder stays."""
        self._values["recent"] = [str(path) for path in self.recent() if path != folder]
        self._timer.start()

    def save(self) -> None:
        """Write now; a disk that refuses is noted in the log, since nothing of an episode is at stake."""
        self._timer.stop()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(self._values, ensure_ascii=False, indent=1).encode("utf-8"))
        except (StudioError, OSError):
            log.exception("the window's state could not be kept")

    def _read(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.path.read_bytes().decode("utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            self.notices.append(self._set_aside(str(error)))
            return {}

    def _set_aside(self, why: str) -> str:
        aside = self.path.with_suffix(".broken.json")
        try:
            self.path.replace(aside)
        except OSError:
            return f"The window's layout in {self.path} cannot be read ({why}); the usual one is shown."
        return f"The window's layout could not be read ({why}); it was set aside as {aside.name}."
