"""What the pages of the window load, so that it can be loaded before they are gone to."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module

from studio.ui.frame.places import PAGES

LIGHT_PAGES = ("review",)
"""Made without any of the libraries: an episode that has takes is opened with it."""

EVERYTHING = (*PAGES, "sweep", "sound", "finishing")
_LIBRARIES = ("cv2", "av", "PIL.Image", "tomlkit", "huggingface_hub.file_download", "studio.source.folder_source",
              "studio.source.video_source", "studio.jobs.assemble", "studio.jobs.export_plan", "studio.jobs.identity_cost",
              "pyqtgraph")


def load_libraries() -> None:
    """Load what makes no widget while it is loaded, on any thread. One that is missing is told of by what needs it."""
    for name in _LIBRARIES:
        with suppress(ImportError):
            import_module(name)
    from PIL import Image

    Image.init()


def load_next(packages: Iterable[str] = EVERYTHING) -> bool:
    """Load a further module of these packages of the window, in its thread; False where all are loaded."""
    name = next((name for package in packages for name in _names(package) if name not in sys.modules), None)
    if name is not None:
        import_module(name)
    return name is not None


@cache
def _names(package: str) -> tuple[str, ...]:
    path = import_module(f"studio.ui.{package}").__path__
    return tuple(f"studio.ui.{package}.{module.name}" for module in pkgutil.iter_modules(path))
