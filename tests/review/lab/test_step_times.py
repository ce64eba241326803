"""Time per frame as a fixed part and a part for each step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.episode.sweep_table import CountTable, PassCount, SweepPreset, SweepTable
from studio.review.lab.sentences import cost_sentence, sizes_sentence
from studio.review.lab.step_times import StepTimes, step_times
from tests.benchmarks.recipe_figures import RECIPE
from tests.review.lab.orbits import latent, table_of


def _timed(settings: list[tuple[int, int, int]], seconds: list[float], noise: float = 0.05,
           frames: int = 60) -> SweepTable:
    presets = tuple(SweepPreset(f"{width}x{height}/{steps}", {"width": width, "height": height, "steps": steps})
                    for width, height, steps in settings)
    taken = np.array(seconds)[:, None] + noise * latent(np.random.default_rng(40), (len(seconds), frames), 0.3)
    return replace(table_of(np.ones((len(seconds), frames)), seconds=taken), presets=presets)


def test_the_recipes_times_do_not_fit_one_model() -> None:
    found = step_times(RECIPE)
    small, large = found.costs
    assert (round(large.per_step, 3), round(large.fixed, 2), large.presets) == (0.275, 2.73, ("A", "C"))
    assert (round(small.per_step, 5), round(small.fixed, 3), small.presets) == (0.00875, 3.955, ("B", "D"))
    assert (found.sizes[0].pixel_ratio, found.sizes[0].most) == (2.0, 4.0)
    assert round(found.sizes[0].ratio) == 31
    assert found.sizes[0].low == pytest.approx(0.27375 / 0.01)
    assert _fit_one_model(found) is False


def test_times_of_one_model_fit() -> None:
    """0.1 s a step at half the pixels, 0.25 s at the whole: 2.5 times as much."""
    settings = [(512, 768, 12), (512, 768, 20), (1024, 768, 12), (1024, 768, 20)]
    found = step_times(_timed(settings, [2.2, 3.0, 4.5, 6.5]))
    assert _fit_one_model(found) is True
    assert found.costs[0].low < 0.1 < found.costs[0].high
    assert found.costs[1].low < 0.25 < found.costs[1].high


def test_a_larger_picture_cannot_be_cheaper_a_step() -> None:
    settings = [(512, 768, 12), (512, 768, 20), (1024, 768, 12), (1024, 768, 20)]
    assert _fit_one_model(step_times(_timed(settings, [3.2, 5.2, 2.8, 3.2]))) is False


def test_three_step_counts_check_the_line() -> None:
    settings = [(512, 768, 8), (512, 768, 12), (512, 768, 20)]
    assert step_times(_timed(settings, [2.0, 2.4, 3.2])).costs[0].fits is True
    assert step_times(_timed(settings, [2.0, 3.0, 3.2])).costs[0].fits is False


def test_three_means_check_it_too() -> None:
    presets = tuple(SweepPreset(str(steps), {"width": 512, "height": 768, "steps": steps}) for steps in (8, 12, 20))
    bent = CountTable(presets, (PassCount(1, 2, 2.0), PassCount(1, 2, 3.0), PassCount(1, 2, 3.2)))
    assert step_times(bent).costs[0].fits is False


def test_one_take_of_each_shows_no_noise() -> None:
    three = step_times(_timed([(512, 768, 8), (512, 768, 12), (512, 768, 20)], [2.0, 3.0, 3.2], frames=1)).costs[0]
    assert three.fits is None
    assert "Two step counts" not in cost_sentence(three, "en")
    two = step_times(_timed([(512, 768, 8), (512, 768, 12)], [2.0, 3.0], frames=1)).costs[0]
    assert np.isinf([two.low, two.high]).all()
    assert "from one take of each of 512x768/8 and 512x768/12" in cost_sentence(two, "en")


@pytest.mark.parametrize("small", [[2.2, 2.2], [3.0, 2.8]])
def test_a_ratio_to_nothing_is_not_told(small: list[float]) -> None:
    """The smaller size seems to take nothing, or less, for a step."""
    settings = [(512, 768, 12), (512, 768, 20), (1024, 768, 12), (1024, 768, 20)]
    fit = step_times(_timed(settings, [*small, 4.5, 6.5], noise=1.5)).sizes[0]
    assert fit.fits
    told = sizes_sentence(fit, "en")
    assert ("lost in the noise" in told) == (not 0 < fit.ratio < np.inf)
    unfit = step_times(_timed(settings, [*small, 4.5, 6.5], noise=0.001)).sizes[0]
    assert not unfit.fits
    assert not {"inf", "nan"} & set(sizes_sentence(unfit, "en").replace("(", " ").split())


def test_one_step_count_says_nothing() -> None:
    found = step_times(_timed([(512, 768, 12), (1024, 768, 12)], [2.0, 3.0]))
    assert (found.costs, found.sizes, _fit_one_model(found)) == ((), (), None)


def test_noise_that_hides_the_cost_of_a_step_contradicts_nothing() -> None:
    settings = [(512, 768, 12), (512, 768, 20), (1024, 768, 12), (1024, 768, 20)]
    assert _fit_one_model(step_times(_timed(settings, [3.00, 3.01, 4.5, 6.5], noise=1.5))) is True


def _fit_one_model(times: StepTimes) -> bool | None:
    """None where nothing could be checked."""
    checked = [cost.fits for cost in times.costs if cost.fits is not None] + [size.fits for size in times.sizes]
    return all(checked) if checked else None
