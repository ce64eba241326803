"""Which preset to use, or that it is not decided and how many frames would decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from statsmodels.stats.proportion import confint_proportions_2indep

from studio.episode.sweep_table import FramesThere
from studio.review.lab.comparisons import PairComparison
from studio.review.lab.dependence import ALPHA
from studio.review.lab.differences import ScoreDifference
from studio.review.lab.frames_needed import cheaper_frames, paired_frames, unpaired_frames
from studio.review.lab.pareto import IDENTITY, ParetoPoint
from studio.review.lab.pass_rates import PassRate


@dataclass(frozen=True, slots=True)
class FramesAdvice:
    """A pair that is not decided on `have` frames; on `needed` it would be 80 times in 100, if the rates are as seen.

    None: more than 20,000, so the presets are as good as equal. `left` are the frames that are there besides, None where
    the source is not known.
    """

    first: str
    second: str
    have: int
    needed: int | None
    left: FramesThere | None = None

    @property
    def more(self) -> int | None:
        """Frames to add, 1 at least."""
        return None if self.needed is None else max(1, self.needed - self.have)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`preset` needs the fewest seconds for a take that passes (where times are not known: passes most often).

    `undecided` names those that are not shown to need more, at 5 % over all of them; `faces` those that are shown to keep
    the face better; `unjudged` those of which no take was judged, so that nothing is said of them. `more` frames settle the
    rest; None where nothing is open or no number of frames would do. `left` are the frames that are there besides, None
    where that is not known.
    """

    preset: str
    rate: PassRate
    seconds: float | None
    undecided: tuple[str, ...]
    faces: tuple[str, ...]
    more: int | None
    left: FramesThere | None = None
    unjudged: tuple[str, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether every other preset that was judged is shown to be worse."""
        return not self.undecided

    @property
    def seconds_per_pass(self) -> float | None:
        """Seconds spent for each take that passes."""
        return self.seconds / self.rate.share if self.seconds is not None and self.rate.share else None


def frames_advice(pairs: Sequence[PairComparison], there: FramesThere | None = None) -> tuple[FramesAdvice, ...]:
    """For every pair that is not decided. Those that are come first in Holm's order, so the open ones share the 5 %.

    `there` are all frames, those of the sweep included.
    """
    pending = [pair for pair in pairs if not pair.holds]
    return tuple(FramesAdvice(pair.first, pair.second, pair.depends.count, _needed(pair, ALPHA / len(pending)),
                              None if there is None else there.and_more(-pair.depends.count)) for pair in pending)


def recommend(rates: Sequence[PassRate], points: Sequence[ParetoPoint], pairs: Sequence[PairComparison],
              differences: Sequence[ScoreDifference], advice: Sequence[FramesAdvice]) -> Recommendation | None:
    """The recommendation of two judged presets or more; None where there are fewer, or none passes a take. `advice` are
    all `frames_advice`."""
    judged = [rate for rate in rates if rate.independent.tried]
    passing = [rate for rate in judged if rate.share]
    if len(judged) < 2 or not passing:
        return None
    seconds = _seconds(judged, points)
    cost = seconds or dict.fromkeys((rate.preset for rate in judged), 1.0)
    best = min(passing, key=lambda rate: cost[rate.preset] / (rate.share or 1.0))
    rivals = [rate for rate in judged if rate is not best]
    alpha = ALPHA / len(rivals)
    open_ones = [rival for rival in rivals
                 if not (_holds(best, rival, pairs, cost) or _costs_less(best, rival, cost, alpha))]
    more, left = _more(best, open_ones, advice, cost, alpha)
    return Recommendation(best.preset, best, seconds[best.preset] if seconds else None,
                          tuple(rival.preset for rival in open_ones), _better_faces(best.preset, differences), more, left,
                          tuple(rate.preset for rate in rates if not rate.independent.tried))


def _seconds(judged: Sequence[PassRate], points: Sequence[ParetoPoint]) -> dict[str, float] | None:
    """Of the presets that were judged; None where that of one is unknown."""
    names = {rate.preset for rate in judged}
    known = {point.preset: point.seconds for point in points if point.preset in names and point.seconds is not None}
    return known if len(known) == len(names) else None


def _holds(best: PassRate, rival: PassRate, pairs: Sequence[PairComparison], cost: dict[str, float]) -> bool:
    """Passes more often, by the comparison of pairs, and takes no longer."""
    pair = next((one for one in pairs if {one.first, one.second} == {best.preset, rival.preset}), None)
    if pair is None or not pair.holds or cost[best.preset] > cost[rival.preset]:
        return False
    return (pair.first_rate > pair.second_rate) == (pair.first == best.preset)


def _costs_less(best: PassRate, rival: PassRate, cost: dict[str, float], alpha: float) -> bool:
    """Whether the interval of the ratio of pass rates lies above that of the times (D. Katz et al., Biometrics 34, 1978)."""
    low, _ = confint_proportions_2indep(*_effective(best), *_effective(rival), method="log-adjusted", compare="ratio",
                                        alpha=alpha)
    return low > cost[best.preset] / cost[rival.preset] if cost[rival.preset] else False


def _effective(rate: PassRate) -> tuple[float, float]:
    return rate.independent.passed / rate.depends.effect, rate.depends.effective


def _better_faces(best: str, differences: Sequence[ScoreDifference]) -> tuple[str, ...]:
    shown = [one for one in differences if one.score == IDENTITY and one.holds and best in (one.first, one.second)]
    return tuple(one.second if one.first == best else one.first for one in shown
                 if (one.difference.mean < 0) == (one.first == best))


def _more(best: PassRate, undecided: Sequence[PassRate], advice: Sequence[FramesAdvice], cost: dict[str, float],
          alpha: float) -> tuple[int | None, FramesThere | None]:
    """What the rival that needs most would take, by the pass rates, and where these alone will not do, by time too; and
    what is left of frames.
    """
    by_rates = {frozenset((one.first, one.second)): one.more for one in advice}
    more = [by_rates.get(frozenset((best.preset, rival.preset))) or _more_by_cost(best, rival, cost, alpha)
            for rival in undecided]
    known = [frames for frames in more if frames is not None]
    if not known or len(known) < len(more):
        return None, None
    return max(known), next((one.left for one in advice if best.preset in (one.first, one.second)), None)


def _more_by_cost(best: PassRate, rival: PassRate, cost: dict[str, float], alpha: float) -> int | None:
    if not cost[rival.preset]:
        return None
    needed = cheaper_frames(_adjusted(best), _adjusted(rival), cost[best.preset] / cost[rival.preset], alpha,
                            (best.depends.effect, rival.depends.effect))
    have = min(best.independent.tried, rival.independent.tried)
    return None if needed is None else max(1, needed - have)


def _adjusted(rate: PassRate) -> float:
    """The rate as the interval of the ratio takes it: with half a pass more, so that none is 0."""
    return (rate.independent.passed + 0.5) / (rate.independent.tried + 0.5)


def _needed(pair: PairComparison, alpha: float) -> int | None:
    if pair.only_first is None or pair.only_second is None:
        return unpaired_frames(pair.first_rate, pair.second_rate, alpha)
    first, second = ((count + 0.5) / (pair.depends.count + 1) for count in (pair.only_first, pair.only_second))
    return paired_frames(first, second, alpha, pair.depends.effect)
