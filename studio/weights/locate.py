"""Finding weights on this machine without a network, and saying what to run where they are missing."""

from __future__ import annotations

from pathlib import Path

from studio.episode.errors import StudioError
from studio.weights.catalog import catalog_row
from studio.weights.places import part_path, places
from studio.weights.weight_file import HubSource, WeightFile, WeightPart


def find(name: str) -> Path | None:
    """Where the weights called `name` lie: a folder, or the file where the row has only one; None where they are not whole.

    Looked for in the studio's data folder, insightface's folder and the Hub's cache; told by paths and sizes alone.
    Raises StudioError("usage") for a name that is not in the table.
    """
    return find_row(catalog_row(name))


def require(name: str) -> Path:
    """As `find`; raises StudioError("missing") with the commands that bring them where they are not here."""
    row = catalog_row(name)
    found = find_row(row)
    if found is None:
        raise missing_error(row)
    return found


def find_row(row: WeightFile) -> Path | None:
    """As `find`, for a row of the table."""
    folder = find_folder(row)
    if folder is None:
        return None
    return folder if row.is_folder else part_path(folder, row.parts[0])


def find_folder(row: WeightFile) -> Path | None:
    """The folder in which all of the row's parts lie."""
    return next((folder for folder in places(row) if is_whole(row, folder)), None)


def is_whole(row: WeightFile, folder: Path) -> bool:
    """Whether every part is in `folder`, of its recorded size."""
    return all(is_there(part_path(folder, part), part) for part in row.parts)


def is_there(path: Path, part: WeightPart) -> bool:
    """Whether `path` is a file of the part's size."""
    try:
        return path.is_file() and part.size in (None, path.stat().st_size)
    except OSError:
        return False


def missing_error(row: WeightFile) -> StudioError:
    """The sentence for weights that are not here."""
    message = (f"{row.title} is not here. {joined_steps(row)} If you have the files already, run "
               "`studio weights import DIR` on their folder.")
    return StudioError("missing", message + (f" Or {row.otherwise}." if row.otherwise else ""))


def joined_steps(row: WeightFile) -> str:
    """What brings the row, as sentences."""
    return " ".join(f"{step[0].upper()}{step[1:]}." for step in fetch_steps(row))


def fetch_steps(row: WeightFile) -> list[str]:
    """What a person has to do, in order, to have the row fetched here; commands stand in backticks."""
    steps = []
    if isinstance(row.source, HubSource) and row.source.gated:
        steps.append(f"log in at {row.source.address} and accept its terms there")
        if not has_token():
            steps.append("run `hf auth login` with a token from https://huggingface.co/settings/tokens (or set HF_TOKEN)")
    return [*steps, f"run `studio weights fetch {row.name}`"]


def has_token() -> bool:
    """Whether the Hub's own place for it, or HF_TOKEN, holds a token; what it is stays there."""
    from huggingface_hub import get_token

    return get_token() is not None
