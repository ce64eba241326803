"""How much a loop moves: mean absolute difference of consecutive frames, and its class.

A description, not a goal: flicker and skipped frames raise it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from studio.episode.picture import Picture
    from studio.finish.loop import LoopPlan

MotionClass: TypeAlias = Literal["still", "static", "partial", "full"]

STATIC_BELOW = 0.9
FULL_FROM = 8.8
"""Limits of the classes: the geometric means between what was measured on finished episodes, static loops 0.05-0.12,
partial motion (26 unique frames) 6.59, full motion (55-75 unique frames) 11.8-13.1."""


@dataclass(frozen=True, slots=True)
class FrameDiff:
    """Mean absolute differences of consecutive frames, 0-255 over R, G and B; `kind` classes `loop`.

    None: a step that is never shown, because the voice ends before it or there is only one picture.
    """

    loop: float                 # mean over all frames as played
    seam: float | None          # at the near turn, where a period from the first picture begins again
    turn: float | None          # at the far turn (last two pictures)
    largest: float | None       # of any two neighbours: a gap in the picks shows here
    largest_after: int | None   # the pick before that step
    kind: MotionClass


def picture_difference(first: Picture, second: Picture) -> float:
    """Mean of |first - second| over all pixels and channels, 0-255; ValueError where the sizes differ."""
    import cv2

    if first.shape != second.shape:
        raise ValueError(f"pictures of {first.shape} and {second.shape} cannot be compared")
    return float(cv2.norm(first, second, cv2.NORM_L1)) / first.size


def neighbour_differences(pictures: Iterable[Picture]) -> NDArray[np.float64]:
    """The difference between each picture and the next, shape (n-1,); two pictures are held at a time."""
    return np.fromiter((picture_difference(a, b) for a, b in pairwise(pictures)), dtype=np.float64)


class NeighbourMeter:
    """`neighbour_differences` while pictures are shown in a palindrome's order: each step is measured once.

    `differences`: shape (picks-1,), NaN for steps not shown so far.
    """

    def __init__(self, picks: int) -> None:
        self.differences = np.full(max(0, picks - 1), np.nan)
        self._last: tuple[int, Picture] | None = None

    def see(self, pick: int, picture: Picture) -> None:
        """The next picture shown."""
        if self._last is not None and abs(pick - self._last[0]) == 1:
            step = min(pick, self._last[0])
            if np.isnan(self.differences[step]):
                self.differences[step] = picture_difference(self._last[1], picture)
        self._last = (pick, picture)


def loop_difference(neighbours: NDArray[np.float64], plan: LoopPlan) -> FrameDiff:
    """What `plan` shows, from the steps between its picks (NaN where never shown): a palindrome has no others.

    A loop of one pick or one frame has no steps: 0, "still".
    """
    if len(neighbours) != plan.picks - 1:
        raise ValueError(f"{plan.picks} picks have {plan.picks - 1} steps, got {len(neighbours)}")
    mean = _mean_as_played(neighbours, plan)
    if not np.isfinite(neighbours).any():
        return FrameDiff(mean, None, None, None, None, motion_class(mean))
    peak = int(np.nanargmax(neighbours))
    return FrameDiff(
        mean, _shown(neighbours[0]), _shown(neighbours[-1]), float(neighbours[peak]), peak, motion_class(mean)
    )


def motion_class(difference: float) -> MotionClass:
    """still: 0; static: below 0.9; partial: below 8.8; full: from there on."""
    if difference == 0:
        return "still"
    if difference < STATIC_BELOW:
        return "static"
    return "partial" if difference < FULL_FROM else "full"


def _mean_as_played(neighbours: NDArray[np.float64], plan: LoopPlan) -> float:
    shown = plan.indices
    if plan.picks < 2 or len(shown) < 2:
        return 0.0
    moves = shown[:-1] != shown[1:]
    steps = np.minimum(shown[:-1], shown[1:])[moves]
    return float(neighbours[steps].sum()) / (len(shown) - 1)


def _shown(difference: np.float64) -> float | None:
    return None if np.isnan(difference) else float(difference)
