"""Where the face is in a video, for a crop around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

LOOKED_AT = 5
"""Frames, spread evenly; one place serves the whole video, so that the crop does not move."""

MIDDLE = (0.5, 0.5)


def face_middle(video: Path) -> tuple[float, float]:
    """(x, y) of the middle of the largest face, 0-1 of width and height, the median over some frames; else the middle.

    Found by the cascades that come inside OpenCV: which side to crop needs no more, and no download.
    """
    from studio.identity.builtin_analyzer import BuiltinAnalyzer
    from studio.media.probe import probe_video
    from studio.media.video_decode import decode_frames

    info, analyzer = probe_video(video), BuiltinAnalyzer()
    numbers = sorted({int(number) for number in np.linspace(0, info.frame_count - 1, LOOKED_AT)})
    seen = [analyzer.observe(picture) for _, picture in decode_frames(info, numbers)]
    boxes = np.array([faces[0].box for faces in seen if faces])
    if not len(boxes):
        return MIDDLE
    x0, y0, x1, y1 = np.median(boxes, axis=0)
    x, y = np.clip([(x0 + x1) / 2 / info.width, (y0 + y1) / 2 / info.height], 0, 1)
    return float(x), float(y)
