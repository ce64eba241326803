"""Where clips, captions, their edges, fades and gain lines lie in a row, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF

from studio.episode.track import Caption, Clip, Timeline
from studio.ui.timeline.lane_rows import MARGIN, LaneRow
from studio.ui.timeline.selection import NOTHING, Selection
from studio.ui.timeline.time_axis import TimeAxis

Zone: TypeAlias = Literal["nothing", "body", "start", "end", "fade in", "fade out", "gain"]

EDGE = 6                    # pixels from an edge that trim
HANDLE = 5                  # radius of a fade's handle
LOUDEST_SHOWN, QUIETEST_SHOWN = 12.0, -36.0
_REACH = 4                  # pixels from the gain line that take hold of it


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: which thing, and which part of it."""

    zone: Zone
    selection: Selection


MISS = Hit("nothing", NOTHING)


def span_rect(axis: TimeAxis, row: LaneRow, start_s: float, end_s: float) -> QRectF:
    """The place of a span of time in a row, at least a pixel wide."""
    left, right = axis.x(start_s), axis.x(end_s)
    return QRectF(left, row.top + MARGIN, max(1.0, right - left), row.height - 2 * MARGIN)


def clip_rect(axis: TimeAxis, row: LaneRow, clip: Clip) -> QRectF:
    """The place of a clip."""
    return span_rect(axis, row, clip.start_s, clip.end_s)


def caption_rect(axis: TimeAxis, row: LaneRow, caption: Caption) -> QRectF:
    """The place of a caption."""
    return span_rect(axis, row, caption.start_s, caption.end_s)


def fade_handles(axis: TimeAxis, rect: QRectF, clip: Clip) -> tuple[QPointF, QPointF]:
    """The centres of the two handles; without a fade they stand in the upper corners."""
    low, high = rect.left() + HANDLE + 1, rect.right() - HANDLE - 1
    rise = rect.left() + clip.fade_in_s * axis.pixels_per_s
    fall = rect.right() - clip.fade_out_s * axis.pixels_per_s
    y = rect.top() + HANDLE + 1
    return QPointF(max(low, rise), y), QPointF(min(high, fall), y)


def gain_y(rect: QRectF, gain_db: float) -> float:
    """The height of the gain line."""
    shown = min(max(gain_db, QUIETEST_SHOWN), LOUDEST_SHOWN)
    return rect.top() + rect.height() * (LOUDEST_SHOWN - shown) / (LOUDEST_SHOWN - QUIETEST_SHOWN)


def gain_at(rect: QRectF, y: float) -> float:
    """The gain that a height stands for, to half a decibel; near 0 it is 0."""
    share = (y - rect.top()) / max(1.0, rect.height())
    gain = LOUDEST_SHOWN - share * (LOUDEST_SHOWN - QUIETEST_SHOWN)
    kept = min(max(gain, QUIETEST_SHOWN), LOUDEST_SHOWN)
    return 0.0 if abs(kept) < 0.75 else round(kept * 2) / 2


def hit(axis: TimeAxis, timeline: Timeline, row: LaneRow, point: QPointF, selected: Selection) -> Hit:
    """What lies under a point of a row; of clips one over the other the selected one, then the last."""
    if row.kind == "captions":
        return _caption_hit(axis, timeline, row, point)
    if row.kind != "track":
        return MISS
    clips = list(enumerate(timeline.track(row.track).clips))
    clips.sort(key=lambda item: (Selection("clip", row.track, item[0]) == selected, item[0]), reverse=True)
    for index, clip in clips:
        rect = clip_rect(axis, row, clip)
        if rect.adjusted(-2, 0, 2, 0).contains(point):
            return Hit(_clip_zone(axis, rect, clip, point), Selection("clip", row.track, index))
    return MISS


def _clip_zone(axis: TimeAxis, rect: QRectF, clip: Clip, point: QPointF) -> Zone:
    if rect.width() > 6 * HANDLE:
        rise, fall = fade_handles(axis, rect, clip)
        for zone, handle in (("fade in", rise), ("fade out", fall)):
            if (point - handle).manhattanLength() <= 2 * HANDLE:
                return "fade in" if zone == "fade in" else "fade out"
    edge = min(EDGE, rect.width() / 4)
    if point.x() <= rect.left() + edge:
        return "start"
    if point.x() >= rect.right() - edge:
        return "end"
    return "gain" if abs(point.y() - gain_y(rect, clip.gain_db)) <= _REACH else "body"


def _caption_hit(axis: TimeAxis, timeline: Timeline, row: LaneRow, point: QPointF) -> Hit:
    for index, caption in reversed(list(enumerate(timeline.captions))):
        rect = caption_rect(axis, row, caption)
        if rect.adjusted(-2, 0, 2, 0).contains(point):
            edge = min(EDGE, rect.width() / 4)
            zone: Zone = "start" if point.x() <= rect.left() + edge else \
                "end" if point.x() >= rect.right() - edge else "body"
            return Hit(zone, Selection("caption", "", index))
    return MISS
