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

    from studio.identity.perceptual import PerceptualDistance

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
    """Measure the takes that were not measured yet; returns how many. Raises StopRequested; what was measured stays.

    Perceptual distance is measured where its weights are here. A take that cannot be read is told of, and tried again the
    next time.
    """
    perceptual = _perceptual(listen)
    wanted = list(_unmeasured(store, sweep, {"noise", "structure", *(["perceptual"] if perceptual else [])}))
    if not wanted:
        return 0
    started = time.perf_counter()
    frames = FittedFrames(store.folder)
    failed: list[tuple[_Wanted, StudioError]] = []
    listen(JobEvent("stage", "measure"))
    with ThreadPoolExecutor(max_workers=2) as pool:
        for start in range(0, len(wanted), _AT_ONCE):
            control.obey()
            some = wanted[start:start + _AT_ONCE]
            found = list(pool.map(lambda item: _measure(item, frames, perceptual), some))
            store.measures.commit(measured for measured, _ in found)
            failed += [(item, error) for item, (_, error) in zip(some, found, strict=True) if error]
            listen(JobEvent("progress", "measure", min(start + _AT_ONCE, len(wanted)), len(wanted)))
    seconds = time.perf_counter() - started
    details = {"sweep": sweep.id, **({"lpips": perceptual.digest} if perceptual else {})}
    file_run(store, StageRun("measure", "", "", "studio", "", "cpu", "", len(wanted) - len(failed), seconds,
                             details))
    if failed:
        listen(JobEvent("notice", "measure", text=_failed_text(failed)))
    listen(JobEvent("stage done", "measure", seconds=seconds))
    return len(wanted) - len(failed)


def _perceptual(listen: Listener) -> PerceptualDistance | None:
    """None where there are no weights, which the report's gaps say; told where they are there and cannot be used."""
    from studio.identity.perceptual import PerceptualDistance, weights_file

    if not weights_file().is_file():
        return None
    try:
        return PerceptualDistance(weights_file())
    except StudioError as error:
        listen(JobEvent("notice", "measure", text=error.message))
        return None


def _failed_text(failed: Sequence[tuple[_Wanted, StudioError]]) -> str:
    first, error = failed[0]
    if len(failed) == 1:
        return f"A take could not be measured, {first.path.name} of frame {first.frame}: {error.message}"
    return (f"{len(failed)} takes could not be measured; the first is {first.path.name} of frame {first.frame}: "
            f"{error.message}")


def _unmeasured(store: EpisodeStore, sweep: Sweep, measures: set[str]) -> Iterator[_Wanted]:
    """The takes that lack one of these measures."""
    takes = load_sweep(store, sweep).takes
    ids = {row.number: row.id for row in store.frames.of_current_source()}
    known = store.measures.of_takes(sorted({int(take) for take in takes.ravel() if take}))
    for arm in takes.tolist():
        for before, take, frame in _in_order(arm, sweep.frames):
            if not measures <= known.get((take, ids[frame], before), {}).keys():
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


def _measure(wanted: _Wanted, frames: FittedFrames,
             perceptual: PerceptualDistance | None) -> tuple[MeasuredTake, StudioError | None]:
    """What could be measured, and why the rest could not."""
    values: dict[str, float | None] = {}
    measured = MeasuredTake(wanted.row.id, wanted.frame_id, wanted.before.id if wanted.before else 0, values)
    try:
        for found in _found(wanted, frames, perceptual):
            values.update(found)
    except StudioError as error:
        return measured, error
    return measured, None


def _found(wanted: _Wanted, frames: FittedFrames,
           perceptual: PerceptualDistance | None) -> Iterator[dict[str, float | None]]:
    from studio.identity.picture_measures import noise, structure

    picture = read_picture(wanted.path)
    yield {"noise": noise(picture)}
    if wanted.path_before is not None:
        yield _step(read_picture(wanted.path_before), picture)
    frame = frames.read(wanted.frame, wanted.row.request, wanted.row.facts)
    yield {"structure": structure(picture, frame)}
    if perceptual is not None:
        yield {"perceptual": perceptual.between(picture, frame)}


def _step(before: Picture, picture: Picture) -> dict[str, float | None]:
    from studio.finish.frame_diff import picture_difference
    from studio.finish.loop_measures import step_motion

    if before.shape != picture.shape:
        return {}
    motion, flicker = step_motion(before, picture)
    return {"frame_diff": picture_difference(before, picture), "flow_motion": motion, "flicker": flicker}
