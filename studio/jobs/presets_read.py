"""The library of presets with what was measured of each, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.preset_library import PresetEntry, PresetLibrary
from studio.episode.store import EpisodeStore
from studio.jobs.preset_figures import PresetFigures, preset_figures


@dataclass(frozen=True, slots=True)
class PresetsRead:
    """The library as it was read; `problem` says why there is no default.

    `fp8_comparable`: the episode has takes of flux-pulid in fp8 and in another precision.
    """

    entries: tuple[PresetEntry, ...]
    default: str
    figures: dict[str, PresetFigures]
    problem: str = ""
    fp8_comparable: bool = False


def read_presets(folder: Path, library: PresetLibrary) -> PresetsRead:
    """The library, its default, and what this episode and this machine say of each preset."""
    entries = tuple(library.entries())
    with EpisodeStore.open_to_read(folder) as store:
        figures = preset_figures(store, [entry.preset for entry in entries if entry.preset])
        precisions = store.takes.precisions_of("flux-pulid")
    comparable = len(precisions) > 1 and "fp8" in precisions
    try:
        return PresetsRead(entries, library.default_name(), figures, fp8_comparable=comparable)
    except StudioError as error:
        return PresetsRead(entries, "", figures, error.message, comparable)
