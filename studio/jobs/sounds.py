"""Bringing further sounds into the episode, beside the voice."""

from __future__ import annotations

from pathlib import Path

from studio.episode.files import atomic_path, safe_name
from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE, Clip, Timeline, Track, TrackKind
from studio.jobs.events import JobEvent, Listener
from studio.jobs.inputs import require_exists
from studio.jobs.stages import Stage, StageWork, file_digest, run_stage
from studio.media.sound import is_silent, to_wav_48k

SOUND_REVISION = 1


def import_sound(store: EpisodeStore, path: Path, listen: Listener) -> tuple[str, float]:
    """Convert any common sound file to 48 kHz inside the episode; its name there and its length in seconds.

    A file that was brought in before is found again. Raises StudioError for what is no sound.
    """
    require_exists(path, "sound")
    digest = file_digest(path)
    name = f"audio/{digest[:12]}-{safe_name(path.stem, 40)}.wav"
    stage = Stage("sound", {"revision": SOUND_REVISION, "digest": digest}, file=name)

    def work(out: Path) -> StageWork:
        with atomic_path(out) as temporary:
            sound = to_wav_48k(path, temporary)
        return StageWork(1, {"samples": sound.samples_48k, "silent": is_silent(out)})

    run, _ = run_stage(store, stage, work, listen)
    if run.details["silent"]:
        listen(JobEvent("notice", "sound", text=f"{path.name} is silent from beginning to end; it is used as it is."))
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
