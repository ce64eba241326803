"""Bringing further sounds into the episode, beside the voice."""

from __future__ import annotations

from pathlib import Path

from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE, Clip, Timeline, Track, TrackKind
from studio.jobs.events import Listener
from studio.jobs.inputs import keep_sound, require_exists

SOUND_REVISION = 1


def import_sound(store: EpisodeStore, path: Path, listen: Listener) -> tuple[str, float]:
    """Bring a sound in as `keep_sound` does; its name in the episode and its length in seconds."""
    require_exists(path, "sound")
    run, _ = keep_sound(store, path, "sound", SOUND_REVISION, listen)
    return run.output, int(run.details["samples"]) / SOUND_RATE


def with_sound(timeline: Timeline, file: str, length_s: float, kind: TrackKind, name: str, start_s: float = 0.0,
               gain_db: float = 0.0) -> tuple[Timeline, Track]:
    """The timeline with a further track that plays all of `file` from `start_s` on, and that track."""
    track = Track(timeline.new_id(kind), kind, name, (Clip(file, start_s, 0.0, length_s),), gain_db)
    return timeline.with_track(track), track


def add_sound(store: EpisodeStore, path: Path, kind: TrackKind, listen: Listener, *, start_s: float = 0.0,
              gain_db: float = 0.0) -> Track:
    """Bring a sound file in and give it a track of its own, as one step of the history."""
    file, length_s = import_sound(store, path, listen)
    timeline, track = with_sound(store.timeline(), file, length_s, kind, path.stem, start_s, gain_db)
    store.history.set_timeline(timeline, f"add {kind} {path.name}")
    return track
