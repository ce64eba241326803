"""What this machine keeps from one episode to the next: files of its data folder with a JSON object a line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from studio.episode.folders import data_folder

Kept = TypeVar("Kept")
log = logging.getLogger(__name__)


def keep_lines(name: str, items: Iterable[Mapping[str, Any]]) -> None:
    """Add to the file `name`. Where it cannot be written the log says so: that is no reason to lose a finished stage."""
    lines = [json.dumps(item) + "\n" for item in items]
    path = data_folder() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as error:
        log.warning("%s does not grow: %s", name, error)


def kept_lines(name: str, latest: int, made_of: Callable[[dict[str, Any]], Kept]) -> list[Kept]:
    """What the `latest` lines of the file `name` hold, oldest first, each through `made_of`.

    Lines that cannot be read, or that `made_of` refuses by ValueError, TypeError or KeyError, are passed over.
    """
    try:
        lines = (data_folder() / name).read_text(encoding="utf-8", errors="replace").splitlines()[-latest:]
    except OSError:
        return []
    kept = []
    for line in lines:
        try:
            kept.append(made_of(json.loads(line)))
        except (ValueError, TypeError, KeyError):
            continue
    return kept
