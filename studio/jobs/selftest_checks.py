"""What four pictures by an engine must be: not black, not fogged, of the reference's face, the same when made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from studio.episode.face import Scores
from studio.episode.picture import Picture

BLACK_MEAN, FLAT_STD = 8.0, 2.0     # 0-255; below, a picture is black, or one colour
LEAST_CONTRAST = 0.5
"""Pixel std of a take over its frame's: the recipe's own presets gave 0.52 (A) to 0.67 (D) of the reference's 73.4."""
_VERIFY = "Check the weights with `studio weights verify`."


@dataclass(frozen=True, slots=True)
class Check:
    """One verdict: None where it could not be told; `sentence` says what was found and what to do."""

    name: str
    passed: bool | None
    sentence: str


def check_black(takes: Sequence[Picture], engine: str) -> Check:
    """Whether some are black or one colour, as of numbers that overflowed."""
    means, stds = [float(take.mean()) for take in takes], [float(take.std()) for take in takes]
    empty = sum(mean < BLACK_MEAN or std < FLAT_STD for mean, std in zip(means, stds, strict=True))
    span = f"mean {min(means):.0f} to {max(means):.0f} of 255"
    if not empty:
        return Check("black", passed=True, sentence=f"No picture is black or one colour ({span}).")
    mend = ' Set precision = "bf16" in the preset\'s options.' if engine == "flux-pulid" else ""
    return Check("black", passed=False, sentence=(
        f"{empty} of {len(takes)} pictures are black or one colour ({span}): numbers overflowed or weights are damaged. "
        f"{_VERIFY}{mend}"))


def check_fog(takes: Sequence[Picture], frames: Sequence[Picture]) -> Check:
    """Whether contrast was lost between frames, placed as the takes are, and takes."""
    ratio = min(float(take.std()) / max(float(frame.std()), 1.0) for take, frame in zip(takes, frames, strict=True))
    found = f"the flattest has {ratio:.2f} of its frame's contrast, {LEAST_CONTRAST:g} is the least"
    if ratio >= LEAST_CONTRAST:
        return Check("fog", passed=True, sentence=f"No picture is fogged: {found}.")
    return Check("fog", passed=False,
                 sentence=f"Pictures are fogged: {found}. Lower denoise or guidance in the preset. {_VERIFY}")


def check_identity(scores: Sequence[Scores], analyzer: str, same_person: float | None) -> Check:
    """Whether most takes show the reference's face, by the analyzer that is here; any face, where it cannot compare."""
    found = sum(score.det is not None for score in scores)
    if found * 2 <= len(scores):
        return Check("identity", passed=False, sentence=(
            f"In {found} of {len(scores)} pictures a face was found by the analyzer {analyzer}. Lower denoise in the "
            f"preset. {_VERIFY}"))
    likeness = [score.identity for score in scores if score.identity is not None]
    if same_person is None or not likeness:
        return Check("identity", passed=None, sentence=(
            f"In {found} of {len(scores)} pictures a face was found; whose it is cannot be told: the analyzer {analyzer} "
            "does not compare faces. `studio models list` says how to get one that does."))
    alike = sum(value >= same_person for value in likeness)
    told = (f"{alike} of {len(scores)} pictures show the reference's face: likeness {min(likeness):.2f} to "
            f"{max(likeness):.2f} by the analyzer {analyzer}, {same_person:g} and more passes for one person.")
    if alike * 2 > len(scores):
        return Check("identity", passed=True, sentence=told)
    return Check("identity", passed=False, sentence=f"{told} Raise weight in the preset. {_VERIFY}")


def check_repeat(first: Picture, again: Picture) -> Check:
    """Whether another process gave the same picture for the same key."""
    if first.shape == again.shape and np.array_equal(first, again):
        return Check("repeat", passed=True, sentence="The same key gave the same picture in another process.")
    return Check("repeat", passed=False, sentence=(
        "The same key gave another picture in another process: a take made again would not be the same. Run the test again; "
        "if it stays, send this file with your question."))
