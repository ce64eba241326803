"""Everything the lab says of a sweep, in one go."""

from __future__ import annotations

from dataclasses import dataclass

from studio.episode.sweep_table import AnySweep, CountTable, FramesThere
from studio.review.lab.comparisons import PairComparison, compare_pairs
from studio.review.lab.confounding import confounded
from studio.review.lab.differences import ScoreDifference, score_differences
from studio.review.lab.pareto import ParetoPoint, pareto
from studio.review.lab.pass_rates import PassRate, pass_rates
from studio.review.lab.recommendation import FramesAdvice, Recommendation, frames_advice, recommend
from studio.review.lab.step_times import StepTimes, step_times


@dataclass(frozen=True, slots=True)
class Analysis:
    """Numbers only; `studio.review.lab.sentences` says them."""

    rates: tuple[PassRate, ...]
    pairs: tuple[PairComparison, ...]
    differences: tuple[ScoreDifference, ...]        # empty where only counts are known
    advice: tuple[FramesAdvice, ...]
    times: StepTimes
    confounded: tuple[tuple[str, ...], ...]
    points: tuple[ParetoPoint, ...]
    recommendation: Recommendation | None
    paired: bool


def analyse(table: AnySweep, beside: FramesThere | None = None) -> Analysis:
    """A sweep of 4 x 100 takes in well under two seconds, of 20,000 in five. `beside` are the frames of range and source
    that are not in it: without them frames are advised as if there were any number."""
    rates, pairs, points = pass_rates(table), compare_pairs(table), pareto(table)
    differences = () if isinstance(table, CountTable) else score_differences(table)
    there = None if beside is None or isinstance(table, CountTable) else beside.and_more(len(table.frames))
    advice = frames_advice(pairs, there)
    return Analysis(rates, pairs, differences, advice, step_times(table), confounded(table.presets), points,
                    recommend(rates, points, pairs, differences, advice), not isinstance(table, CountTable))
