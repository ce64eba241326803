"""The front, confounded settings, and the recommendation."""

from __future__ import annotations

import numpy as np

from studio.episode.sweep_table import AnySweep, CountTable, PassCount, SweepPreset
from studio.review.lab.analysis import analyse
from studio.review.lab.confounding import confounded
from studio.review.lab.pareto import pareto
from studio.review.lab.recommendation import Recommendation
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
