"""The step that mixes what is heard."""

from __future__ import annotations

from pathlib import Path

from studio.episode.store import EpisodeStore
from studio.episode.track import SOUND_RATE
from studio.finish.mix import mix_tracks
from studio.jobs.events import JobControl, Listener, stage_progress
from studio.jobs.finish_step import FinishStep
from studio.jobs.mix_sound import mix_notices, mix_work
from studio.jobs.stages import StageWork


def mix_step(store: EpisodeStore) -> FinishStep | None:
    """None where the voice's file is heard as it is. Raises StudioError as `mix_work`; its work as `mix_tracks`."""
    wanted = mix_work(store)
    if wanted is None:
        return None

    def work(path: Path, listen: Listener, control: JobControl) -> StageWork:
        result = mix_tracks(store.folder, wanted.tracks, wanted.span.first, wanted.span.count, path,
                            stage_progress(listen, "mix", SOUND_RATE, control))
        details = {"peak": result.peak, "lowered_db": result.lowered_db, "channels": result.channels}
        return StageWork(wanted.items, {**details, "notices": mix_notices(details)})

    return FinishStep(wanted.stage, "Mix", wanted.items, "seconds", work)
