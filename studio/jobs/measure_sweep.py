"""Stage `measure`: what pixels say of a sweep's takes, beside their source frames and the takes before them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.measure_table import MeasuredTake
from studio.episode.picture import Picture
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep
from studio.episode.take_table import TakeRow
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.fitted_frames import FittedFrames
from studio.jobs.sweep_takes import load_sweep
from studio.jobs.timings import file_run
from studio.media.pictures import read_picture

if TYPE_CHECKING:
    from pathlib import Path

_AT_ONCE = 24           # measured and committed together, so that a stop loses little


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A take to measure: on which frame, and the take of the frame before (None: the first)."""

    row: TakeRow
    frame: int
    frame_id: int
    path: Path
    before: TakeRow | None
    path_before: Path | None


def measure_sweep(store: EpisodeStore, sweep: Sweep, listen: Listener, control: JobControl) -> int:
    """Measure the takes that were not measured yet; returns how many. Raises StopRequested; what was measured stays."""
    wanted = list(_unmeasured(store, sweep))
    if not wanted:
        return 0
    started = time.perf_counter()
    frames = FittedFrames(store.folder)
    listen(JobEvent("stage", "measure"))
    with ThreadPoolExecutor(max_workers=2) as pool:
        for start in range(0, len(wanted), _AT_ONCE):
            control.obey()
            store.measures.commit(pool.map(lambda item: _measure(item, frames), wanted[start:start + _AT_ONCE]))
            listen(JobEvent("progress", "measure", min(start + _AT_ONCE, len(wanted)), len(wanted)))
    seconds = time.perf_counter() - started
    file_run(store, StageRun("measure", "", "", "studio", "", "cpu", "", len(wanted), seconds, {"sweep": sweep.id}))
    listen(JobEvent("stage done", "measure", seconds=seconds))
    return len(wanted)


def _unmeasured(store: EpisodeStore, sweep: Sweep) -> Iterator[_Wanted]:
    takes = load_sweep(store, sweep).takes
    ids = {row.number: row.id for row in store.frames.of_current_source()}
    known = store.measures.of_takes(sorted({int(take) for take in takes.ravel() if take}))
    for arm in takes.tolist():
        for before, take, frame in _in_order(arm, sweep.frames):
            if (take, ids[frame], before) not in known:
                row, row_before = store.takes.row(take), store.takes.row(before) if before else None
                yield _Wanted(row, frame, ids[frame], store.takes.picture_path(row.request.key), row_before,
                              store.takes.picture_path(row_before.request.key) if row_before else None)


def _in_order(takes: Sequence[int], frames: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    """(take before, take, frame) for every take that is there; before the first, and after a gap, 0."""
    before = 0
    for take, frame in zip(takes, frames, strict=True):
        if take:
            yield before, take, frame
        before = take


def _measure(wanted: _Wanted, frames: FittedFrames) -> MeasuredTake:
    from studio.identity.picture_measures import noise, structure

    values: dict[str, float | None] = {"noise": None, "structure": None}
    try:
        picture = read_picture(wanted.path)
        values["noise"] = noise(picture)
        if wanted.path_before is not None:
            values.update(_step(read_picture(wanted.path_before), picture))
        values["structure"] = structure(picture, frames.read(wanted.frame, wanted.row.request, wanted.row.facts))
    except StudioError:
        pass            # a picture that cannot be read has no measures; what reads it next says why
    return MeasuredTake(wanted.row.id, wanted.frame_id, wanted.before.id if wanted.before else 0, values)


def _step(before: Picture, picture: Picture) -> dict[str, float | None]:
    from studio.finish.frame_diff import picture_difference
    from studio.finish.loop_measures import step_motion

    if before.shape != picture.shape:
        return {}
    motion, flicker = step_motion(before, picture)
    return {"frame_diff": picture_difference(before, picture), "flow_motion": motion, "flicker": flicker}
