"""How the loop runs: changed as one step of the history, and measured without encoding anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.history import Operation
from studio.episode.picture import Picture
from studio.episode.settings import MOST_HOLD
from studio.episode.store import EpisodeStore
from studio.finish.frame_diff import FrameDiff, loop_difference, neighbour_differences
from studio.finish.loop import frame_rate
from studio.jobs.assemble import LoopWork, loop_work
from studio.jobs.events import JobEvent, Listener
from studio.jobs.loop_motion import LoopSteps, as_shown, loop_size
from studio.media.resizing import fit_picture

_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class LoopChanges:
    """What to change; None leaves it. `start` is the number of a source frame that has a pick, `hold` is in frames."""

    start: int | None = None
    forward: bool | None = None
    hold: int | None = None
    fps: float | None = None


def change_loop(store: EpisodeStore, changes: LoopChanges) -> None:
    """Enter the changes as one step of the history; StudioError("usage") for what makes no sense."""
    values = {"loop_start": _start(store, changes.start), "loop_forward": changes.forward, "hold": changes.hold,
              "fps": None if changes.fps is None else float(frame_rate(changes.fps))}
    if changes.hold is not None and not 0 <= changes.hold <= MOST_HOLD:
        raise StudioError("usage", f"The turns cannot be held for {changes.hold} frames: use 0 to {MOST_HOLD}.")
    operations: list[Operation] = [{"do": "set", "name": name, "value": value}
                                   for name, value in values.items() if value is not None]
    if operations:
        store.history.apply(operations, "loop")


def measure_loop(store: EpisodeStore, listen: Listener) -> tuple[LoopWork, FrameDiff]:
    """The loop as it is now and how much it moves; only steps that were never measured are.

    Raises StudioError as `loop_work` and `read_picture`.
    """
    work = loop_work(store)
    taken = [(key, store.takes.picture_path(key)) for key in work.keys]
    size = loop_size(taken[0][1])
    if not work.pictures.is_plain:
        filled = neighbour_differences(_filled(work, [path for _, path in taken], size, listen))
        return work, loop_difference(as_shown(filled, work.plan), work.plan)
    steps, pairs = LoopSteps(store.folder), list(pairwise(taken))
    for first in range(0, len(pairs), _AT_ONCE):
        steps.measure(pairs[first:first + _AT_ONCE], size)
        listen(JobEvent("progress", "loop", min(first + _AT_ONCE, len(pairs)), len(pairs)))
    steps.keep()
    return work, loop_difference(as_shown(steps.differences(work.keys, size), work.plan), work.plan)


def _filled(work: LoopWork, paths: Sequence[Path], size: tuple[int, int], listen: Listener) -> Iterator[Picture]:
    """The loop's pictures with its gaps filled and its flicker taken out, made for the measurement."""
    read, count = work.pictures.reader(paths), work.plan.picks
    for place in range(count):
        picture = read(place)
        yield picture if picture.shape[1::-1] == size else fit_picture(picture, *size, "cover")
        listen(JobEvent("progress", "loop", place + 1, count))


def _start(store: EpisodeStore, frame: int | None) -> int | None:
    """The pick of a source frame."""
    if frame is None:
        return None
    frames = [pick.frame for pick in loop_work(store).picks]
    if frame not in frames:
        raise StudioError("usage", f"Frame {frame} has no pick to begin the loop with; the picks are of frames {frames[0]} "
                                   f"to {frames[-1]}.")
    return frames.index(frame)
