"""Where the studio keeps what belongs to the person rather than to one episode.

`$STUDIO_HOME`, where set, holds all of it (`config`, `data`, `cache`, `log`); otherwise each platform's own
places are used. Nothing is created here: whoever writes makes the folder.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC

APP_NAME = "fullmotion-studio"
HOME_VARIABLE = "STUDIO_HOME"


def config_folder() -> Path:
    """Settings and the person's own presets."""
    return _own("config") or _platform().user_config_path


def data_folder() -> Path:
    """What took long to fetch: model weights, face packs."""
    return _own("data") or _platform().user_data_path


def cache_folder() -> Path:
    """What may be deleted at any time and only costs time: finished takes, compiled parts."""
    return _own("cache") or _platform().user_cache_path


def log_folder() -> Path:
    """Rotating logs."""
    return _own("log") or _platform().user_log_path


def personal_presets_folder() -> Path:
    """The person's own presets, one TOML file each."""
    return config_folder() / "presets"


def episodes_folder() -> Path:
    """Where new episodes go unless the person says otherwise."""
    return _own("episodes") or _platform().user_documents_path / "Full-Motion"


def _own(part: str) -> Path | None:
    home = os.environ.get(HOME_VARIABLE, "")
    return Path(home).expanduser().absolute() / part if home else None


def _platform() -> PlatformDirsABC:
    from platformdirs import PlatformDirs

    return PlatformDirs(APP_NAME, appauthor=False)
