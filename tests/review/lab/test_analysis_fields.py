"""The lab's numbers as JSON."""

from __future__ import annotations

import json

import numpy as np

from studio.review.lab.analysis import analyse
from studio.review.lab.analysis_fields import analysis_to_fields
from tests.benchmarks.recipe_figures import RECIPE
from tests.review.lab.orbits import sweeps, table_of


def test_numbers_are_those_of_the_analysis() -> None:
    analysis = analyse(RECIPE)
    said = json.loads(json.dumps(analysis_to_fields(analysis), allow_nan=False))
    assert [(rate["preset"], rate["independent"]["passed"], rate["share"]) for rate in said["rates"]] == [
        (rate.preset, rate.independent.passed, rate.share) for rate in analysis.rates]
    assert [(pair["first"], pair["second"], pair["holds"], pair["p"]) for pair in said["pairs"]] == [
        (pair.first, pair.second, pair.holds, pair.p) for pair in analysis.pairs]
    assert {name: said["recommendation"][name] for name in ("preset", "decided", "undecided", "more")} == {
        "preset": "D", "decided": False, "undecided": ["B"], "more": 34}
    assert said["times"]["sizes"][0]["ratio"] > 4
    assert any(point["on_front"] for point in said["points"])


def test_a_measured_sweep_is_finite_json() -> None:
    rng = np.random.default_rng(3)
    passed = sweeps(rng, 1, [0.5, 0.0], 40, 0.4)[0]
    passed[0, 3] = np.nan
    scores = rng.normal(0.6, 0.1, (2, 40))
    scores[1] = np.nan
    said = analysis_to_fields(analyse(table_of(passed, identity=scores)))
    text = json.dumps(said, allow_nan=False)
    assert json.loads(text) == said
    assert said["paired"] is True
