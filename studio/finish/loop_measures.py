"""What a loop looks like in motion, in numbers: how much changes, how far it moves, how it flickers, where it stands."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.finish.frame_diff import picture_difference
from studio.finish.in_between import bend, dense_flow, grey_of
from studio.finish.loop_sequence import longest_hold
from studio.media.resizing import resize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.episode.picture import Picture
    from studio.finish.loop import LoopPlan
    from studio.finish.loop_sequence import LoopPicture
    from studio.finish.picture_stream import PictureReader

MEASURED_PX = 256
"""Long side of the pictures on which flow is measured: DIS takes 2 ms there, and a pixel of it is 3 of a take."""

MOST_STEPS = 48
"""Steps between neighbours that are looked at, spread evenly over the loop: a second of work for any length."""


@dataclass(frozen=True, slots=True)
class LoopMeasures:
    """Of a loop's pictures, over at most `MOST_STEPS` steps from one to the next (a palindrome has no others).

    `frame_diff`: mean absolute difference of neighbours over R, G and B at full size, 0-255; skipped frames and flicker
    raise it as motion does. `flow_motion`: mean length of the optical flow from one to the next, in pixels of pictures
    whose long side is 256. `flicker`: what of the difference remains when the motion is taken out, mean over the pixels
    that flow can follow, 0-255 (the warping error of Lai et al., "Learning Blind Video Temporal Consistency", ECCV
    2018, without its square). `longest_hold`: frames for which one picture stands, as played. None: only one picture.
    """

    frame_diff: float | None
    flow_motion: float | None
    flicker: float | None
    longest_hold: int
    pictures: int
    steps: int

    def as_dict(self) -> dict[str, Any]:
        """As the stage keeps it and the command line prints it."""
        return asdict(self)


def measure_loop(sequence: Sequence[LoopPicture], plan: LoopPlan, read: PictureReader) -> LoopMeasures:
    """Measure the pictures that `read` gives by their position in `sequence`, shown as `plan` says.

    Pictures of another size than the one before are not compared.
    """
    hold = longest_hold(plan.indices_of(min(plan.frames, 2 * plan.period)).tolist(), sequence)
    steps = [found for found in _steps(len(sequence), read) if found is not None]
    if not steps:
        return LoopMeasures(None, None, None, hold, len(sequence), 0)
    diff, motion, flicker = (round(float(value), 4) for value in np.mean(steps, axis=0))
    return LoopMeasures(diff, motion, flicker, hold, len(sequence), len(steps))


def step_motion(first: Picture, second: Picture) -> tuple[float, float]:
    """(`flow_motion`, `flicker`) of one step; see `LoopMeasures`."""
    before, after = _small(first), _small(second)
    flow = dense_flow(grey_of(before), grey_of(after), fast=True)
    moved = np.asarray(bend(after, flow), dtype=np.float32)
    left = np.abs(moved - before).mean(axis=2)
    return float(np.linalg.norm(flow, axis=2).mean()), float(left[_inside(flow)].mean())


def _steps(count: int, read: PictureReader) -> list[tuple[float, float, float] | None]:
    found: list[tuple[float, float, float] | None] = []
    held: tuple[int, Picture] | None = None
    for start in _chosen(count):
        first = held[1] if held is not None and held[0] == start else read(start)
        second = read(start + 1)
        held = (start + 1, second)
        same = first.shape == second.shape
        found.append((picture_difference(first, second), *step_motion(first, second)) if same else None)
    return found


def _chosen(count: int) -> list[int]:
    """Where the steps begin: every one, or so many spread evenly."""
    steps = max(0, count - 1)
    if steps <= MOST_STEPS:
        return list(range(steps))
    return sorted(set(np.linspace(0, steps - 1, MOST_STEPS).round().astype(int).tolist()))


def _inside(flow: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The pixels whose way ends inside the picture; all, where none does."""
    height, width = flow.shape[:2]
    rows, columns = np.indices((height, width), dtype=np.float32)
    x, y = columns + flow[..., 0], rows + flow[..., 1]
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    return inside if inside.any() else np.ones_like(inside)


def _small(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    scale = MEASURED_PX / max(height, width)
    return resize(picture, max(1, round(width * scale)), max(1, round(height * scale)))
