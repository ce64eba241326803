"""Which frame of a finished video is its poster: one of the best picks, with the mouth closed."""

from __future__ import annotations

import math
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from studio.finish.mouth_opening import mouth_opening
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from studio.episode.face import Landmarks, Scores
    from studio.episode.picture import Picture
    from studio.identity.builtin_analyzer import BuiltinAnalyzer

BEST_SHARE = 0.25
"""Of the picks: so many may be the poster."""

LOOKED_AT = 24
"""Frames in which the mouth is measured."""


def best_picks(scores: Sequence[Scores | None]) -> list[int]:
    """The numbers of the best quarter of the picks, at least one: most like the identity, then the surest face."""
    def rank(pick: int) -> tuple[float, float, int]:
        found = scores[pick]
        values = (found.identity, found.det) if found else (None, None)
        identity, det = (-math.inf if value is None else value for value in values)
        return -identity, -det, pick

    return sorted(range(len(scores)), key=rank)[: max(1, math.ceil(len(scores) * BEST_SHARE))]


def poster_candidates(shown: Sequence[int], best: Sequence[int], first: int, last: int) -> list[int]:
    """Frames from `first` to `last` (inclusive) on which one of the `best` picks is shown, some spread over the video.

    `shown` is the pick of each frame, -1 for a picture between two. Without such a frame: `first`.
    """
    wanted = set(best)
    found = [frame for frame in range(first, min(last, len(shown) - 1) + 1) if shown[frame] in wanted]
    if not found:
        return [min(first, len(shown) - 1)]
    places = np.linspace(0, len(found) - 1, min(LOOKED_AT, len(found))).round().astype(int)
    return [found[place] for place in sorted(set(places.tolist()))]


def poster_frame(video: Path, candidates: Sequence[int], on_look: Callable[[], object] | None = None) -> int:
    """The one of these frames in which the mouth is closed furthest; the first, where no face is found.

    `on_look` is called at each of them; raise from it to cancel.
    """
    from studio.identity.builtin_analyzer import BuiltinAnalyzer

    analyzer, info = BuiltinAnalyzer(), probe_video(video)
    numbers = sorted({min(number, info.frame_count - 1) for number in candidates})
    best, least = numbers[0], math.inf
    with closing(decode_frames(info, numbers)) as frames:
        for number, picture in frames:
            if on_look is not None:
                on_look()
            landmarks = _landmarks(analyzer, picture)
            opening = math.inf if landmarks is None else mouth_opening(picture, landmarks)
            if opening < least:
                best, least = number, opening
    return best


def _landmarks(analyzer: BuiltinAnalyzer, picture: Picture) -> Landmarks | None:
    faces = analyzer.observe(picture)
    return faces[0].landmarks if faces else None
