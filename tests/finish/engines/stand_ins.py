"""Checkouts that look like the engines', with programs that behave like theirs, and a Python of their own."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from studio.finish.engines.registry import engine_named
from studio.media.ffmpeg import ffmpeg_path

_HERE = Path(__file__).parent
_FOLDERS = {"latentsync": "stand_in_latentsync", "mmaudio": "stand_in_mmaudio"}


@dataclass(frozen=True)
class StandIn:
    """A checkout and the Python that runs it."""

    name: str
    checkout: Path
    python: Path

    def behave(self, how: str) -> None:
        """Let its next runs fail in that way; "" to work."""
        (self.checkout / "behaviour.txt").write_text(how)

    def runs(self) -> list[str]:
        """A line for each run that came to its end."""
        path = self.checkout / "runs.txt"
        return path.read_text().splitlines() if path.exists() else []


def make_stand_in(name: str, folder: Path) -> StandIn:
    """A whole checkout of the engine `name` below `folder`, weights being empty space."""
    checkout, programs = folder / name, folder / f"{name} environment" / "bin"
    shutil.copytree(_HERE / _FOLDERS[name], checkout, ignore=shutil.ignore_patterns("__pycache__"))
    for need in engine_named(name).facts.needs:
        place = checkout / need.path
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.truncate(max(1, need.least))
    (checkout / "runs.txt").touch()
    programs.mkdir(parents=True)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    (programs / "ffmpeg").symlink_to(ffmpeg_path())
    return StandIn(name, checkout, programs / "python")
