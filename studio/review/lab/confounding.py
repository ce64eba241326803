"""Settings that change together over the presets of a sweep, so that it cannot say which of them made the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import gcd

from studio.episode.sweep_table import SettingValue, SweepPreset


def confounded(presets: Sequence[SweepPreset]) -> tuple[tuple[str, ...], ...]:
    """Groups of factors that part the presets in the same way; a factor is a setting, or `size` and `aspect` for
    `width` and `height`. What all presets share, or what changes alone, is in none. Presets of which nothing is known, as
    of pictures made elsewhere, are left out.
    """
    factors = [_factors(preset.settings) for preset in presets if preset.settings]
    groups: dict[tuple[int, ...], list[str]] = {}
    for name in dict.fromkeys(name for values in factors for name in values):
        parted = _partition([values.get(name) for values in factors])
        if len(set(parted)) > 1:
            groups.setdefault(parted, []).append(name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def _factors(settings: Mapping[str, SettingValue]) -> dict[str, SettingValue]:
    if not {"width", "height"} <= settings.keys():
        return dict(settings)
    width, height = int(settings["width"]), int(settings["height"])
    common = gcd(width, height) or 1
    others = {name: value for name, value in settings.items() if name not in ("width", "height")}
    return {"size": f"{width}x{height}", "aspect": f"{width // common}:{height // common}", **others}


def _partition(values: Sequence[SettingValue | None]) -> tuple[int, ...]:
    """For each value the place where it first stood: equal for two settings that change together."""
    return tuple(values.index(value) for value in values)
