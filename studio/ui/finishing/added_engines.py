"""The engines that were added, as fields offer them: read anew whenever they are looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from studio.finish.engines.adapter import EngineKind
from studio.ui.background import Background


class AddedEngines(QObject):
    """`changed`: others are there; `failed`: their file cannot be read."""

    changed = Signal()
    failed = Signal(object)             # StudioError

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._names: Mapping[EngineKind, Sequence[str]] = {}

    def named(self, kind: EngineKind) -> Sequence[str]:
        """Those of a kind, by name."""
        return self._names.get(kind, ())

    def look(self) -> None:
        """Read which there are, in the background."""
        self._background.read(self, _names_by_kind, self._show, self.failed.emit)

    def _show(self, names: Mapping[EngineKind, Sequence[str]]) -> None:
        if names != self._names:
            self._names = names
            self.changed.emit()


def _names_by_kind() -> dict[EngineKind, list[str]]:
    from studio.jobs.engines.added import added_engines  # it looks at every adapter there is

    names: dict[EngineKind, list[str]] = {}
    for engine in added_engines():
        names.setdefault(engine.adapter.facts.kind, []).append(engine.name)
    return names
