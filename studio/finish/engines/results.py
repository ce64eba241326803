"""What an engine left, checked before it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from studio.episode.errors import StudioError
from studio.media.probe import probe_video
from studio.media.sound import probe_sound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio.finish.engines.adapter import EngineTask

_Info = TypeVar("_Info")


def checked_video(title: str, path: Path, task: EngineTask, spare: int) -> Path:
    """The video, if it has the task's size and rate and its wanted frames, with up to `spare` more of them.

    Raises StudioError("engine") that says what is otherwise.
    """
    _require_file(title, path, "video")
    info = _probed(title, path, "video", probe_video)
    if (info.width, info.height) != (task.width, task.height):
        raise StudioError("engine", f"{title} made a video of {info.width}x{info.height} where {task.width}x{task.height} "
                                    "was given: it is not used. Try again, and look at the log.")
    if info.variable_rate or abs(info.fps - float(task.fps)) > 0.01:
        raise StudioError("engine", f"{title} made a video of {info.fps:g} frames a second where {float(task.fps):g} was "
                                    "given: it is not used. Try again, and look at the log.")
    if not task.frames <= info.frame_count <= task.frames + spare:
        raise StudioError("engine", f"{title} made {info.frame_count} frames where {task.frames} were asked for: they are "
                                    "not used. Try again, and look at the log.")
    return path


def checked_sound(title: str, path: Path, task: EngineTask, spare_s: float) -> Path:
    """The sound, if it lasts as long as the task's frames, or up to `spare_s` longer."""
    _require_file(title, path, "sound")
    info = _probed(title, path, "sound", probe_sound)
    if not 0 <= info.duration_s - float(task.seconds) <= spare_s:
        raise StudioError("engine", f"{title} made {info.duration_s:.2f} s of sound where {float(task.seconds):.2f} s were "
                                    "asked for: it is not used. Try again, and look at the log.")
    return path


def _require_file(title: str, path: Path, what: str) -> None:
    if not path.is_file() or not path.stat().st_size:
        raise StudioError("engine", f"{title} ended without a word and left no {what}. Try again, and look at the log.")


def _probed(title: str, path: Path, what: str, probe: Callable[[Path], _Info]) -> _Info:
    try:
        return probe(path)
    except StudioError as error:
        raise StudioError("engine", f"{title} left a {what} that cannot be read: it is not used. Try again, and look at the "
                                    "log.", error.message) from error
