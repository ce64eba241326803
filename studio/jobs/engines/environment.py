"""What a program in an environment of its own is told of ours: no more than it needs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_KEPT = frozenset({
    "ALL_PROXY", "APPDATA", "COMSPEC", "HOME", "HTTP_PROXY", "HTTPS_PROXY", "LANG", "LC_ALL", "LD_LIBRARY_PATH",
    "LOCALAPPDATA", "LOGNAME", "NO_PROXY", "NUMBER_OF_PROCESSORS", "PATHEXT", "PROGRAMDATA", "SSL_CERT_DIR",
    "SSL_CERT_FILE", "SYSTEMDRIVE", "SYSTEMROOT", "TORCH_HOME", "USER", "USERNAME", "USERPROFILE", "WINDIR",
    "XDG_CACHE_HOME",
})
_KEPT_FAMILIES = ("CUDA_", "NVIDIA_", "HF_HOME", "HF_HUB_")
_LEFT_OUT = ("TOKEN", "SECRET", "KEY", "PASSWORD")


def engine_environment(python: str, folder: Path, ours: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Variables for a program that `python` runs, with `folder` for its temporary files.

    The programs beside `python` come first on its PATH, as in an activated environment; nothing of our own Python's
    settings reaches it, no token, and it prints without delay.
    """
    kept = {name: value for name, value in ours.items() if _is_kept(name.upper())}
    beside = str(Path(python).parent)
    path = os.pathsep.join(part for part in (beside, ours.get("PATH", "")) if part)
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return {**kept, **temporary, "PATH": path, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8", "PYTHONNOUSERSITE": "1"}


def _is_kept(name: str) -> bool:
    if any(word in name for word in _LEFT_OUT):
        return False
    return name in _KEPT or name.startswith(_KEPT_FAMILIES)
