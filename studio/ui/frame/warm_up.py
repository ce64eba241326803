"""Loads what the workspaces need, and makes them, while the person looks at the first one, so that going to another never
waits for it."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from studio.ui.background import Background
from studio.ui.frame.places import PAGES

BEGIN_AFTER_MS = 400
_REST_MS = 15                   # between two modules: input and paint come first
_LIBRARIES = ("cv2", "av", "PIL.Image", "tomlkit", "huggingface_hub.file_download", "studio.source.folder_source",
              "studio.source.video_source", "studio.jobs.assemble", "studio.jobs.export_plan")


class WarmUp(QObject):
    """Loads what knows nothing of Qt on another thread; then one module a turn of the event loop, then makes one workspace
    a turn. None takes a tenth of a second."""

    def __init__(self, parent: QObject, background: Background, make_next: Callable[[], bool]) -> None:
        """`make_next` makes a workspace that is not there yet; False: all are there, or no episode is open."""
        super().__init__(parent)
        self._names = _names()
        self._make_next = make_next
        self._background = background
        self._timer = QTimer(self, interval=_REST_MS)
        self._timer.timeout.connect(self._load_one)

    def begin_soon(self) -> None:
        """Begin when the window has been shown, or an episode opened, for a moment."""
        self._timer.stop()
        QTimer.singleShot(BEGIN_AFTER_MS, self, self._begin)

    def _begin(self) -> None:
        self._background.measure(self, _load_libraries, lambda _: self._timer.start(), lambda _: self._timer.start())

    def _load_one(self) -> None:
        name = next((name for name in self._names if name not in sys.modules), None)
        if name is not None:
            import_module(name)
        elif not self._make_next():
            self._timer.stop()


def _names() -> Iterator[str]:
    for page in PAGES:
        package = import_module(f"studio.ui.{page}")
        for module in pkgutil.iter_modules(package.__path__):
            yield f"studio.ui.{page}.{module.name}"


def _load_libraries() -> None:
    """One that is missing is told of by what needs it."""
    for name in _LIBRARIES:
        with suppress(ImportError):
            import_module(name)
    from PIL import Image

    Image.init()
