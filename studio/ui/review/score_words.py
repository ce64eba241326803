"""Scores in words and figures: what each is called, how it is written, what it is measured against."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.episode.thresholds import RULE_OF, ThresholdRule
from studio.review.column_picks import OPEN
from studio.ui.episode_session import EpisodeSession
from studio.ui.numbers import fixed_text, plain_text
from studio.ui.translation import QT_TRANSLATE_NOOP

_NAMES = {
    "det": QT_TRANSLATE_NOOP("Scores", "Face found"),
    "identity": QT_TRANSLATE_NOOP("Scores", "Identity"),
    "landmarks": QT_TRANSLATE_NOOP("Scores", "Landmarks to reference"),
    "sharpness": QT_TRANSLATE_NOOP("Scores", "Sharpness"),
    "face_size": QT_TRANSLATE_NOOP("Scores", "Face size"),
    "yaw": QT_TRANSLATE_NOOP("Scores", "Yaw"),
    "pitch": QT_TRANSLATE_NOOP("Scores", "Pitch"),
    "roll": QT_TRANSLATE_NOOP("Scores", "Roll"),
    "faces": QT_TRANSLATE_NOOP("Scores", "Faces in the picture"),
    "pixel_mean": QT_TRANSLATE_NOOP("Scores", "Pixel mean"),
    "pixel_std": QT_TRANSLATE_NOOP("Scores", "Pixel std"),
}
NAMED_SCORES = tuple(_NAMES)
_DIGITS = {"det": 3, "identity": 3, "landmarks": 3, "faces": 0, "yaw": 0, "pitch": 0, "roll": 0, "pixel_mean": 1,
           "pixel_std": 1}
_DEGREES = ("yaw", "pitch", "roll")
_SIGNS = {"at least": "≥", "at most": "≤", "within": "±"}
UNKNOWN = "–"
PASSES, FAILS, UNDECIDED = "✓", "✕", "?"
STYLE_OF = {PASSES: "accepted", FAILS: "rejected", UNDECIDED: "undecided", "": ""}


@dataclass(frozen=True, slots=True)
class JudgedScore:
    """One score of a take; `limit` and `mark` are empty where no threshold is on, `mark` is ✓, ✕ or ?."""

    name: str
    text: str
    limit: str
    mark: str


def score_name(score: str) -> str:
    """What a score is called, in the language shown."""
    return QCoreApplication.translate("Scores", _NAMES[score])


def score_text(score: str, value: float) -> str:
    """A value with its digits and unit; a dash where it was not measured."""
    if math.isnan(value):
        return UNKNOWN
    text = fixed_text(value, _DIGITS.get(score, 2), signed=score in _DEGREES)
    return f"{text}°" if score in _DEGREES else text


def seed_text(seed: int) -> str:
    """Such as `seed 200`; of an imported take it may not be known."""
    if seed < 0:
        return QCoreApplication.translate("Scores", "seed unknown")
    return QCoreApplication.translate("Scores", "seed {seed}").format(seed=seed)


def judged_score(session: EpisodeSession, row: int, score: str) -> JudgedScore:
    """A score of a take with its threshold and what that says."""
    value = float(session.takes.scores[score][row])
    rule = RULE_OF.get(score)
    limit = None if rule is None else getattr(session.thresholds, score)
    if rule is None or limit is None:
        return JudgedScore(score_name(score), score_text(score, value), "", "")
    faceless = rule.of_face and session.takes.scores["faces"][row] == 0
    return JudgedScore(score_name(score), score_text(score, value), f"{_SIGNS[rule.sense]} {plain_text(limit)}",
                       _mark(rule, value, limit, faceless=bool(faceless)))


def standing_mark(session: EpisodeSession, row: int) -> str:
    """✓ for a take that may be picked, ✕ for one that is out, ? for one that could not be judged."""
    code = int(session.codes[row])
    return UNDECIDED if code == OPEN else PASSES if code < OPEN else FAILS


def shown_scores(session: EpisodeSession) -> tuple[str, ...]:
    """The scores worth a row: the four that are always told, and every other with a threshold."""
    always = ("det", "identity", "landmarks", "sharpness")
    return (*always, *(rule.score for rule, _ in session.thresholds.active() if rule.score not in always))


def _mark(rule: ThresholdRule, value: float, limit: float, *, faceless: bool) -> str:
    if math.isnan(value):
        return FAILS if faceless else UNDECIDED
    return PASSES if rule.passes(value, limit) else FAILS
