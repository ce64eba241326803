"""What an episode's source is, as it is shown beside it."""

from __future__ import annotations

from dataclasses import dataclass

from studio.episode.errors import StudioError
from studio.episode.frame_range import parse_frame_range
from studio.episode.frame_table import SourceRow
from studio.episode.store import EpisodeStore
from studio.jobs.source_change import source_notices


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the store says of the current source; `numbers` are its frames, `seconds` how long it lasts."""

    row: SourceRow
    numbers: list[int]
    seconds: float
    notices: tuple[str, ...]


def read_source_facts(store: EpisodeStore) -> SourceFacts | None:
    """None before a source was imported."""
    row = store.frames.current_source()
    if row is None or not row.file:
        return None
    frames = store.frames.of_current_source()
    spacing = 1 / row.fps if row.fps else 0.0
    seconds = frames[-1].time_s + spacing if frames else 0.0
    return SourceFacts(row, [item.number for item in frames], seconds, source_notices(store))


def chosen_numbers(frames: str, numbers: list[int]) -> list[int]:
    """The frames that a range names, all of them without one; none where it does not fit."""
    try:
        return parse_frame_range(frames).select(numbers) if frames else numbers
    except StudioError:
        return []
