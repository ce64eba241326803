"""How a preset's size and fit would place a source frame, before anything is generated."""

from __future__ import annotations

from studio.episode.face import Box, FaceObservation
from studio.episode.take_request import TakeSettings, round_points
from studio.generate.placement import plan_placement


def canvas_on_frame(width: int, height: int, settings: TakeSettings, face: FaceObservation | None) -> Box:
    """The take's canvas as left, top, right, bottom in pixels of a frame of `width` x `height`.

    Reaches outside the frame where the take would be padded. `face` is the frame's largest, if known.
    """
    landmarks = None if face is None or face.landmarks is None else round_points(face.landmarks)
    placement = plan_placement(width, height, settings, landmarks)
    left, top, wide, high = placement.shown
    x, y, filled_wide, filled_high = placement.filled
    across, down = wide / filled_wide, high / filled_high
    x0, y0 = left - x * across, top - y * down
    return x0, y0, x0 + placement.width * across, y0 + placement.height * down
