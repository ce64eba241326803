"""Where weights lie on this machine: the studio's data folder, the Hub's cache, insightface's folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from studio.episode.folders import data_folder
from studio.weights.weight_file import HubSource, WeightFile, WeightPart, ZipSource


def models_folder() -> Path:
    """Where the studio keeps what it fetched from elsewhere than the Hub, and what was imported; a folder a row."""
    return data_folder() / "models"


def insightface_folder() -> Path:
    """Where insightface's own downloads lie, a folder a pack."""
    return Path.home() / ".insightface" / "models"


def own_place(row: WeightFile) -> Path:
    """The row's folder among the studio's own."""
    return models_folder() / row.folder


def part_path(folder: Path, part: WeightPart) -> Path:
    """Where a part lies in a folder of its row."""
    return folder.joinpath(*part.path.split("/"))


def places(row: WeightFile) -> Iterator[Path]:
    """Folders in which the row's parts may lie under their own paths, the studio's own first."""
    yield own_place(row)
    if isinstance(row.source, ZipSource):
        yield insightface_folder() / row.name
    if isinstance(row.source, HubSource):
        yield from hub_snapshots(row.source)


def hub_snapshots(source: HubSource) -> list[Path]:
    """The repository's snapshots in the Hub's cache, the newest first; none where it was never fetched."""
    folder = hub_folder(source) / "snapshots"
    found = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def hub_folder(source: HubSource) -> Path:
    """The repository's folder in the Hub's cache, as `$HF_HUB_CACHE` and `$HF_HOME` place it."""
    from huggingface_hub import constants  # the library's own function for the name takes three times as long to load

    return Path(constants.HF_HUB_CACHE) / constants.REPO_ID_SEPARATOR.join(["models", *source.repository.split("/")])
