"""What the voice is: how long, how loud, and its outline for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from studio.episode.store import EpisodeStore
from studio.jobs.events import pass_over
from studio.jobs.stages import Stage, StageWork, run_stage
from studio.jobs.waveforms import waveform
from studio.media.loudness import integrated_loudness
from studio.media.waveform import WaveformSummary

LOUDNESS_REVISION = 2


@dataclass(frozen=True, slots=True)
class VoiceLook:
    """`file` inside the episode; `lufs` is None for silence."""

    file: str
    summary: WaveformSummary
    lufs: float | None


def look_at_voice(store: EpisodeStore) -> VoiceLook | None:
    """Read the voice, or what was kept of it; None where the episode has none. StudioError where it is no sound."""
    file = store.settings.voice
    if not file:
        return None
    stage = Stage("loudness", {"revision": LOUDNESS_REVISION, "voice": file})
    run, _ = run_stage(store, stage, lambda _: StageWork(1, {"lufs": integrated_loudness(store.path(file))}), pass_over)
    return VoiceLook(file, waveform(store.folder, file), run.details["lufs"])
