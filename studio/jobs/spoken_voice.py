"""What a mouth has to follow: the voice alone, over the part of the timeline that is exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.episode.files import passing_file
from studio.episode.store import EpisodeStore
from studio.episode.track import Track
from studio.finish.mix import mix_tracks
from studio.finish.progress import Progress
from studio.jobs.mix_sound import Span, episode_span


@dataclass(frozen=True, slots=True)
class SpokenVoice:
    """The voice's tracks, muted or not, without the person's other sounds, and the samples of the timeline meant."""

    folder: Path
    tracks: tuple[Track, ...]
    span: Span

    def as_inputs(self) -> dict[str, Any]:
        """JSON values that change with every sample of it: files of an episode never change under their names."""
        clips = [[asdict(clip), track.gain_db] for track in self.tracks for clip in track.clips]
        return {"first": self.span.first, "samples": self.span.count, "clips": clips}

    @contextmanager
    def written(self, beside: Path, on_progress: Progress | None = None) -> Iterator[Path]:
        """A 48 kHz WAV of it beside the file that is made with it, gone when the block ends.

        Raises StudioError as `mix_tracks`.
        """
        with passing_file(beside, ".wav") as path:
            mix_tracks(self.folder, self.tracks, self.span.first, self.span.count, path, on_progress)
            yield path


def spoken_voice(store: EpisodeStore) -> SpokenVoice:
    """Of the episode as it is now; StudioError("input") without a voice."""
    timeline = store.timeline()
    span = episode_span(store, timeline)
    return SpokenVoice(store.folder, tuple(track for track in timeline.tracks if track.kind == "voice"), span)
