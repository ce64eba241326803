"""What was measured in a sweep: presets x frames, or only how many of a preset's takes passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SettingValue: TypeAlias = str | int | float | bool
Measured: TypeAlias = NDArray[np.float64]
"""Shape (presets, frames), NaN where nothing was measured."""


@dataclass(frozen=True, slots=True)
class FramesThere:
    """How many frames can be had: from the episode's range, and from the whole source, which may be longer."""

    in_range: int
    in_source: int

    def and_more(self, frames: int) -> FramesThere:
        """With so many of the range besides."""
        return FramesThere(self.in_range + frames, self.in_source + frames)


@dataclass(frozen=True, slots=True)
class SweepPreset:
    """A preset's name and the settings that may differ: `width` and `height` in pixels, `steps`, `denoise` and the like."""

    name: str
    settings: Mapping[str, SettingValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class SweepTable:
    """Every preset on the same frames.

    `frames`, shape (frames,), are numbers in the source, rising. `passed` is 1, 0 or NaN (no take, or not judged).
    `scores` are by the names of `Scores` or the lab's own; `seconds` is the time of one take.
    Raises ValueError where shapes disagree or frames do not rise.
    """

    presets: tuple[SweepPreset, ...]
    frames: NDArray[np.int64]
    passed: Measured
    scores: Mapping[str, Measured]
    seconds: Measured
    analyzer: str

    def __post_init__(self) -> None:
        wanted = (len(self.presets), len(self.frames))
        found = {"passed": self.passed.shape, "seconds": self.seconds.shape}
        found |= {name: values.shape for name, values in self.scores.items()}
        for name, shape in found.items():
            if shape != wanted:
                raise ValueError(f"{name} has the shape {shape} instead of {wanted}")
        if np.any(np.diff(self.frames) <= 0):
            raise ValueError("the frames of a sweep must rise")

    @property
    def names(self) -> tuple[str, ...]:
        """The presets' names, in their order."""
        return tuple(preset.name for preset in self.presets)


@dataclass(frozen=True, slots=True)
class PassCount:
    """`passed` of `tried` takes, and the mean seconds of one, rounded to `resolution` seconds; None where unknown."""

    passed: int
    tried: int
    seconds: float | None = None
    resolution: float = 0.01


@dataclass(frozen=True, slots=True)
class CountTable:
    """A sweep of which only counts are known: which frame passed with which preset is not."""

    presets: tuple[SweepPreset, ...]
    counts: tuple[PassCount, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The presets' names, in their order."""
        return tuple(preset.name for preset in self.presets)


AnySweep: TypeAlias = SweepTable | CountTable


def pass_counts(table: AnySweep) -> tuple[PassCount, ...]:
    """Passed, tried and mean seconds of each preset."""
    return table.counts if isinstance(table, CountTable) else tuple(map(_count, table.passed, table.seconds))


def _count(passed: NDArray[np.float64], seconds: NDArray[np.float64]) -> PassCount:
    known = seconds[~np.isnan(seconds)]
    mean = float(known.mean()) if known.size else None
    return PassCount(int(np.nansum(passed)), int(np.sum(~np.isnan(passed))), mean, resolution=0.0)
