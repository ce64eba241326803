"""Whether a window could be shown here, asked before Qt is: where it cannot, Qt aborts instead of saying so. Free of Qt."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

APT_LINE = ("apt-get install -y libgl1 libegl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 "
            "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0")
INSTEAD = ("The command line does the same work: `studio make --identity FACE.png --source MOTION.mp4 --voice VOICE.wav "
           "--out EPISODE.mp4`; `studio --help` lists every command.")


def library_problem(problem: ImportError) -> str:
    """The sentence for a package, or a system library under Qt, that is not there."""
    if isinstance(problem, ModuleNotFoundError):
        return f"The window needs a Python package that is missing ({problem}): pip install fullmotion-studio. {INSTEAD}"
    return (f"The window needs a system library that is missing ({problem}). On Debian or Ubuntu: sudo {APT_LINE}. "
            f"{INSTEAD}")


def display_problem() -> str | None:
    """Why no window can be shown, as a sentence with what to do instead; None where one can."""
    if sys.platform != "linux":
        return None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform and platform not in ("xcb", "wayland"):
        return _unknown(platform)
    if platform != "xcb" and _wayland_answers():
        return None
    if not os.environ.get("DISPLAY"):
        return f"There is no display here to open a window on. {INSTEAD}"
    return _xcb_problem()


def _unknown(platform: str) -> str | None:
    folder = _plugins()
    if folder is None or (folder / f"libq{platform}.so").exists():
        return None
    known = ", ".join(sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so")))
    return f"QT_QPA_PLATFORM={platform} names nothing that Qt can show a window on; it knows {known}. {INSTEAD}"


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name).exists()


def _xcb_problem() -> str | None:
    folder = _plugins()
    try:
        if folder is not None:
            ctypes.CDLL(str(folder / "libqxcb.so"))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as problem:
        return library_problem(ImportError(str(problem)))
    return None if _connects(xcb) else (f"The display {os.environ['DISPLAY']} does not answer, so no window can be opened "
                                        f"on it. {INSTEAD}")


def _connects(xcb: ctypes.CDLL) -> bool:
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers = bool(xcb.xcb_connection_has_error(connection) == 0)
    xcb.xcb_disconnect(connection)
    return answers


def _plugins() -> Path | None:
    package = find_spec("PySide6")
    folder = Path(package.origin).parent / "Qt" / "plugins" / "platforms" if package and package.origin else None
    return folder if folder is not None and folder.is_dir() else None
