"""Where the faces are in a loop's pictures: found in the loop itself by the episode's analyzer, once, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio import __version__
from studio.episode.face import FaceObservation, Landmarks, face_from_fields, face_to_fields
from studio.episode.stage_table import StageRun
from studio.episode.store import EpisodeStore
from studio.finish.loop import LoopPlan
from studio.finish.progress import Progress
from studio.finish.sync_score import SyncScore, sync_score
from studio.jobs.analysis import Analysis, analyzer_inputs, face_pack_of
from studio.jobs.assemble import LoopWork
from studio.jobs.events import JobControl, JobEvent, Listener
from studio.jobs.stages import Stage
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

FACES_REVISION = 1
_STAGE = "loop-faces"


@dataclass(frozen=True, slots=True)
class LoopFaces:
    """The largest face of each picture of the loop's sequence, in the pixels of the loop's video.

    None: no face, or a picture that the loop does not show.
    """

    faces: tuple[FaceObservation | None, ...]
    plan: LoopPlan

    @property
    def landmarks(self) -> list[Landmarks | None]:
        """As `draft_lip_sync` and `sync_score` take them."""
        return [None if face is None else face.landmarks for face in self.faces]

    @property
    def shown(self) -> NDArray[np.int64]:
        """Which picture each frame of the loop shows, shape (frames,)."""
        return self.plan.indices

    def score(self, video: Path, voice: Path, on_progress: Progress) -> SyncScore:
        """The sync score of a lip sync's result: `video`, of the loop's size and rate."""
        return sync_score(video, voice, self.landmarks, self.shown, on_progress)


def faces_of_loop(store: EpisodeStore, loop: LoopWork, video: Path, listen: Listener, control: JobControl,
                  stage: str) -> LoopFaces:
    """Look at each picture of the loop's `video` where it is first shown; pictures looked at before are not.

    Told as `stage`'s. Raises StudioError as `Analysis`, StopRequested where the person stopped it.
    """
    settings = store.settings
    inputs = {"revision": FACES_REVISION, "analyzer": analyzer_inputs(store), "picks": list(loop.keys), "crf": loop.crf,
              **loop.pictures.as_inputs()}
    digest = Stage(_STAGE, inputs).digest
    filed = store.stages.find(_STAGE, digest)
    known: dict[str, Any] = dict(filed.details["faces"]) if filed else {}
    places, frames = np.unique(loop.plan.indices, return_index=True)
    wanted = {int(frame): str(place) for place, frame in zip(places, frames, strict=True) if str(place) not in known}
    if wanted:
        found, analyzer = _looked_at(store, video, wanted, listen, control, stage)
        known |= found
        run = StageRun(_STAGE, digest, "", analyzer, __version__, "", settings.preset, len(wanted), 0.0, {"faces": known})
        store.stages.commit(run)
    faces = [known.get(str(place)) for place in range(loop.plan.picks)]
    return LoopFaces(tuple(None if face is None else face_from_fields(face) for face in faces), loop.plan)


def _looked_at(store: EpisodeStore, video: Path, wanted: dict[int, str], listen: Listener, control: JobControl,
               stage: str) -> tuple[dict[str, Any], str]:
    """The fields of the largest face by the picture's place, None without one; and the analyzer's name."""
    analyzing = Analysis(store.settings.analyzer, face_pack_of(store), listen)
    found: dict[str, Any] = {}
    frames = closing(decode_frames(probe_video(video), sorted(wanted)))
    with control.reaching(analyzing.mailbox), analyzing as analysis, frames as pictures:
        for number, picture in pictures:
            control.obey()
            listen(JobEvent("loading", stage, text=f"looking for the face in picture {len(found) + 1} of {len(wanted)}"))
            found[wanted[number]] = _largest(analysis.faces_in(picture))
    return found, analysis.facts.label


def _largest(faces: Sequence[FaceObservation]) -> dict[str, Any] | None:
    """Without landmarks a face is no use here, and its dense points are none."""
    return next((face_to_fields(replace(face, dense=None)) for face in faces if face.landmarks is not None), None)
