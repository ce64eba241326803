"""What every command does first: the log, the person's settings, and a look at the episode it is about."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

import click

from studio.episode.config import load_config
from studio.episode.folders import log_folder
from studio.episode.settings import read_settings
from studio.episode.thresholds import Thresholds

_LOG_BYTES = 2 << 20
_LOG_FILES = 5


def start_session() -> None:
    """Start the log and let the person's settings count here and in every worker."""
    _start_log()
    config, notices = load_config()
    for notice in notices:
        click.echo(f"- {notice}", err=True)
    for variable, value in (("STUDIO_FFMPEG", config.ffmpeg), ("STUDIO_FACE_PACK", config.face_pack)):
        if value and not os.environ.get(variable):
            os.environ[variable] = value


def _start_log() -> None:
    """Log to a rotating file in the person's log folder; where it cannot be written, work goes on without."""
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_folder() / "studio.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES,
                                      encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    except OSError:
        root.addHandler(logging.NullHandler())
    root.setLevel(logging.INFO)


def existing_thresholds(folder: Path) -> Thresholds:
    """The thresholds of an episode that is there already, or the usual ones."""
    path = folder / "episode.toml"
    return read_settings(path).thresholds if path.exists() else Thresholds()
