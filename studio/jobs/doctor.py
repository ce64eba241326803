"""What works on this machine, what is missing, and the line that mends it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder, config_folder, data_folder, log_folder
from studio.generate.open_engine import engine_names, engine_status
from studio.identity.open_analyzer import available_analyzers
from studio.media.ffmpeg import ffmpeg_path, ffmpeg_version

_PORTAUDIO_MEND = {"Linux": "sudo apt install libportaudio2"}
_LOW_DISK_BYTES = 5 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed` ones stop an episode; the others only bring more."""

    name: str
    found: str
    mend: str = ""
    works: bool = False
    needed: bool = False

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return asdict(self)


def examine() -> list[Finding]:
    """Look at everything, the needed things first; never raises."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _program, _ffmpeg, _folders, _disk, _analyzers, _engines, _onnxruntime, _gpu, _torch, _sound, _display,
    )
    return [finding for look in looks for finding in look()]


def _program() -> Iterator[Finding]:
    python = platform.python_version()
    yield Finding("studio", f"{__version__} on Python {python}, {platform.platform(terse=True)}", needed=True,
                  works=True)


def _ffmpeg() -> Iterator[Finding]:
    try:
        yield Finding("ffmpeg", f"{ffmpeg_version()} at {ffmpeg_path()}", needed=True, works=True)
    except StudioError as error:
        yield Finding("ffmpeg", error.message, "pip install imageio-ffmpeg", needed=True, works=False)


def _folders() -> Iterator[Finding]:
    for name, folder in (("settings", config_folder()), ("data", data_folder()), ("cache", cache_folder()),
                         ("log", log_folder())):
        parent = next(item for item in (folder, *folder.parents) if item.exists())
        works = os.access(parent, os.W_OK)
        yield Finding(f"{name} folder", str(folder), "" if works else f"make {parent} writable", needed=True,
                      works=works)


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(Path.cwd()).free
    enough = free > _LOW_DISK_BYTES
    mend = "" if enough else "free some space: takes are kept twice, in the episode and in the cache"
    yield Finding("free disk", f"{free / 2**30:.1f} GB here", mend, works=enough)


def _analyzers() -> Iterator[Finding]:
    for status in available_analyzers():
        yield Finding(f"analyzer {status.name}", status.why, "" if status.available else status.mend,
                      works=status.available)


def _engines() -> Iterator[Finding]:
    for name in engine_names():
        status = engine_status(name)
        yield Finding(f"engine {name}", status.why or "ready", "" if status.available else status.mend,
                      works=status.available)


def _onnxruntime() -> Iterator[Finding]:
    installed = [name for name in ("onnxruntime", "onnxruntime-gpu") if _version_of(name)]
    text = ", ".join(f"{name} {_version_of(name)}" for name in installed) or "not installed"
    if len(installed) == 2:
        yield Finding("onnxruntime", f"{text}: both write the same folder and break one another",
                      "pip uninstall -y onnxruntime onnxruntime-gpu && pip install onnxruntime-gpu", works=False)
    else:
        yield Finding("onnxruntime", text, "" if installed else "pip install onnxruntime", works=bool(installed))


def _gpu() -> Iterator[Finding]:
    program = shutil.which("nvidia-smi")
    if program is None:
        yield Finding("GPU", "no NVIDIA driver found", "install the driver of your card; draft works without",
                      works=False)
        return
    import subprocess

    done = subprocess.run([program, "--query-gpu=name,memory.total", "--format=csv,noheader"], capture_output=True,
                          text=True, timeout=20, check=False)
    works = done.returncode == 0 and bool(done.stdout.strip())
    yield Finding("GPU", done.stdout.strip() or done.stderr.strip(), "" if works else "reinstall the driver",
                  works=works)


def _torch() -> Iterator[Finding]:
    for name in ("torch", "diffusers"):
        found = _version_of(name)
        yield Finding(name, found or "not installed", "" if found else "pip install 'fullmotion-studio[gpu]'",
                      works=bool(found))


def _sound() -> Iterator[Finding]:
    if find_spec("sounddevice") is None:
        yield Finding("sound", "sounddevice is not installed: playback will be silent", "pip install sounddevice",
                      works=False)
        return
    from ctypes.util import find_library

    works = sys.platform != "linux" or find_library("portaudio") is not None
    mend = _PORTAUDIO_MEND.get(platform.system(), "reinstall sounddevice")
    yield Finding("sound", "PortAudio found" if works else "PortAudio is missing", "" if works else mend, works=works)


def _display() -> Iterator[Finding]:
    works = sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    mend = "" if works else "log in to a desktop, or use the command line: it does the same work"
    yield Finding("display", "found" if works else "none", mend, works=works)


def _version_of(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
