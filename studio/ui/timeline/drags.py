"""A drag on the timeline: from where it was grabbed and where the hand is now, the timeline it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.episode.clip_edits import (
    caption_moved,
    caption_with_end,
    caption_with_start,
    clip_to_track,
    edit_points,
    may_hold,
    moved,
    snapped,
    with_caption,
    with_clip,
    with_end,
    with_fade_in,
    with_fade_out,
    with_gain,
    with_start,
)
from studio.episode.track import Caption, Clip, Timeline
from studio.ui.timeline.selection import Selection
from studio.ui.timeline.shapes import Hit


@dataclass(frozen=True, slots=True)
class Hand:
    """Where the hand is: seconds, the gain its height stands for, how near (seconds) a point draws it (0: not at all),
    and the track it is over."""

    seconds: float
    gain_db: float
    snap_s: float
    track: str = ""


@dataclass(frozen=True, slots=True)
class Drag:
    """One gesture on a clip or caption of `before`. `points` are the times that draw, `file_s` how long the clip's
    file is (None: unknown)."""

    before: Timeline
    hit: Hit
    grabbed_s: float
    points: Sequence[float]
    file_s: float | None = None

    def at(self, hand: Hand) -> Timeline:
        """The timeline with the hand there."""
        held = self.hit.selection
        if held.kind == "caption":
            caption = self._caption_at(self.before.captions[held.index], hand)
            return with_caption(self.before, held.index, caption)
        clip = self._clip_at(self.before.track(held.track).clips[held.index], hand)
        timeline = with_clip(self.before, held.track, held.index, clip)
        return clip_to_track(timeline, held.track, held.index, hand.track) if self._changes_track(hand) else timeline

    def selection_at(self, hand: Hand) -> Selection:
        """Where what is held is found in that timeline."""
        if not self._changes_track(hand):
            return self.hit.selection
        return Selection("clip", hand.track, len(self.before.track(hand.track).clips))

    def _changes_track(self, hand: Hand) -> bool:
        held = self.hit.selection
        return (held.kind == "clip" and self.hit.zone == "body" and hand.track not in ("", held.track)
                and may_hold(self.before, held.track, hand.track))

    def _clip_at(self, clip: Clip, hand: Hand) -> Clip:
        zone = self.hit.zone
        if zone == "body":
            return moved(clip, self._drawn_span(clip.start_s, clip.end_s, hand))
        if zone == "gain":
            return with_gain(clip, hand.gain_db)
        edge = snapped(hand.seconds, self.points, hand.snap_s)
        edits: dict[str, Callable[[], Clip]] = {
            "start": lambda: with_start(clip, edge), "end": lambda: with_end(clip, edge, self.file_s),
            "fade in": lambda: with_fade_in(clip, edge - clip.start_s),
            "fade out": lambda: with_fade_out(clip, clip.end_s - edge),
        }
        return edits[zone]()

    def _caption_at(self, caption: Caption, hand: Hand) -> Caption:
        if self.hit.zone == "body":
            return caption_moved(caption, self._drawn_span(caption.start_s, caption.end_s, hand))
        edge = snapped(hand.seconds, self.points, hand.snap_s)
        return caption_with_start(caption, edge) if self.hit.zone == "start" else caption_with_end(caption, edge)

    def _drawn_span(self, start_s: float, end_s: float, hand: Hand) -> float:
        """Where the span begins, drawn by whichever of its ends is nearer to a point."""
        start, length = start_s + hand.seconds - self.grabbed_s, end_s - start_s
        by_start = snapped(start, self.points, hand.snap_s)
        by_end = snapped(start + length, self.points, hand.snap_s) - length
        moves = [place for place in (by_start, by_end) if abs(place - start) > 1e-9]
        return min(moves, key=lambda place: abs(place - start), default=start)


def points_without(timeline: Timeline, hit: Hit, others: Sequence[float]) -> list[float]:
    """What draws a thing while it is dragged: the edit points without its own, and `others`."""
    held = hit.selection
    if held.kind == "caption":
        rest = with_caption(timeline, held.index, None)
    else:
        rest = with_clip(timeline, held.track, held.index, None)
    return sorted({*edit_points(rest), *others})
