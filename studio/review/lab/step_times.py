"""The time of a frame split into a fixed part and a part for each step, and whether sizes agree about it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t
from statsmodels.regression.linear_model import OLS, RegressionResults

from studio.episode.sweep_table import AnySweep, CountTable
from studio.review.lab.dependence import ALPHA, dependence
from studio.review.statistics import LEVEL

NEGLIGIBLE = 0.02
"""Of a frame's mean time: a line that misses a preset by less is taken to fit, however sure the miss is."""


@dataclass(frozen=True, slots=True)
class StepCost:
    """Presets of one size at several step counts: seconds = `fixed` + `per_step` * steps, with the interval of `per_step`.

    Where only means are known (`rounded`), it is what their rounding leaves open, and the noise of the times is not in it;
    with no take more than the line needs it has no bounds. `fits`: whether the line meets every preset; None with two
    `step_counts`, through which a line always goes, and where there is but one take of each preset.
    """

    width: int
    height: int
    presets: tuple[str, ...]
    step_counts: int
    fixed: float
    per_step: float
    low: float
    high: float
    rounded: bool
    fits: bool | None

    @property
    def pixels(self) -> int:
        """Of a picture."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class SizeAgreement:
    """How much more a step costs at the larger size: `ratio` with its interval, of what can be, 1 to `most`.

    A step on r times the pixels costs at least as much, and at most r squared times as much, for that is how attention
    grows (A. Vaswani et al., Attention Is All You Need, 2017), its costliest part; matrix products grow with r, the prompt's
    tokens and what a card does side by side not at all. Outside of this the times were not measured alike.
    """

    smaller: StepCost
    larger: StepCost
    ratio: float
    low: float
    high: float

    @property
    def pixel_ratio(self) -> float:
        """Pixels of the larger size over those of the smaller."""
        return self.larger.pixels / self.smaller.pixels

    @property
    def most(self) -> float:
        """The largest ratio of costs that can be."""
        return self.pixel_ratio**2

    @property
    def fits(self) -> bool:
        """Whether any ratio within the interval can be."""
        return self.high >= 1 and self.low <= self.most


@dataclass(frozen=True, slots=True)
class StepTimes:
    """What the times allow to say: a cost for each size with several step counts, and what these say of each other."""

    costs: tuple[StepCost, ...]
    sizes: tuple[SizeAgreement, ...]


@dataclass(frozen=True, slots=True)
class _Timed:
    name: str
    width: int
    height: int
    steps: float
    seconds: NDArray[np.float64]
    resolution: float       # of a mean of which the single times are unknown, else 0


def step_times(table: AnySweep) -> StepTimes:
    """Presets without times, or without `width`, `height` and `steps`, are left out."""
    timed = _timed(table)
    sizes = sorted({(one.width * one.height, one.width, one.height) for one in timed})
    groups = [[one for one in timed if (one.width, one.height) == size[1:]] for size in sizes]
    costs = tuple(_cost(group) for group in groups if len({one.steps for one in group}) > 1)
    pairs = combinations(costs, 2)
    return StepTimes(costs, tuple(_agreement(*pair) for pair in pairs if pair[0].pixels < pair[1].pixels))


def _agreement(smaller: StepCost, larger: StepCost) -> SizeAgreement:
    return SizeAgreement(smaller, larger, _over(larger.per_step, smaller.per_step),
                         _over(larger.low, smaller.high), _over(larger.high, smaller.low))


def _over(larger: float, smaller: float) -> float:
    """A smaller cost of nothing, or less by its noise, is exceeded without bound."""
    return larger / smaller if smaller > 0 else math.copysign(math.inf, larger)


def _cost(group: Sequence[_Timed]) -> StepCost:
    first = group[0]
    steps = np.concatenate([np.full(len(one.seconds), one.steps) for one in group])
    seconds = np.concatenate([one.seconds for one in group])
    line = OLS(seconds, np.column_stack([np.ones_like(steps), steps])).fit()
    fixed, per_step = (float(value) for value in line.params)
    residuals = [one.seconds - fixed - per_step * one.steps for one in group]
    rounded = any(one.resolution for one in group)
    reach = _of_rounding(group) if rounded else _of_noise(line, residuals)
    return StepCost(first.width, first.height, tuple(one.name for one in group), len({one.steps for one in group}), fixed,
                    per_step, per_step - reach, per_step + reach, rounded, _fits(group, residuals))


def _of_rounding(group: Sequence[_Timed]) -> float:
    """How far the slope can be off, either way, by the rounding of the means."""
    return max(one.resolution for one in group) / float(np.ptp([one.steps for one in group]))


def _of_noise(line: RegressionResults, residuals: Sequence[NDArray[np.float64]]) -> float:
    """Half the slope's interval, wider where times drift; unbounded where no take is left to show the noise."""
    if line.df_resid < 1:
        return math.inf
    effect = max(dependence(values).effect for values in residuals)
    return float(t.ppf((1 + LEVEL) / 2, line.df_resid)) * float(line.bse[1]) * math.sqrt(effect)


def _fits(group: Sequence[_Timed], residuals: Sequence[NDArray[np.float64]]) -> bool | None:
    """With three step counts or more: whether the means of all lie on the line, by the F test of lack of fit."""
    counts = sorted({one.steps for one in group})
    if len(counts) < 3:
        return None
    missed = max(abs(float(values.mean())) / float(one.seconds.mean()) for one, values in zip(group, residuals, strict=True))
    if missed <= NEGLIGIBLE:
        return True
    if any(one.resolution for one in group):
        return False
    chance = _lack_of_fit(group, counts)
    return None if chance is None else chance > ALPHA


def _lack_of_fit(group: Sequence[_Timed], counts: Sequence[float]) -> float | None:
    """The probability of such a lack of fit by noise alone; None where no take is left to show the noise."""
    steps = np.concatenate([np.full(len(one.seconds), one.steps) for one in group])
    seconds = np.concatenate([one.seconds for one in group])
    each = OLS(seconds, (steps[:, None] == np.array(counts)).astype(np.float64)).fit()
    if each.df_resid < 1:
        return None
    return float(each.compare_f_test(OLS(seconds, np.column_stack([np.ones_like(steps), steps])).fit())[1])


def _timed(table: AnySweep) -> list[_Timed]:
    if isinstance(table, CountTable):
        taken = [np.array([] if count.seconds is None else [count.seconds]) for count in table.counts]
        resolutions = [count.resolution for count in table.counts]
    else:
        taken = [values[~np.isnan(values)] for values in table.seconds]
        resolutions = [0.0] * len(taken)
    return [_Timed(preset.name, int(preset.settings["width"]), int(preset.settings["height"]),
                   float(preset.settings["steps"]), seconds, resolution)
            for preset, seconds, resolution in zip(table.presets, taken, resolutions, strict=True)
            if seconds.size and {"width", "height", "steps"} <= preset.settings.keys()]
