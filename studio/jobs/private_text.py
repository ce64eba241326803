"""Text that a person may send to others: without places of this machine, names and tokens."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from studio.episode.folders import cache_folder, config_folder, data_folder

_TOKEN = re.compile(r"\bhf_[A-Za-z0-9]{8,}")
_PART = r"""[^\s"'`<>|:;,()/\\]+"""
_PATH = re.compile(rf"(?<![\w:/])(?:\.\.\.|~|[A-Za-z]:)?[\\/](?:{_PART}[\\/])+(?={_PART})")


def without_private(text: str) -> str:
    """`text` with each path cut down to its last part, and without the person's name and tokens of the Hub."""
    known = (Path.home(), Path.cwd(), data_folder(), cache_folder(), config_folder(), Path(tempfile.gettempdir()),
             Path(sys.prefix))
    for folder in sorted(map(str, known), key=len, reverse=True):
        if len(Path(folder).parts) > 1:
            text = text.replace(folder, "...")
    text = _PATH.sub(".../", _TOKEN.sub("hf_...", text))
    return re.sub(rf"\b{re.escape(Path.home().name)}\b", "...", text) if Path.home().name else text
