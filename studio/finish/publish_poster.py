"""The poster of a published video: one of its own pictures, marked as generated."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np

from studio.finish.marks import xmp_packet
from studio.media.probe import probe_video
from studio.media.video_decode import decode_frames

if TYPE_CHECKING:
    from pathlib import Path

    from studio.finish.marks import Facts

QUALITY = 88


def poster_jpeg(video: Path, facts: Facts, at_s: float = 0.0) -> tuple[bytes, tuple[int, int]]:
    """The frame shown at `at_s` seconds as a JPEG with an XMP packet, and its (width, height).

    A time behind the end is the last frame. Raises StudioError as `probe_video`.
    """
    from PIL import Image

    info = probe_video(video)
    number = min(round(at_s * info.fps), info.frame_count - 1)
    with closing(decode_frames(info, [number])) as frames:
        _, picture = next(frames)
    written = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(written, "JPEG", quality=QUALITY, optimize=True,
                                                        xmp=xmp_packet(facts).encode("utf-8"))
    return written.getvalue(), (picture.shape[1], picture.shape[0])
