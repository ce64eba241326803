"""Why no take passes, and what the person can do about it, in a few sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from studio.episode.face import Scores
from studio.episode.pick import PICKABLE, Candidate
from studio.episode.thresholds import RULE_OF, ThresholdRule, Thresholds
from studio.review.picks import seen_by, standings
from studio.review.verdict import Failure, Verdict, measured, verdict


def explain_nothing_passes(
    candidates: Iterable[Candidate],
    thresholds: Thresholds,
    *,
    scorer: int | None = None,
    episode: str = "EPISODE",
) -> str:
    """Which threshold stands in the way, the best value there is, and what to do.

    `episode` is how the episode is written on a command line. Raises ValueError where some take may be picked.
    """
    seen = seen_by(candidates, scorer)
    counts = Counter(standings(seen, thresholds))
    if any(counts[word] for word in PICKABLE):
        raise ValueError("a take passes")
    if not seen:
        return f"There are no takes yet. Make some with `studio generate {episode}`."
    judged = [candidate for candidate in seen if candidate.decision != "reject"]
    if not judged:
        return _all_rejected(seen, episode)
    if not counts["failed"]:
        return _undecided(judged, thresholds, episode)
    return " ".join((
        _what_fails(judged, thresholds),
        *_aside(counts["undecided"], "could not be judged"),
        *_aside(counts["rejected"], "rejected by hand"),
        _what_to_do(judged, thresholds, episode),
    ))


def loosened(candidates: Iterable[Candidate], thresholds: Thresholds) -> Thresholds | None:
    """The thresholds opened just so far, in round steps, that the take that comes nearest passes.

    None where no take could: each lacks a score that a limit needs. Decisions are not looked at.
    """
    near = _nearest(list(candidates), thresholds)
    if near is None:
        return None
    return replace(thresholds, **{
        failure.score: _round_limit(RULE_OF[failure.score], failure.value)
        for failure in near.verdict.failures
        if failure.value is not None
    })


@dataclass(frozen=True, slots=True)
class _Near:
    """A take that has every score it needs, and how far it is from passing, in steps of each rule."""

    candidate: Candidate
    verdict: Verdict
    gap: float


def _nearest(candidates: Sequence[Candidate], thresholds: Thresholds) -> _Near | None:
    judged = [(candidate, verdict(candidate.scores, thresholds)) for candidate in candidates]
    whole = [_Near(candidate, found, _gap(found)) for candidate, found in judged if _is_whole(found)]
    return min(whole, key=lambda near: (near.gap, near.candidate.frame, near.candidate.take), default=None)


def _is_whole(found: Verdict) -> bool:
    return not found.missing and all(failure.value is not None for failure in found.failures)


def _gap(found: Verdict) -> float:
    return sum(_miss(failure) / RULE_OF[failure.score].step for failure in found.failures)


def _miss(failure: Failure) -> float:
    """By how much the limit is missed, in the score's unit; nothing where there is no value."""
    value = 0.0 if failure.value is None else failure.value
    within = RULE_OF[failure.score].sense == "within"
    return abs((abs(value) if within else value) - failure.threshold)


def _round_limit(rule: ThresholdRule, value: float) -> float:
    """The roundest limit near `value` that lets it pass and lies in the rule's range."""
    outward = math.floor if rule.sense == "at least" else math.ceil
    size = abs(value) if rule.sense == "within" else value
    for step in (rule.step, rule.step / 5, rule.step / 50):
        for steps in (round(size / step, 9), size / step):      # 0.7 / 0.05 is a hair below 14
            limit = round(outward(steps) * step, 6)
            if rule.low < limit <= rule.high and rule.passes(value, limit):
                return limit
    return min(max(size, rule.low), rule.high)


def _aside(number: int, what: str) -> list[str]:
    return [f"({_count(number, 'take')} {what}.)"] if number else []


def _all_rejected(rejected: Sequence[Candidate], episode: str) -> str:
    return (
        f"No take is left: all of {_takes(rejected)} rejected by hand. Clear some with "
        f"`studio review {episode} --clear {_frames(rejected)}`, or make others with `studio reroll {episode}`."
    )


def _undecided(judged: Sequence[Candidate], thresholds: Thresholds, episode: str) -> str:
    found = [verdict(take.scores, thresholds).missing for take in judged if take.scores is not None]
    if not found:
        return f"No take can be judged: none of {_takes(judged)} is scored yet. Run `studio score {episode}`."
    missing = {name for names in found for name in names}
    labels = " and ".join(rule.label for rule, _ in thresholds.active() if rule.score in missing)
    return (
        f"No take can be judged: {labels} could not be measured on any of {_takes(judged)}. Score with another "
        f"analyzer (`studio score {episode} --analyzer NAME`), leave that threshold off, or accept frames by hand "
        f"with `studio review {episode} --accept {_frames(judged)}`."
    )


def _what_fails(judged: Sequence[Candidate], thresholds: Thresholds) -> str:
    active = thresholds.active()
    names = " and ".join(rule.describe(limit) for rule, limit in active)
    found = [take.scores.faces for take in judged if take.scores is not None]
    if found and all(faces == 0 for faces in found):
        return f"No take passes {names}: no face was found in any of {_takes(judged)}."
    if len(active) == 1:
        return f"No take passes {names}: {_best(judged, *active[0])}."
    each = " and ".join(_passing(judged, rule, limit) for rule, limit in active)
    return f"No take passes {names} together: of {_takes(judged)}, {each}{_comes_nearest(judged, thresholds)}."


def _best(judged: Sequence[Candidate], rule: ThresholdRule, limit: float) -> str:
    values = _values(judged, rule)
    if not values:
        return f"{rule.label} was not measured on any of {_takes(judged)}"
    value, frame = values[0]
    return f"the best of {_takes(judged)} has {_shown(rule, value, limit)} (frame {frame})"


def _passing(judged: Sequence[Candidate], rule: ThresholdRule, limit: float) -> str:
    passing = {
        take.take for take in judged
        if (value := measured(take.scores or Scores(), rule.score)) is not None and rule.passes(value, limit)
    }
    values = _values(judged, rule)
    best = f" (best {_shown(rule, values[0][0], limit)}, frame {values[0][1]})" if values else ""
    return f"{len(passing)} {'passes' if len(passing) == 1 else 'pass'} {rule.label}{best}"


def _comes_nearest(judged: Sequence[Candidate], thresholds: Thresholds) -> str:
    near = _nearest(judged, thresholds)
    if near is None:
        return ""
    short = " and ".join(
        f"{RULE_OF[failure.score].label} {_shown(RULE_OF[failure.score], failure.value, failure.threshold)}"
        for failure in near.verdict.failures
        if failure.value is not None
    )
    return f"; frame {near.candidate.frame} comes nearest and misses with {short}"


def _what_to_do(judged: Sequence[Candidate], thresholds: Thresholds, episode: str) -> str:
    ways = [f"re-roll with `studio reroll {episode}`",
            f"accept frames by hand with `studio review {episode} --accept {_frames(judged)}`"]
    changed = _changed(thresholds, loosened(judged, thresholds))
    if changed:
        options = " ".join(f"{rule.option} {_written(rule, limit)}" for rule, limit in changed)
        ways.insert(0, f"{_verb(changed, thresholds)} with {options}")
    *first, last = ways
    sentence = f"{', '.join(first)}, or {last}."
    return sentence[0].upper() + sentence[1:]


def _verb(changed: Sequence[tuple[ThresholdRule, float]], thresholds: Thresholds) -> str:
    rule = changed[0][0]
    if len(changed) > 1:
        return "loosen them"
    what = "it" if len(thresholds.active()) == 1 else f"the limit on {rule.label}"
    return f"{'lower' if rule.sense == 'at least' else 'raise'} {what}"


def _changed(before: Thresholds, after: Thresholds | None) -> list[tuple[ThresholdRule, float]]:
    if after is None:
        return []
    return [(rule, limit) for rule, limit in after.active() if (rule, limit) not in before.active()]


def _values(judged: Sequence[Candidate], rule: ThresholdRule) -> list[tuple[float, int]]:
    """Measured values with their frames, the best first."""
    found = ((measured(take.scores or Scores(), rule.score), take.frame) for take in judged)
    values = [(value, frame) for value, frame in found if value is not None]
    if rule.sense == "at least":
        return sorted(values, key=lambda entry: (-entry[0], entry[1]))
    return sorted(values, key=lambda entry: (abs(entry[0]) if rule.sense == "within" else entry[0], entry[1]))


def _shown(rule: ThresholdRule, value: float, limit: float) -> str:
    """With as many digits as it takes to stay on its side of the limit: 0.8496 is not shown as 0.85."""
    first = 0 if rule.step >= 1 else 2
    texts = [f"{value:.{digits}f}" for digits in range(first, 17)]
    same_side = (text for text in texts if rule.passes(float(text), limit) == rule.passes(value, limit))
    return next(same_side, texts[-1])


def _written(rule: ThresholdRule, limit: float) -> str:
    """The limit as typed on a command line, without losing a digit that counts."""
    text = f"{limit:.{0 if rule.step >= 1 else 2}f}"
    return text if float(text) == limit else repr(limit)


def _frames(candidates: Sequence[Candidate]) -> str:
    numbers = sorted(candidate.frame for candidate in candidates)
    first, last = numbers[0], numbers[-1]
    return str(first) if first == last else f"{first}-{last}"


def _takes(candidates: Sequence[Candidate]) -> int:
    return len({candidate.take for candidate in candidates})


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
