"""How far Foley and music go down under the voice, to be shown beside them."""

from __future__ import annotations

from pathlib import Path

from studio.episode.track import Timeline, samples
from studio.finish.ducking import DuckingCurve, ducking_curve
from studio.finish.mix import Mixer, channels_of


def ducking_shown(folder: Path, timeline: Timeline, duck_db: float) -> DuckingCurve | None:
    """The curve that the mix would follow; None where nothing goes down. Raises StudioError as `Mixer.block`."""
    voices = [track for track in timeline.audible() if track.kind == "voice" and track.clips]
    clips = [clip for track in voices for clip in track.clips]
    if not duck_db or not clips:
        return None
    first, end = min(samples(clip.start_s) for clip in clips), max(samples(clip.end_s) for clip in clips)
    with Mixer(folder, channels_of(folder, voices)) as mixer:
        return ducking_curve(lambda start, count: mixer.block(voices, start, count), first, end, duck_db)
