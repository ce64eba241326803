"""The timeline of a finished video for other editing programs, in OpenTimelineIO's own format (.otio).

Pictures are counted in frames and sounds in samples, both exactly; what other programs have no word for (gain, fades, the
takes behind the pictures) is in each item's metadata under `fullmotion_studio`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import opentimelineio as otio

from studio.episode.files import write_atomically
from studio.episode.track import SOUND_RATE, samples
from studio.finish.captions import within
from studio.finish.loop_blocks import loop_blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction
    from pathlib import Path

    from studio.episode.track import Clip, Timeline, Track
    from studio.finish.loop import LoopPlan
    from studio.finish.loop_blocks import LoopBlock

METADATA = "fullmotion_studio"
CAPTION_RATE = 1000
"""Captions are in milliseconds, as in SubRip files."""


@dataclass(frozen=True, slots=True)
class PictureOrigin:
    """Where a picture of the loop comes from: the source's frame, the key of the take that stands for it, and how far it
    is (0-1) on the way to the next take's, where it was made between two."""

    frame: int
    take: str
    between: float = 0.0


@dataclass(frozen=True, slots=True)
class FinishedTimeline:
    """What to write: the video as `url` with `plan.frames` frames, and the samples `first` to `first + count` of
    `timeline` that are heard under it. `address` makes the address of a sound from its file's name in the episode."""

    name: str
    url: str
    plan: LoopPlan
    pictures: Sequence[PictureOrigin]
    timeline: Timeline
    first: int
    count: int
    address: Callable[[str], str]


def write_otio(finished: FinishedTimeline, out: Path) -> None:
    """Write the .otio file, whole or not at all."""
    write_atomically(out, otio_timeline(finished).to_json_string(indent=1).encode("utf-8"))


def otio_timeline(finished: FinishedTimeline) -> otio.schema.Timeline:
    """It begins where the video begins: sounds are cut to it, and those outside it are left out.

    The picture is one track of blocks, each running through the picks once; clips of one track that overlap go to tracks of
    the same name, since there clips follow one another.
    """
    timeline = finished.timeline
    own = {"in_s": timeline.in_s, "out_s": timeline.out_s, "fps": str(finished.plan.fps), "generated": True,
           "pictures": [asdict(item) for item in finished.pictures]}
    made = otio.schema.Timeline(finished.name, metadata={METADATA: own})
    made.tracks.append(_picture_track(finished))
    heard = {track.id for track in timeline.audible()}
    for track in timeline.tracks:
        for lane in _lanes(_reaching(track.clips, finished)):
            made.tracks.append(_sound_track(track, lane, finished, heard=track.id in heard))
    _mark(made.tracks, finished)
    return made


def _picture_track(finished: FinishedTimeline) -> otio.schema.Track:
    plan = finished.plan
    reference = otio.schema.ExternalReference(finished.url, _frames(0, plan.frames, plan.fps))
    track = otio.schema.Track("Picture", kind=otio.schema.TrackKind.Video)
    for block in loop_blocks(plan):
        track.append(_block_clip(block, plan.fps, reference))
    return track


def _block_clip(block: LoopBlock, fps: Fraction, reference: otio.schema.ExternalReference) -> otio.schema.Clip:
    own = {"first_picture": block.first_pick, "last_picture": block.last_pick, "forward": block.forward}
    name = f"pictures {block.first_pick}-{block.last_pick}"
    copy = otio.schema.ExternalReference(reference.target_url, reference.available_range)
    return otio.schema.Clip(name, copy, _frames(block.first, block.frames, fps), {METADATA: own})


def _sound_track(track: Track, lane: Sequence[Clip], finished: FinishedTimeline, *, heard: bool) -> otio.schema.Track:
    own = {"id": track.id, "kind": track.kind, "gain_db": track.gain_db, "mute": track.mute, "solo": track.solo}
    made = otio.schema.Track(track.name, kind=otio.schema.TrackKind.Audio, metadata={METADATA: own})
    made.enabled = heard
    at = 0
    for clip in lane:
        begin, end, offset = _cut(clip, finished)
        if begin > at:
            made.append(otio.schema.Gap(source_range=_samples(0, begin - at)))
        made.append(_sound_clip(clip, offset, end - begin, finished))
        at = end
    return made


def _sound_clip(clip: Clip, offset: int, length: int, finished: FinishedTimeline) -> otio.schema.Clip:
    own = {"gain_db": clip.gain_db, "fade_in_s": clip.fade_in_s, "fade_out_s": clip.fade_out_s, "file": clip.file}
    reference = otio.schema.ExternalReference(finished.address(clip.file))
    return otio.schema.Clip(clip.file.rpartition("/")[2], reference, _samples(offset, length), {METADATA: own})


def _cut(clip: Clip, finished: FinishedTimeline) -> tuple[int, int, int]:
    """Begin and end in samples of the video, and from which sample of its file; cut at the video's ends."""
    start = samples(clip.start_s) - finished.first
    begin, end = max(0, start), min(start + samples(clip.length_s), finished.count)
    return begin, end, samples(clip.offset_s) + begin - start


def _reaching(clips: Iterable[Clip], finished: FinishedTimeline) -> list[Clip]:
    """The clips that are heard in the video, in the order in which they begin."""
    ranges = [(clip, *_cut(clip, finished)) for clip in clips]
    return sorted((clip for clip, begin, end, _ in ranges if end > begin), key=lambda clip: clip.start_s)


def _lanes(clips: Iterable[Clip]) -> list[list[Clip]]:
    """As few rows as keep apart what sounds at the same time."""
    lanes: list[list[Clip]] = []
    for clip in clips:
        lane = next((lane for lane in lanes if samples(lane[-1].end_s) <= samples(clip.start_s)), None)
        if lane is None:
            lanes.append([clip])
        else:
            lane.append(clip)
    return lanes


def _mark(stack: otio.schema.Stack, finished: FinishedTimeline) -> None:
    """Captions and the person's markers, as markers over all tracks."""
    start_s, end_s = finished.first / SOUND_RATE, (finished.first + finished.count) / SOUND_RATE
    for caption in within(finished.timeline.captions, start_s, end_s):
        begin, length = round(caption.start_s * CAPTION_RATE), round((caption.end_s - caption.start_s) * CAPTION_RATE)
        stack.markers.append(_marker(caption.text, begin, length, "caption", otio.schema.MarkerColor.CYAN))
    for at in finished.timeline.markers:
        if start_s <= at <= end_s:
            begin = round((at - start_s) * CAPTION_RATE)
            stack.markers.append(_marker("marker", begin, 0, "marker", otio.schema.MarkerColor.RED))


def _marker(text: str, begin: int, length: int, kind: str, color: str) -> otio.schema.Marker:
    own: dict[str, Any] = {METADATA: {"kind": kind}}
    return otio.schema.Marker(text, _range(begin, length, CAPTION_RATE), color, own, text)


def _frames(first: int, count: int, fps: Fraction) -> otio.opentime.TimeRange:
    return _range(first, count, float(fps))


def _samples(first: int, count: int) -> otio.opentime.TimeRange:
    return _range(first, count, SOUND_RATE)


def _range(first: int, count: int, rate: float) -> otio.opentime.TimeRange:
    return otio.opentime.TimeRange(otio.opentime.RationalTime(first, rate), otio.opentime.RationalTime(count, rate))
