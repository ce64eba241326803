"""The language of what is made for others to read: the window's where one was chosen, else the system's."""

from __future__ import annotations

import json
import locale
import os
from typing import Literal

from studio.episode.folders import config_folder

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def program_language() -> Literal["en", "ru"]:
    """`ru` where the window was set to it, or follows a system that speaks it; else `en`."""
    chosen = _chosen()
    return "ru" if (chosen or _of_the_system()).startswith("ru") else "en"


def _chosen() -> str:
    """What was chosen in the window, "" where it follows the system."""
    try:
        values = json.loads((config_folder() / "window.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    language = values.get("language") if isinstance(values, dict) else None
    return language if language in ("en", "ru") else ""


def _of_the_system() -> str:
    """By the variables that POSIX names, in their order, else by what the platform tells Python."""
    given = next((os.environ[name] for name in _VARIABLES if os.environ.get(name)), "")
    return given or locale.getlocale()[0] or ""
