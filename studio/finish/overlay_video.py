"""An overlay as a small transparent video, one picture for each change: what ffmpeg lays over another video."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import av
import numpy as np

from studio.finish.overlay import FrameOverlay, Patch, RgbaPicture
from studio.media.ffmpeg import file_argument

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class OverlayVideo:
    """Where it lies, and the pixel of the frame (both even) on which its upper left corner goes."""

    path: Path
    left: int
    top: int


def write_overlay(overlay: FrameOverlay, frames: int, fps: Fraction, path: Path,
                  at_each: Callable[[], None] | None = None) -> OverlayVideo | None:
    """Write what `overlay` shows over `frames` frames to `path` (NUT, PNG pictures); None where it shows nothing.

    One patch is held at a time: an hour of captions takes no more memory than one. `at_each` is called at each change of
    what is shown; what it raises ends the writing.
    """
    box = _box(overlay, frames, at_each)
    if box is None:
        return None
    left, top, right, bottom = box
    with av.open(file_argument(path), "w", format="nut") as container:
        stream = container.add_stream("png", rate=fps)
        stream.width, stream.height, stream.pix_fmt, stream.time_base = right - left, bottom - top, "rgba", 1 / fps
        for frame, patch in _changes(overlay, frames, at_each):
            packet = av.Packet(_png(_on_canvas(patch, box)))
            packet.stream, packet.time_base, packet.pts, packet.dts = stream, 1 / fps, frame, frame
            packet.is_keyframe = True
            container.mux(packet)
    return OverlayVideo(path, left, top)


def _changes(overlay: FrameOverlay, frames: int, at_each: Callable[[], None] | None) -> Iterator[tuple[int, Patch | None]]:
    """(frame, what is shown from there on), beginning with frame 0."""
    last: Patch | None = None
    for frame in range(frames):
        patch = overlay.at(frame)
        if frame == 0 or patch is not last:
            if at_each is not None:
                at_each()
            yield frame, patch
        last = patch


def _box(overlay: FrameOverlay, frames: int, at_each: Callable[[], None] | None) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom around all patches, widened to even numbers: chroma has half the pixels."""
    patches = [_edges(patch) for _, patch in _changes(overlay, frames, at_each) if patch is not None]
    if not patches:
        return None
    left, top = (min(edges[side] for edges in patches) for side in (0, 1))
    right, bottom = (max(edges[side] for edges in patches) for side in (2, 3))
    return left - left % 2, top - top % 2, right + right % 2, bottom + bottom % 2


def _edges(patch: Patch) -> tuple[int, int, int, int]:
    height, width = patch.pixels.shape[:2]
    return patch.left, patch.top, patch.left + width, patch.top + height


def _on_canvas(patch: Patch | None, box: tuple[int, int, int, int]) -> RgbaPicture:
    left, top, right, bottom = box
    canvas = np.zeros((bottom - top, right - left, 4), dtype=np.uint8)
    if patch is not None:
        x0, y0, x1, y1 = _edges(patch)
        canvas[y0 - top : y1 - top, x0 - left : x1 - left] = patch.pixels
    return canvas


def _png(picture: RgbaPicture) -> bytes:
    import cv2

    _, data = cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_RGBA2BGRA), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    return data.tobytes()
