"""What every start does first, window and command line alike: the log, and the person's settings."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler

from studio.episode.config import load_config
from studio.episode.folders import log_folder

_LOG_BYTES = 2 << 20
_LOG_FILES = 5


def begin_session() -> list[str]:
    """Start the log and let the person's settings count here and in every worker; what has to be said of them."""
    _start_log()
    config, notices = load_config()
    for variable, value in (("STUDIO_FFMPEG", config.ffmpeg), ("STUDIO_FACE_PACK", config.face_pack)):
        if value and not os.environ.get(variable):
            os.environ[variable] = value
    return notices


def _start_log() -> None:
    """Log to a rotating file in the person's log folder; where it cannot be written, work goes on without."""
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_folder() / "studio.log", maxBytes=_LOG_BYTES, backupCount=_LOG_FILES,
                                      encoding="utf-8", errors="backslashreplace", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    except OSError:
        root.addHandler(logging.NullHandler())
    root.setLevel(logging.INFO)
