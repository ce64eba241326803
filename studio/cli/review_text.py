"""A review as JSON values, as a few lines, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.episode.external_takes import UNKNOWN_NUMBER
from studio.episode.frame_range import compact_numbers
from studio.episode.pick import Candidate
from studio.jobs.review_takes import Review
from studio.review.picks import standing
from studio.review.statistics import Interval

_COLUMNS = ("det", "identity", "landmarks", "yaw", "sharpness")


def review_as_dict(review: Review, listed: Sequence[Candidate] | None = None) -> dict[str, Any]:
    """Counts, pass rate with its interval, picks; with `listed` these takes and their scores."""
    summary = review.summary()
    strict = summary.strict
    values: dict[str, Any] = {
        "frames": summary.frames, "takes": summary.takes, "accepted": summary.accepted, "rejected": summary.rejected,
        "undecided": summary.undecided, "by_hand": summary.by_hand, "picks": summary.picks,
        "without_pick": list(summary.without_pick), "analyzer": review.analyzer,
        "thresholds": review.thresholds.as_dict(),
        "strict_pass": {"min_det": strict.min_det, **_interval(strict.interval), "unmeasured": strict.unmeasured},
    }
    if listed is not None:
        values["list"] = [_take(review, item) for item in listed]
    return values


def review_text(review: Review) -> str:
    """How the review stands, in a few lines."""
    summary = review.summary()
    interval = summary.strict.interval
    share = interval.share
    rate = "not measured" if share is None else (
        f"{share:.0%} ({interval.low:.0%} - {interval.high:.0%}, n = {interval.tried})")
    missing = compact_numbers(summary.without_pick)
    return "\n".join((
        f"{summary.takes} takes on {summary.frames} frames; {summary.picks} picks, {summary.rejected} out, "
        f"{summary.undecided} undecided, {summary.by_hand} by hand.",
        f"Strict pass (face found >= {summary.strict.min_det:g}): {rate}; measured by {review.analyzer or 'nobody yet'}.",
        f"Without a pick: {missing}." if missing else "Every frame has a pick.",
    ))


def review_table(review: Review, listed: Sequence[Candidate]) -> str:
    """One line a take: frame, seed, scores, standing."""
    head = "frame        seed " + " ".join(f"{name:>9}" for name in _COLUMNS) + "  standing"
    return "\n".join((head, *(_line(review, item) for item in listed)))


def _line(review: Review, item: Candidate) -> str:
    picked = {(pick.frame, pick.take) for pick in review.picks}
    mark = " (pick)" if (item.frame, item.take) in picked else ""
    cells = (_cell(getattr(item.scores, name) if item.scores else None) for name in _COLUMNS)
    seed = _seed(item)
    return (f"#{item.frame:<6} {'-' if seed is None else seed:>9} {' '.join(cells)}  "
            f"{standing(item, review.thresholds)}{mark}")


def _cell(value: float | None) -> str:
    return f"{'-' if value is None else format(value, '.3f'):>9}"


def _take(review: Review, item: Candidate) -> dict[str, Any]:
    return {
        "frame": item.frame, "key": item.key, "seed": _seed(item), "decision": item.decision,
        "standing": standing(item, review.thresholds), "scores": item.scores.as_dict() if item.scores else None,
    }


def _seed(item: Candidate) -> int | None:
    """None for a picture made elsewhere whose seed nobody knows."""
    return None if item.seed == UNKNOWN_NUMBER else item.seed


def _interval(interval: Interval) -> dict[str, Any]:
    return {"passed": interval.passed, "n": interval.tried, "low": interval.low, "high": interval.high}
