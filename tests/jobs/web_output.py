"""What is asked of finishing: one video for the web, at a path."""

from __future__ import annotations

from pathlib import Path

from studio.finish.targets import WEB
from studio.jobs.outputs import Output


def web_output(path: Path) -> tuple[Output, ...]:
    """As `finish_episode` and `plan_export` take it."""
    return (Output(WEB, path),)
