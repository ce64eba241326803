"""What the pages of the window load, so that it can be loaded before they are gone to."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module

from studio.ui.frame.places import PAGES

LIGHT_PAGES = ("review",)
"""Made without any of the libraries: an episode that has takes is opened with it."""

_PACKAGES = {"prepare": ("prepare",), "generate": ("generate",), "review": ("review", "sweep"),
             "timeline": ("timeline", "sound"), "export": ("export", "finishing")}
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


def load_next(pages: Iterable[str] = PAGES) -> bool:
    """Load a further module of these pages, in the window's thread; False where all are loaded."""
    name = next((name for page in pages for name in _names(page) if name not in sys.modules), None)
    if name is not None:
        import_module(name)
    return name is not None


def _names(page: str) -> Iterator[str]:
    for package in _PACKAGES[page]:
        path = import_module(f"studio.ui.{package}").__path__
        yield from (f"studio.ui.{package}.{module.name}" for module in pkgutil.iter_modules(path))
