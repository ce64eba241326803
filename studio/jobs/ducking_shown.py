"""How far Foley and music go down under the voice, to be shown beside them."""

from __future__ import annotations

from pathlib import Path

from studio.episode.track import Timeline
from studio.finish.ducking import DuckingCurve
from studio.finish.mix import Mixer, channels_of, ducking_under


def ducking_shown(folder: Path, timeline: Timeline, duck_db: float) -> DuckingCurve | None:
    """The curve that the mix would follow; None where nothing goes down. Raises StudioError as `Mixer.block`."""
    voices = [track for track in timeline.audible() if track.kind == "voice" and track.clips]
    if not duck_db or not voices:
        return None
    with Mixer(folder, channels_of(folder, voices)) as mixer:
        return ducking_under(mixer, voices, duck_db)
