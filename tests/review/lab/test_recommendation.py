"""The front, confounded settings, and the recommendation."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from studio.episode.sweep_table import AnySweep, CountTable, PassCount, SweepPreset
from studio.review.lab.analysis import analyse
from studio.review.lab.confounding import confounded
from studio.review.lab.frames_needed import cheaper_frames
from studio.review.lab.pareto import pareto
from studio.review.lab.recommendation import Recommendation
from studio.review.lab.sentences import recommendation_sentence
from tests.benchmarks.recipe_figures import RECIPE
from tests.review.lab.orbits import sweeps, table_of


def _counts(*counts: tuple[int, int, float | None]) -> CountTable:
    presets = tuple(SweepPreset(chr(ord("A") + place)) for place in range(len(counts)))
    return CountTable(presets, tuple(PassCount(*count) for count in counts))


def _recommended(table: AnySweep) -> Recommendation:
    found = analyse(table).recommendation
    assert found is not None
    return found


def test_the_recipe_did_not_decide() -> None:
    found = _recommended(RECIPE)
    assert (found.preset, found.undecided, found.more) == ("D", ("B",), 34)
    assert round(found.seconds_per_pass or 0, 2) == 6.09


def test_more_frames_decide() -> None:
    assert _recommended(_counts((10, 100, 8.23), (37, 100, 4.13), (3, 100, 6.03), (67, 100, 4.06))).decided


def test_an_equal_pass_rate_at_half_the_time_is_decided() -> None:
    found = _recommended(_counts((90, 100, 8.0), (90, 100, 4.0)))
    assert (found.preset, found.decided) == ("B", True)


def test_a_preset_that_passes_more_but_takes_longer_is_judged_by_both() -> None:
    """Half as much again passes, for three times the seconds."""
    found = _recommended(_counts((90, 100, 12.0), (60, 100, 4.0)))
    assert (found.preset, found.decided) == ("B", True)


def test_without_times_the_pass_rate_decides() -> None:
    found = _recommended(_counts((90, 100, None), (60, 100, 4.0)))
    assert (found.preset, found.decided, found.seconds) == ("A", True, None)


def test_equal_presets_are_never_decided() -> None:
    found = _recommended(_counts((50, 100, 4.0), (50, 100, 4.0)))
    assert (found.decided, found.more) == (False, None)


def test_nothing_to_recommend() -> None:
    assert analyse(_counts((5, 10, 4.0))).recommendation is None
    assert analyse(_counts((0, 10, 4.0), (0, 10, 4.0))).recommendation is None


def test_one_judged_preset_is_no_choice() -> None:
    assert analyse(_counts((9, 10, 4.0), (0, 0, None))).recommendation is None


def test_a_preset_of_which_nothing_was_judged_takes_no_part_and_is_named() -> None:
    found = _recommended(_counts((90, 100, 8.0), (90, 100, 4.0), (0, 0, None)))
    assert (found.preset, found.decided, found.seconds, found.unjudged) == ("B", True, 4.0, ("C",))
    assert recommendation_sentence(found, "en").endswith("C: nothing was judged.")


def test_equal_pass_rates_at_different_times_are_told_apart_by_more_frames() -> None:
    found = _recommended(_counts((5, 10, 6.0), (5, 10, 4.0)))
    assert (found.preset, found.undecided) == ("B", ("A",))
    assert found.more is not None
    again = 10 + found.more
    assert _recommended(_counts((again // 2, again, 6.0), (again // 2, again, 4.0))).decided


@pytest.mark.parametrize(("first", "second", "cost", "alpha"), [(0.5, 0.5, 0.6, 0.05), (0.7, 0.6, 0.8, 0.05 / 3)])
def test_so_many_frames_show_80_times_in_100_which_costs_less(first: float, second: float, cost: float,
                                                              alpha: float) -> None:
    frames = cheaper_frames(first, second, cost, alpha)
    assert frames is not None
    drawn = np.random.default_rng(60).binomial(frames, [first, second], (2000, 2))
    lows = [confint_proportions_2indep(ours, frames, theirs, frames, method="log-adjusted", compare="ratio", alpha=alpha)[0]
            for ours, theirs in drawn]
    assert np.mean(np.array(lows) > cost) == pytest.approx(0.80, abs=0.03)


def test_what_is_not_cheaper_is_never_shown_to_be() -> None:
    assert cheaper_frames(0.5, 0.5, 1.0) is None
    assert cheaper_frames(0.5, 0.5, 1.2) is None
    assert cheaper_frames(0.5, 0.5, 0.9999) is None


def test_a_preset_that_keeps_the_face_better_is_named() -> None:
    rng = np.random.default_rng(50)
    passed = sweeps(rng, 1, [0.3, 0.9], 100, 0.0)[0]
    identity = np.array([[0.9], [0.7]]) + 0.02 * rng.standard_normal((2, 100))
    found = _recommended(table_of(passed, seconds=np.full((2, 100), 4.0), identity=identity))
    assert (found.preset, found.decided, found.faces) == ("B", True, ("A",))


def test_the_front() -> None:
    points = pareto(RECIPE)
    assert [point.on_front for point in points] == [False, False, False, True]
    assert points[0].beaten_by == ("B", "D")


def test_better_identity_keeps_a_preset_on_the_front() -> None:
    identity = np.array([np.full(4, 0.9), np.full(4, 0.7)])
    table = table_of(np.array([[0.0, 0, 0, 1], [1.0, 1, 1, 1]]), seconds=np.full((2, 4), 4.0), identity=identity)
    assert all(point.on_front for point in pareto(table))


def test_equal_presets_are_both_on_the_front() -> None:
    assert all(point.on_front for point in pareto(_counts((5, 10, 4.0), (5, 10, 4.0))))


def test_size_and_aspect_are_confounded() -> None:
    assert confounded(RECIPE.presets) == (("size", "aspect"),)


def test_settings_that_change_alone_are_not() -> None:
    presets = [SweepPreset("", {"width": 512, "height": 768, "steps": steps, "denoise": denoise})
               for steps in (8, 12) for denoise in (0.7, 0.9)]
    assert confounded(presets) == ()
    assert confounded([presets[0], presets[3]]) == (("steps", "denoise"),)
    assert confounded([*presets, SweepPreset("made elsewhere")]) == ()
