"""How far Foley and music go down under the voice, to be shown and heard before anything is mixed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.episode.track import Timeline, Track
from studio.finish.ducking import DuckingCurve
from studio.finish.mix import Mixer, channels_of, ducking_under


def voices_heard(timeline: Timeline) -> tuple[Track, ...]:
    """The tracks that others go down under."""
    return tuple(track for track in timeline.audible() if track.kind == "voice" and track.clips)


def ducking_shown(folder: Path, voices: Sequence[Track], duck_db: float) -> DuckingCurve:
    """The curve that the mix would follow under these tracks, which have clips. Raises StudioError as `Mixer.block`."""
    with Mixer(folder, channels_of(folder, voices)) as mixer:
        return ducking_under(mixer, voices, duck_db)
