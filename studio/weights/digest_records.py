"""Digests of files whose publisher gives none: what was seen first is believed, and checked from then on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.files import write_atomically
from studio.weights.digests import sha256_of
from studio.weights.places import models_folder
from studio.weights.weight_file import WeightFile, WeightPart

Outcome: TypeAlias = Literal["as published", "as recorded", "recorded now", "another file"]


def records_path() -> Path:
    """The file of records; it need not exist."""
    return models_folder() / "digests.json"


def check_part(row: WeightFile, part: WeightPart, path: Path) -> Outcome:
    """Compare the file at `path` with the published digest, or with the one recorded here, which is made where there is
    none. Raises StudioError("disk") where that cannot be written."""
    digest = sha256_of(path)
    if part.sha256:
        return "as published" if digest == part.sha256 else "another file"
    records = _read()
    name = f"{row.name}/{part.path}"
    if name in records:
        return "as recorded" if digest == records[name] else "another file"
    write_atomically(records_path(), json.dumps({**records, name: digest}, indent=1, sort_keys=True).encode("utf-8"))
    return "recorded now"


def forget(row: WeightFile) -> None:
    """Drop what was recorded of a row, as when it is fetched anew."""
    records = _read()
    kept = {name: digest for name, digest in records.items() if not name.startswith(f"{row.name}/")}
    if kept != records:
        write_atomically(records_path(), json.dumps(kept, indent=1, sort_keys=True).encode("utf-8"))


def _read() -> dict[str, str]:
    path = records_path()
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_bytes())
        return {str(name): str(digest) for name, digest in content.items()}
    except (OSError, ValueError, AttributeError) as error:
        message = f"{path} is damaged. Delete it: digests are then recorded anew by `studio weights verify`."
        raise StudioError("damaged", message, str(error)) from error
