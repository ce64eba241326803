"""A take's settings as those of its episode: by the preset that has them, or by a new one of the person's own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.external_takes import unknown_settings
from studio.episode.history import Operation
from studio.episode.nearest import folded
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest, TakeSettings

_OWN_ENDING = re.compile(r" frame \d+( \(\d+\))?$")


@dataclass(frozen=True, slots=True)
class TakePreset:
    """The preset with a take's settings; `saved`: it was made for that. `changes`: what differs in the episode."""

    name: str
    saved: bool
    changes: dict[str, Any]

    def operations(self) -> list[Operation]:
        """The changes as one step of the history."""
        return [{"do": "set", "name": name, "value": value} for name, value in self.changes.items()]


def preset_from_take(store: EpisodeStore, request: TakeRequest, frame: int,
                     library: PresetLibrary | None = None) -> TakePreset:
    """Find the preset with the settings of a take, or save one named after its frame; the episode is not changed yet.

    Seed and engine may differ: those the episode names itself. The episode's own preset is preferred. Raises
    StudioError("input") for a take whose settings are not all known.
    """
    unknown = [name for name in unknown_settings(request) if name != "references"]
    if unknown:
        raise StudioError("input", f"The take on frame {frame} was made elsewhere, and {', '.join(unknown)} of it are "
                                   "not known. Make a preset in Prepare instead.")
    library = library or PresetLibrary()
    settings, current = request.settings, store.settings
    found = next((item for item in _presets(store, library) if _same(item[1].settings, settings)), None)
    if found is not None:
        return TakePreset(found[0], saved=False, changes=_changes(current, *found, settings))
    preset = Preset(_free_name(library, current, frame), settings, f"From the take on frame {frame} of {current.name}.")
    library.save(preset)
    return TakePreset(preset.name, saved=True, changes=_changes(current, preset.name, preset, settings))


def use_take_settings(store: EpisodeStore, request: TakeRequest, frame: int) -> TakePreset:
    """`preset_from_take`, entered in the episode as one step that undo knows."""
    found = preset_from_take(store, request, frame)
    if found.changes:
        store.history.apply(found.operations(), f"use the settings of frame {frame}")
    return found


def _presets(store: EpisodeStore, library: PresetLibrary) -> Iterator[tuple[str, Preset]]:
    """The episode's own, then the library's, each as the episode names it; what cannot be read is passed over."""
    name = store.settings.preset
    with contextlib.suppress(StudioError):      # an episode whose preset is gone is just who needs another
        yield name, library.get(store.path(name) if name.endswith(".toml") else name)
    for entry in library.entries():
        if entry.preset is not None:
            yield entry.name, entry.preset


def _same(one: TakeSettings, other: TakeSettings) -> bool:
    return replace(one, seed=0, engine="") == replace(other, seed=0, engine="")


def _changes(current: EpisodeSettings, name: str, preset: Preset, wanted: TakeSettings) -> dict[str, Any]:
    values = {
        "preset": name,
        "engine": "auto" if preset.settings.engine == wanted.engine else wanted.engine,
        "seed": None if preset.settings.seed == wanted.seed else wanted.seed,
    }
    return {key: value for key, value in values.items() if getattr(current, key) != value}


def _free_name(library: PresetLibrary, current: EpisodeSettings, frame: int) -> str:
    """Such as `D frame 59`, or `D frame 59 (2)` where that is taken."""
    base = _OWN_ENDING.sub("", current.preset.rpartition("/")[2].removesuffix(".toml"))[:30]
    taken = {folded(name) for name in library.names()}
    wanted = f"{base} frame {frame}"
    names = (wanted if number == 1 else f"{wanted} ({number})" for number in count(1))
    return next(name for name in names if folded(name) not in taken)
