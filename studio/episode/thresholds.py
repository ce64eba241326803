"""The limits a take must keep to pass, and what each limit is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion

Sense: TypeAlias = Literal["at least", "at most", "within"]
"""`within`: the size of the value, whatever its sign, is at most the limit."""

STRICT_DET = 0.85
"""The recipe's one filter; det at or above it alone is its "strict pass"."""


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """How the limit on one score works.

    `low` and `high` bound the limit itself, in the score's unit. `of_face`: the score needs a face, so a
    picture in which none was found fails instead of staying undecided. `step` is a round amount to loosen
    the limit by.
    """

    score: str
    label: str
    sense: Sense
    low: float
    high: float
    step: float
    of_face: bool = True

    @property
    def option(self) -> str:
        """The command-line option that sets the limit, such as `--min-det`."""
        return f"--{'min' if self.sense == 'at least' else 'max'}-{self.score.replace('_', '-')}"

    def passes(self, value: float, limit: float) -> bool:
        """Whether a measured value keeps the limit; the limit itself does."""
        if self.sense == "at least":
            return value >= limit
        return (abs(value) if self.sense == "within" else value) <= limit

    def describe(self, limit: float) -> str:
        """Such as `face found >= 0.85`."""
        sign = {"at least": ">= ", "at most": "<= ", "within": "within +-"}[self.sense]
        return f"{self.label} {sign}{limit:g}"


RULES: tuple[ThresholdRule, ...] = (
    ThresholdRule("det", "face found", "at least", 0, 1, 0.05),
    ThresholdRule("identity", "identity", "at least", -1, 1, 0.05),
    ThresholdRule("landmarks", "landmark distance", "at most", 0, 100, 0.05),
    ThresholdRule("sharpness", "sharpness", "at least", 0, 1, 0.05),
    ThresholdRule("face_size", "face size", "at least", 0, 1, 0.05),
    ThresholdRule("yaw", "yaw", "within", 0, 180, 5),
    ThresholdRule("pitch", "pitch", "within", 0, 180, 5),
    ThresholdRule("roll", "roll", "within", 0, 180, 5),
    ThresholdRule("faces", "faces in the picture", "at most", 1, 1000, 1, of_face=False),
    ThresholdRule("pixel_std", "pixel std", "at least", 0, 128, 5, of_face=False),
)
RULE_OF: Mapping[str, ThresholdRule] = {rule.score: rule for rule in RULES}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One limit a score, None where it is off. Units are those of `Scores`; senses those of `RULES`.

    Raises StudioError("input") for a limit out of its range.
    """

    det: float | None = STRICT_DET
    identity: float | None = None
    landmarks: float | None = None
    sharpness: float | None = None
    face_size: float | None = None
    yaw: float | None = None
    pitch: float | None = None
    roll: float | None = None
    faces: float | None = None
    pixel_std: float | None = None

    def __post_init__(self) -> None:
        problems = [text for rule in RULES for text in _limit_problem(rule, getattr(self, rule.score))]
        if problems:
            raise StudioError("input", f"{'; '.join(problems)}.")

    def active(self) -> tuple[tuple[ThresholdRule, float], ...]:
        """The rules that are on, each with its limit, in a fixed order."""
        limits = ((rule, getattr(self, rule.score)) for rule in RULES)
        return tuple((rule, limit) for rule, limit in limits if limit is not None)

    def as_dict(self) -> dict[str, float | None]:
        """Score to limit, in the order of declaration."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def thresholds_from(values: Mapping[str, object], where: str) -> Thresholds:
    """Thresholds made of `values` (score to number, None or absent: off); `where` names their file or option.

    Raises StudioError("input") naming every unknown score and every limit that is no number or out of range.
    """
    problems = [
        f'"{name}" has no threshold{suggestion(name, RULE_OF)}' for name in values if name not in RULE_OF
    ]
    limits: dict[str, float | None] = dict.fromkeys(RULE_OF)
    for name, value in values.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            limits[name] = float(value)
        elif value is not None:
            problems.append(f"the threshold of {name} must be a number")
    problems += [text for rule in RULES for text in _limit_problem(rule, limits[rule.score])]
    if problems:
        raise StudioError("input", f"{where}: {'; '.join(problems)}.")
    return Thresholds(**limits)


def _limit_problem(rule: ThresholdRule, limit: float | None) -> list[str]:
    if limit is None or rule.low <= limit <= rule.high:
        return []
    return [f"the threshold of {rule.score} must lie from {rule.low:g} to {rule.high:g}, and is {limit:g}"]
