"""From what a person names to a sweep: which presets, varied how, on which frames."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.episode.frame_range import parse_frame_range
from studio.episode.preset import Preset, typed_value, with_values
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import SweepArm
from studio.jobs.review_takes import frames_in_range

RANDOM = "random:"
_SEED = 200


def sweep_arms(presets: Sequence[str], vary: Mapping[str, Sequence[str]], imports: Mapping[str, Path],
               seed: int | None = None) -> list[SweepArm]:
    """Every preset with every combination of the varied settings, then the pictures made elsewhere.

    `seed`, the episode's own, takes the place of the presets' unless it is varied. `vary` maps a setting's name to
    values as a person writes them; `imports` a label to a folder: pictures under a preset's name count as its.
    Raises StudioError: "usage" for fewer than two arms, two of one label, or a value that cannot be.
    """
    library = PresetLibrary()
    own = {} if seed is None or "seed" in vary else {"seed": str(seed)}
    arms = [_arm(preset, values, own) for preset in map(library.get, presets) for values in _combinations(vary)]
    names = {name.casefold(): name for name in library.names()}
    for label, folder in imports.items():
        known = names.get(label.casefold())
        arms.append(SweepArm(label, label, library.get(known).settings if known else None, str(folder)))
    _require_comparable(arms)
    return arms


def sweep_frames(store: EpisodeStore, wanted: str = "") -> tuple[int, ...]:
    """The frames that a sweep compares on, ascending: a number such as `30` is that many, spread evenly over the
    episode's range; `random:100` that many by chance, the same ones each time; "" all of the range; else a range of its
    own such as `50-99`.

    Raises StudioError("input") where the range has too few frames.
    """
    numbers = [row.number for row in frames_in_range(store)]
    if not wanted:
        return tuple(numbers)
    count = wanted.removeprefix(RANDOM)
    if not count.isascii() or not count.isdigit():
        return tuple(parse_frame_range(wanted).select(store.frames.numbers()))
    if not 1 <= int(count) <= len(numbers):
        raise StudioError("input", f"A sweep on {int(count)} frames was asked for, and the episode's range has "
                                   f"{len(numbers)}. Name fewer, or widen the range.")
    if wanted.startswith(RANDOM):
        places = np.random.default_rng(_SEED).choice(len(numbers), int(count), replace=False)
        return tuple(sorted(numbers[place] for place in places.tolist()))
    places = np.round(np.linspace(0, len(numbers) - 1, int(count))).astype(np.int64)
    return tuple(numbers[place] for place in places.tolist())


def read_vary(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """From `steps=8,12` and the like to the setting's values; StudioError("usage") for anything else."""
    pairs = [text.partition("=") for text in given]
    for name, sign, values in pairs:
        if not (name.strip() and sign and all(value.strip() for value in values.split(","))):
            raise StudioError("usage", f"--vary {name}{sign}{values} cannot be read: write steps=8,12,20.")
    _require_once("--vary", [name.strip() for name, _, _ in pairs])
    return {name.strip(): tuple(value.strip() for value in values.split(",")) for name, _, values in pairs}


def read_imports(given: Sequence[str]) -> dict[str, Path]:
    """From `A=DIR` to the folder of each label; StudioError("usage") for anything else."""
    pairs = [text.partition("=") for text in given]
    for label, sign, folder in pairs:
        if not (label.strip() and sign and folder):
            raise StudioError("usage", f"--import {label}{sign}{folder} cannot be read: write NAME=FOLDER.")
    _require_once("--import", [label.strip() for label, _, _ in pairs])
    return {label.strip(): named_path(Path(), folder) for label, _, folder in pairs}


def _require_once(option: str, names: Sequence[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise StudioError("usage", f"{option} {twice} is given twice, and only one of them would count: write it once.")


def _combinations(vary: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(vary, values, strict=True)) for values in itertools.product(*vary.values())]


def _arm(preset: Preset, values: Mapping[str, str], own: Mapping[str, str]) -> SweepArm:
    changed = with_values(preset, {name: typed_value(value) for name, value in {**own, **values}.items()})
    label = " ".join([preset.name, *(f"{name}={value}" for name, value in values.items())])
    return SweepArm(label, preset.name, changed.settings)


def _require_comparable(arms: Sequence[SweepArm]) -> None:
    labels = [arm.label.casefold() for arm in arms]
    twice = next((arm.label for arm in arms if labels.count(arm.label.casefold()) > 1), None)
    if twice is not None:
        raise StudioError("usage", f'"{twice}" is named twice in the sweep: give one of them another name.')
    if len(arms) < 2:
        raise StudioError("usage", "A sweep compares at least two: name more presets, vary a setting, or bring in pictures.")
