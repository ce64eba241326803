"""Which moment of an episode's finished video is its poster."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from studio.episode.settings import EpisodeSettings
from studio.finish.poster import best_picks, poster_candidates, poster_frame
from studio.jobs.assemble import LoopWork


def poster_time(settings: EpisodeSettings, loop: LoopWork, video: Path,
                on_look: Callable[[], object] | None = None) -> float:
    """Seconds into `video`: between the fades, on one of the best picks, with the mouth closed. As `poster_frame`."""
    scores = {(item.frame, item.take): item.scores for item in loop.review.candidates}
    best = best_picks([scores.get((pick.frame, pick.take)) for pick in loop.picks])
    first = math.ceil(settings.fade_in_s * loop.plan.fps)
    last = loop.plan.frames - 1 - math.ceil(settings.fade_out_s * loop.plan.fps)
    candidates = poster_candidates(_shown(loop), best, first, last)
    return float(poster_frame(video, candidates, on_look) / loop.plan.fps)


def _shown(loop: LoopWork) -> list[int]:
    """The pick of each frame, -1 where a picture between two is shown."""
    of_place = [-1 if item.t else item.pick for item in loop.pictures.sequence]
    return [of_place[place] for place in loop.plan.indices.tolist()]
