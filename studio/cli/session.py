"""What every command does first: the log, the person's settings, and a look at the episode it is about."""

from __future__ import annotations

from pathlib import Path

import click

from studio.episode.settings import read_settings
from studio.episode.thresholds import Thresholds
from studio.jobs.events import JobEvent
from studio.jobs.session import begin_session


def start_session() -> None:
    """Start the log and let the person's settings count here and in every worker."""
    for notice in begin_session():
        click.echo(f"- {notice}", err=True)


def existing_thresholds(folder: Path) -> Thresholds:
    """The thresholds of an episode that is there already, or the usual ones."""
    path = folder / "episode.toml"
    return read_settings(path).thresholds if path.exists() else Thresholds()


def say(event: JobEvent) -> None:
    """Listen for a command that shows no progress: notices are lines."""
    if event.kind == "notice":
        click.echo(f"- {event.text}", err=True)
