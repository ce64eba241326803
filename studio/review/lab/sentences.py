"""What an analysis says, in sentences."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from studio.episode.sweep_table import FramesThere, PassCount
from studio.review.lab.analysis import Analysis
from studio.review.lab.blind import BlindResult
from studio.review.lab.comparisons import PairComparison, compare_counts
from studio.review.lab.dependence import ALPHA
from studio.review.lab.differences import ScoreDifference
from studio.review.lab.identity_threshold import StrangersPass
from studio.review.lab.pass_rates import PassRate
from studio.review.lab.recommendation import FramesAdvice, Recommendation
from studio.review.lab.step_times import SizeAgreement, StepCost
from studio.review.lab.unique_frames import SourceFrames
from studio.review.lab.words import Language, catalogue, listed, number, percent, probability, say


def analysis_sentences(analysis: Analysis, language: Language) -> Iterator[str]:
    """The whole, the recommendation first."""
    yield recommendation_sentence(analysis.recommendation, language)
    yield from (rate_sentence(rate, language) for rate in analysis.rates)
    yield say(language, "paired", n=len(analysis.pairs)) if analysis.paired else say(language, "unpaired")
    yield from (pair_sentence(pair, language) for pair in analysis.pairs)
    yield from (advice_sentence(advice, language) for advice in analysis.advice)
    yield from (difference_sentence(one, language) for one in analysis.differences)
    yield from (cost_sentence(cost, language) for cost in analysis.times.costs)
    yield from (sizes_sentence(size, language) for size in analysis.times.sizes)
    yield from (confounded_sentence(factors, language) for factors in analysis.confounded)
    front = [point.preset for point in analysis.points if point.on_front]
    yield say(language, "front", presets=listed(language, front))


def rate_sentence(rate: PassRate, language: Language) -> str:
    """The pass rate shown, and why its interval is not the plain one where it is not."""
    counted = rate.independent
    if counted.share is None:
        return say(language, "rate_none", preset=rate.preset)
    text = say(language, "rate", preset=rate.preset, passed=counted.passed, tried=counted.tried,
               share=percent(language, counted.share), **_interval(language, rate.low, rate.high))
    if rate.bootstrap is None or rate.depends.block == 1:
        return text
    low, high = (percent(language, value) for value in rate.bootstrap)
    return f"{text} " + say(language, "rate_effective", tried=counted.tried, effective=round(rate.depends.effective),
                            plain_low=percent(language, counted.low), plain_high=percent(language, counted.high),
                            boot_low=low, boot_high=high)


def pair_sentence(pair: PairComparison, language: Language) -> str:
    """Whether two presets differ."""
    return say(language, "holds" if pair.holds else "open", first=pair.first, second=pair.second,
               first_rate=percent(language, pair.first_rate), second_rate=percent(language, pair.second_rate),
               p=probability(language, pair.p), p_holm=probability(language, pair.p_holm))


def advice_sentence(advice: FramesAdvice, language: Language) -> str:
    """How many frames would decide a pair."""
    if advice.needed is None or advice.more is None:
        return say(language, "advice_never", first=advice.first, second=advice.second)
    text = say(language, "advice", first=advice.first, second=advice.second, needed=advice.needed, more=advice.more)
    return f"{text} {said}" if (said := _of_the_source(advice.more, advice.left, language)) else text


def difference_sentence(one: ScoreDifference, language: Language) -> str:
    """A score's or the seconds' mean difference."""
    values = one.difference
    largest = max(abs(values.low), abs(values.high))
    digits = 2 if not 0 < largest < 0.1 else 1 - math.floor(math.log10(largest))
    mean, low, high = (number(language, value, digits) for value in (values.mean, values.low, values.high))
    return say(language, "difference", score=one.score, first=one.first, second=one.second, mean=mean, low=low, high=high,
               n=values.depends.count)


def agreement_sentence(names: tuple[str, str], first: PassCount, second: PassCount, language: Language) -> str:
    """Whether two counts can be of one preset."""
    p = compare_counts(names, first, second).p
    return say(language, "agree" if p > ALPHA else "disagree", first=names[0], second=names[1], first_passed=first.passed,
               first_tried=first.tried, second_passed=second.passed, second_tried=second.tried, p=probability(language, p))


def cost_sentence(cost: StepCost, language: Language) -> str:
    """A size's fixed part and its part for each step."""
    presets = listed(language, cost.presets)
    if cost.fits is False:
        return say(language, "cost_unfit", width=cost.width, height=cost.height, presets=presets)
    fixed = number(language, cost.fixed)
    per_step, low, high = (number(language, value, 3) for value in (cost.per_step, cost.low, cost.high))
    if math.isinf(cost.low):
        return say(language, "cost_alone", width=cost.width, height=cost.height, presets=presets, fixed=fixed,
                   per_step=per_step)
    text = say(language, "cost_rounded" if cost.rounded else "cost", width=cost.width, height=cost.height, presets=presets,
               fixed=fixed, per_step=per_step, low=low, high=high)
    return f"{text} {say(language, 'cost_two')}" if cost.step_counts == 2 else text


def sizes_sentence(sizes: SizeAgreement, language: Language) -> str:
    """Whether the step costs of two sizes can be of one model."""
    if sizes.fits and not 0 < sizes.ratio < math.inf:
        return say(language, "sizes_unknown")
    key = "sizes_fit" if sizes.fits else "sizes_unfit" if sizes.low > sizes.most else "sizes_unfit_low"
    ratio, pixels, most, low, high = (_ratio(language, value) for value in (
        sizes.ratio, sizes.pixel_ratio, sizes.most, sizes.low, sizes.high))
    return say(language, key, ratio=ratio, pixels=pixels, most=most, low=low, high=high)


def confounded_sentence(factors: tuple[str, ...], language: Language) -> str:
    """Settings that change together; those without a word of their own by their name."""
    words = catalogue(language)
    named = listed(language, [words.get(factor, factor) for factor in factors])
    return say(language, "confounded", factors=named[:1].upper() + named[1:] if language == "en" else named)


def recommendation_sentence(advice: Recommendation | None, language: Language) -> str:
    """The recommendation with its uncertainty."""
    if advice is None:
        return say(language, "nothing")
    rate = {"preset": advice.preset, "share": percent(language, advice.rate.share or 0.0),
            **_interval(language, advice.rate.low, advice.rate.high)}
    besides = [say(language, "faces", presets=listed(language, advice.faces))] if advice.faces else []
    besides += [say(language, "rate_none", preset=preset) for preset in advice.unjudged]
    return " ".join([_verdict(advice, rate, language), *besides])


def _verdict(advice: Recommendation, rate: Mapping[str, str], language: Language) -> str:
    if not advice.decided:
        rivals = listed(language, advice.undecided)
        if advice.more is None:
            return say(language, "undecided_equal", rivals=rivals, **rate)
        short = _of_the_source(advice.more, advice.left, language)
        text = say(language, "undecided_short" if short else "undecided", rivals=rivals, more=advice.more, **rate)
        return f"{text} {short}".rstrip()
    if advice.seconds_per_pass is None:
        return say(language, "use_untimed", **rate)
    return say(language, "use", seconds=number(language, advice.seconds_per_pass, 1), **rate)


def blind_sentence(result: BlindResult, language: Language) -> str:
    """Whether one of two presets is preferred."""
    wins = result.wins
    if not wins.tried:
        return say(language, "blind_ties", preset=result.first, other=result.second, ties=result.ties)
    return say(language, "blind_holds" if result.holds else "blind_open", preset=result.first, other=result.second,
               wins=wins.passed, decided=wins.tried, share=percent(language, wins.share or 0.0), ties=result.ties,
               p=probability(language, result.p), **_interval(language, wins.low, wins.high))


def threshold_sentence(lost: PassRate, strangers: StrangersPass, language: Language) -> str:
    """What an identity threshold costs and whom it keeps out."""
    text, people = _cost_sentence(lost, number(language, strangers.threshold), language), strangers.people
    if people.share is None:
        return f"{text} {say(language, 'strangers_unknown')}"
    if not people.passed:
        return f"{text} {say(language, 'strangers_none', tried=people.tried, high=percent(language, people.high))}"
    return f"{text} " + say(language, "strangers", tried=people.tried, passed=people.passed,
                            share=percent(language, people.share), **_interval(language, people.low, people.high))


def _cost_sentence(lost: PassRate, threshold: str, language: Language) -> str:
    if lost.share is None:
        return say(language, "threshold_unknown", threshold=threshold)
    return say(language, "threshold", threshold=threshold, share=percent(language, lost.share),
               lost=lost.independent.passed, takes=lost.independent.tried, **_interval(language, lost.low, lost.high))


def set_aside_sentence(pictures: int, language: Language) -> str:
    """That pictures of strangers were left out, since they may show the person of the references."""
    return say(language, "set_aside", pictures=pictures)


def source_sentence(frames: SourceFrames, language: Language, there: FramesThere | None = None) -> str:
    """How many source frames give the wanted number, and what to do where not so many are `there`."""
    if frames.likely is None or frames.sure is None:
        return say(language, "source_unknown", wanted=frames.wanted)
    if there is None or frames.sure <= there.in_range:
        return say(language, "source", wanted=frames.wanted, likely=frames.likely, sure=frames.sure)
    text = say(language, "source_needed", wanted=frames.wanted, likely=frames.likely, sure=frames.sure)
    key = ("source_range" if frames.sure <= there.in_source else "source_short" if frames.wanted <= there.in_source
           else "source_never")
    return f"{text} {say(language, key, wanted=frames.wanted, in_range=there.in_range, in_source=there.in_source)}"


def plan_sentence(preset: str, frames: int, there: FramesThere, language: Language) -> str:
    """What a plan for so many frames needs where not so many are `there`; "" where they are."""
    if frames <= there.in_range:
        return ""
    key = "plan_range" if frames <= there.in_source else "plan_short"
    return say(language, key, preset=preset, frames=frames, in_range=there.in_range, in_source=there.in_source)


def _of_the_source(more: int, left: FramesThere | None, language: Language) -> str:
    """What to do where the episode's range has fewer than `more` frames left; "" where it has enough, or nobody knows.

    Another seed is no way out: it makes other pictures of the same frames, and what a frame is worth to a comparison lies
    mostly in the frame.
    """
    if left is None or more <= left.in_range:
        return ""
    key = "left_in_source" if more <= left.in_source else "left_nowhere"
    return say(language, key, in_range=left.in_range, in_source=left.in_source)


def _ratio(language: Language, value: float) -> str:
    """To three significant digits."""
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else "\N{MINUS SIGN}\N{INFINITY}"
    text = f"{value:.3g}"
    return text.replace(".", ",") if language == "ru" else text


def _interval(language: Language, low: float, high: float) -> dict[str, str]:
    return {"low": percent(language, low), "high": percent(language, high)}
