"""Edits of clips and captions: what a hand does on a timeline, as functions that return the changed value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.episode.errors import StudioError
from studio.episode.track import LOUDEST_DB, QUIETEST_DB, Caption, Clip, Timeline, Track

SHORTEST_S = 0.01
"""A hundredth of a second: no clip or caption is trimmed below it."""


def moved(clip: Clip, start_s: float) -> Clip:
    """The clip beginning at `start_s`, at 0 at the earliest."""
    return replace(clip, start_s=max(0.0, start_s))


def with_start(clip: Clip, start_s: float) -> Clip:
    """The clip trimmed or lengthened at its beginning; its sound stays where it is."""
    earliest = max(0.0, clip.start_s - clip.offset_s)
    start = min(max(start_s, earliest), clip.end_s - SHORTEST_S)
    shift = start - clip.start_s
    return _with_fades_inside(replace(clip, start_s=start, offset_s=max(0.0, clip.offset_s + shift),
                                      length_s=clip.length_s - shift))


def with_end(clip: Clip, end_s: float, file_length_s: float | None = None) -> Clip:
    """The clip trimmed or lengthened at its end, as far as its file reaches (None: no further than now)."""
    longest = max(clip.length_s, (file_length_s or 0.0) - clip.offset_s)
    length = min(max(end_s - clip.start_s, SHORTEST_S), longest)
    return _with_fades_inside(replace(clip, length_s=length))


def with_fade_in(clip: Clip, seconds: float) -> Clip:
    """The clip rising over its first `seconds`, up to where it begins to fall."""
    return replace(clip, fade_in_s=min(max(0.0, seconds), clip.length_s - clip.fade_out_s))


def with_fade_out(clip: Clip, seconds: float) -> Clip:
    """The clip falling over its last `seconds`, from where it has risen at the earliest."""
    return replace(clip, fade_out_s=min(max(0.0, seconds), clip.length_s - clip.fade_in_s))


def with_gain(clip: Clip, gain_db: float) -> Clip:
    """The clip at another gain, within what a gain may be."""
    return replace(clip, gain_db=min(max(gain_db, QUIETEST_DB), LOUDEST_DB))


def split(clip: Clip, at_s: float) -> tuple[Clip, Clip] | None:
    """The clip as two that sound as it did; None where `at_s` is not inside it."""
    first = at_s - clip.start_s
    if not SHORTEST_S <= first <= clip.length_s - SHORTEST_S:
        return None
    before = replace(clip, length_s=first, fade_in_s=min(clip.fade_in_s, first), fade_out_s=0.0)
    rest = clip.length_s - first
    after = replace(clip, start_s=at_s, offset_s=clip.offset_s + first, length_s=rest, fade_in_s=0.0,
                    fade_out_s=min(clip.fade_out_s, rest))
    return before, after


def split_track(track: Track, at_s: float) -> Track:
    """The track with each clip under `at_s` split there; the same track where there is none."""
    parts = [split(clip, at_s) or (clip,) for clip in track.clips]
    return replace(track, clips=tuple(part for found in parts for part in found))


def with_clip(timeline: Timeline, track_id: str, index: int, clip: Clip | None) -> Timeline:
    """The timeline with another clip in that place, or without it."""
    track = timeline.track(track_id)
    clips = (*track.clips[:index], *((clip,) if clip else ()), *track.clips[index + 1:])
    return timeline.with_track(replace(track, clips=clips))


def may_hold(timeline: Timeline, track_id: str, other_id: str) -> bool:
    """Whether clips of one track may go to the other: the voice is alone on its track, and stays there."""
    voice = timeline.voice
    return voice is None or voice.id not in (track_id, other_id)


def clip_to_track(timeline: Timeline, track_id: str, index: int, other_id: str) -> Timeline:
    """The timeline with a clip as the last of another track; StudioError("usage") where the voice would be touched."""
    clip, other = timeline.track(track_id).clips[index], timeline.track(other_id)
    if not may_hold(timeline, track_id, other_id):
        raise StudioError("usage", f"A clip of {track_id} cannot go to {other_id}: the voice has its track for itself.")
    return with_clip(timeline, track_id, index, None).with_track(replace(other, clips=(*other.clips, clip)))


def with_caption(timeline: Timeline, index: int, caption: Caption | None) -> Timeline:
    """The timeline with another caption in that place, or without it; the order is kept."""
    captions = (*timeline.captions[:index], *((caption,) if caption else ()), *timeline.captions[index + 1:])
    return replace(timeline, captions=captions)


def caption_moved(caption: Caption, start_s: float) -> Caption:
    """The caption beginning at `start_s`, at 0 at the earliest, as long as before."""
    start = max(0.0, start_s)
    return replace(caption, start_s=start, end_s=start + caption.end_s - caption.start_s)


def caption_with_start(caption: Caption, start_s: float) -> Caption:
    """The caption shown from another time on."""
    return replace(caption, start_s=min(max(0.0, start_s), caption.end_s - SHORTEST_S))


def caption_with_end(caption: Caption, end_s: float) -> Caption:
    """The caption shown until another time."""
    return replace(caption, end_s=max(end_s, caption.start_s + SHORTEST_S))


def with_marker(timeline: Timeline, at_s: float, near_s: float) -> Timeline:
    """The timeline with a marker at `at_s`, or without the one that is there (within `near_s`) already."""
    others = tuple(marker for marker in timeline.markers if abs(marker - at_s) > near_s)
    if len(others) == len(timeline.markers):
        return with_new_marker(timeline, at_s)
    return replace(timeline, markers=others)


def with_new_marker(timeline: Timeline, at_s: float) -> Timeline:
    """The timeline with a marker at `at_s`; the same where there is one."""
    return replace(timeline, markers=tuple(sorted({*timeline.markers, at_s})))


def without_marker(timeline: Timeline, at_s: float) -> Timeline:
    """The timeline without the marker nearest to `at_s`; StudioError("usage") where there is none at all."""
    if not timeline.markers:
        raise StudioError("usage", "The timeline has no marker.")
    nearest = min(timeline.markers, key=lambda marker: abs(marker - at_s))
    return replace(timeline, markers=tuple(marker for marker in timeline.markers if marker != nearest))


def edit_points(timeline: Timeline) -> list[float]:
    """Every time at which something begins or ends or is marked, each once, in order."""
    points = {0.0, *timeline.markers}
    points.update(edge for track in timeline.tracks for clip in track.clips for edge in (clip.start_s, clip.end_s))
    points.update(edge for caption in timeline.captions for edge in (caption.start_s, caption.end_s))
    points.update(edge for edge in (timeline.in_s, timeline.out_s) if edge is not None)
    return sorted(points)


def snapped(seconds: float, points: Iterable[float], within_s: float) -> float:
    """The nearest of the points that lies within `within_s`, else `seconds` as they are."""
    nearest = min(points, key=lambda point: abs(point - seconds), default=seconds)
    return nearest if abs(nearest - seconds) <= within_s else seconds


def _with_fades_inside(clip: Clip) -> Clip:
    rise = min(clip.fade_in_s, clip.length_s)
    return replace(clip, fade_in_s=rise, fade_out_s=min(clip.fade_out_s, clip.length_s - rise))
