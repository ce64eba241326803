"""What works on this machine, what is missing, and the line that mends it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from studio import __version__
from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder, config_folder, data_folder, log_folder
from studio.generate.open_engine import engine_names, engine_status
from studio.identity.open_analyzer import available_analyzers
from studio.jobs.doctor_gpu import gpu_findings, installed_version
from studio.jobs.engines.added import added_engines, engines_path
from studio.jobs.engines.run import EnginePlace
from studio.jobs.finding import Finding
from studio.jobs.weights import look_for_weights
from studio.media.ffmpeg import ffmpeg_path, ffmpeg_version
from studio.weights.weight_file import size_text

_PORTAUDIO_MEND = {"Linux": "sudo apt install libportaudio2"}
_LOW_DISK_BYTES = 5 << 30
_CARD_ENGINE = "flux-pulid"
_STACK = ("GPU driver", "torch", "diffusers", "torch CUDA")


def examine() -> list[Finding]:
    """Look at everything, the needed things first; never raises."""
    looks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _program, _ffmpeg, _folders, _disk, _analyzers, _engines, _added_engines, _onnxruntime, gpu_findings, _weights,
        _sound, _display,
    )
    return [finding for look in looks for finding in look()]


def next_steps(findings: list[Finding]) -> list[str]:
    """What to do now, in order: what an episode needs first; then, where a card is here, what its engine needs.

    On a machine without a card only the former, as the heavy engines would not run.
    """
    steps = [f"{item.name}: {item.mend}" for item in findings if item.needed and not item.works]
    if any(item.name == "GPU" and item.works for item in findings):
        steps += [item.mend for item in findings if item.name in _STACK and not item.works]
        steps += [] if any(item.name == f"engine {_CARD_ENGINE}" and item.works for item in findings) else _weight_steps()
    return [*dict.fromkeys(steps), "run `studio doctor` again"] if steps else []


def _weight_steps() -> list[str]:
    lacking = [item for item in look_for_weights() if _CARD_ENGINE in item.wanted_by and not (item.instead_of or item.here)]
    wanted, free = sum(item.size for item in lacking), shutil.disk_usage(_existing(data_folder())).free
    space = [f"free some space: {size_text(wanted)} are to come and {size_text(free)} are free"] if wanted > free else []
    return [*space, *(step for item in lacking for step in item.steps)]


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
        parent = _existing(folder)
        works = os.access(parent, os.W_OK)
        yield Finding(f"{name} folder", str(folder), "" if works else f"make {parent} writable", needed=True,
                      works=works)


def _existing(folder: Path) -> Path:
    return next(item for item in (folder, *folder.parents) if item.exists())


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


def _added_engines() -> Iterator[Finding]:
    """Those in environments of their own; one on a host is only named."""
    try:
        engines = added_engines()
    except StudioError as error:
        yield Finding("engines added", error.message, f"mend {engines_path()}", works=False)
        return
    for engine in engines:
        facts = engine.adapter.facts
        title = f"{facts.title} {engine.variant}, {facts.kind}"
        if engine.host:
            yield Finding(f"engine {engine.name}", f"{title}, on {engine.host}", works=True)
            continue
        try:
            found = EnginePlace.named(engine.adapter, engine.path, engine.python, engine.variant).check()
        except StudioError as error:
            yield Finding(f"engine {engine.name}", title, error.message, works=False)
        else:
            yield Finding(f"engine {engine.name}", f"{title}, on Python {found['python']}", works=True)


def _onnxruntime() -> Iterator[Finding]:
    installed = [name for name in ("onnxruntime", "onnxruntime-gpu") if installed_version(name)]
    text = ", ".join(f"{name} {installed_version(name)}" for name in installed) or "not installed"
    if len(installed) == 2:
        yield Finding("onnxruntime", f"{text}: both write the same folder and break one another",
                      "pip uninstall -y onnxruntime onnxruntime-gpu && pip install onnxruntime-gpu", works=False)
    else:
        yield Finding("onnxruntime", text, "" if installed else "pip install onnxruntime", works=bool(installed))


def _weights() -> Iterator[Finding]:
    for item in look_for_weights():
        if item.instead_of:
            continue
        found = f"{item.title}, in {item.path}" if item.here else f"{item.title}, {item.size_text}, for {item.wanted_by[0]}"
        yield Finding(f"weights {item.name}", found, "; ".join(item.steps), works=item.here)


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
