"""Stage `yaw reach`: how the identity declines as the source's own head turns, measured by the episode's analyzer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from studio.episode.errors import StudioError
from studio.episode.picture import Picture
from studio.episode.store import EpisodeStore
from studio.identity.yaw_reach import YawReach, fit_reach
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.face_looker import FaceLooker
from studio.jobs.inputs import open_episode_source
from studio.jobs.look_at_source import sampled
from studio.jobs.protocol import Message, pack_picture
from studio.jobs.stages import Stage, StageWork, run_stage
from studio.jobs.worker_client import WorkerCommand, local_worker
from studio.media.pictures import read_picture

REACH_REVISION = 1
MOST_FRAMES = 48
_STAGE = "yaw reach"


def measure_reach(store: EpisodeStore, listen: Listener, control: JobControl,
                  command: WorkerCommand = local_worker) -> None:
    """Score frames of the source against the one that looks most to the front, and the references against theirs; cached
    by source, references and the analyzer that scored last. Raises StudioError where it fails, StopRequested.
    """
    stage = _stage(store)
    if stage is not None:
        run_stage(store, stage, lambda _: _measure(store, stage.inputs["references"], listen, control, command), listen)


def filed_reach(store: EpisodeStore) -> YawReach | None:
    """The curve of the episode's source and references as they are now; None where it was not measured, or too few faces
    were seen."""
    stage = _stage(store)
    run = store.stages.find(_STAGE, stage.digest) if stage else None
    points = np.array(run.details["points"] if run else [], np.float64).reshape(-1, 2)
    return fit_reach(points[:, 0], points[:, 1])


def _stage(store: EpisodeStore) -> Stage | None:
    """None without a source, or before anything was scored."""
    source, scorer = store.frames.current_source(), store.scores.current_scorer()
    if source is None or scorer is None:
        return None
    return Stage(_STAGE, {"revision": REACH_REVISION, "source": source.digest,
                          "references": [item.file for item in store.settings.references],
                          "analyzer": f"{scorer[1]} {scorer[2]}"})


def _measure(store: EpisodeStore, references: Sequence[str], listen: Listener, control: JobControl,
             command: WorkerCommand) -> StageWork:
    numbers = [row.number for row in sampled(store.frames.of_current_source(), MOST_FRAMES)]
    frames = [picture for _, picture in open_episode_source(store).read(numbers) if not isinstance(picture, StudioError)]
    looker = FaceLooker(listen, command)
    try:
        looker.analyzer(store, control)
        points = [*_points(frames, looker, listen, control),
                  *_points([read_picture(store.path(file)) for file in references], looker, listen, control)]
    finally:
        looker.close()
    return StageWork(len(points), {"points": points})


def _points(pictures: Sequence[Picture], looker: FaceLooker, listen: Listener,
            control: JobControl) -> list[tuple[float, float]]:
    """(yaw, cosine to the picture that looks most to the front) of each picture with a face, but for that one."""
    yaws = [_yaw(picture, looker, control) for picture in pictures]
    seen = [place for place, yaw in enumerate(yaws) if yaw is not None]
    if len(seen) < 2:
        return []
    front = min(seen, key=lambda place: abs(yaws[place] or 0.0))
    _know(pictures[front], looker, control)
    told = stage_progress(listen, _STAGE)
    found = []
    for done, place in enumerate(seen, start=1):
        scores = _ask(pictures[place], looker, control, score=True)["scores"]
        if place != front and scores["yaw"] is not None and scores["identity"] is not None:
            found.append((scores["yaw"], scores["identity"]))
        told(done, len(seen))
    return found


def _know(picture: Picture, looker: FaceLooker, control: JobControl) -> None:
    facts, blob = pack_picture(picture)
    wanted = [{"sha256": facts["sha256"], "face": None, "weight": 1.0, "name": "front"}]
    looker.ask([Message("reference", data=facts, blobs=(blob,)), Message("identity", data={"references": wanted})], control)


def _yaw(picture: Picture, looker: FaceLooker, control: JobControl) -> float | None:
    faces = _ask(picture, looker, control, score=False)["faces"]
    yaw: float | None = faces[0]["pose"][0] if faces else None
    return yaw


def _ask(picture: Picture, looker: FaceLooker, control: JobControl, *, score: bool) -> Mapping[str, Any]:
    facts, blob = pack_picture(picture)
    message = Message("observe", 1, data={"picture": facts, "score": score}, blobs=(blob,))
    return looker.ask([message], control).result or {}
