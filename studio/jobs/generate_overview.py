"""What stands before generating: what is missing, what it will cost, what failed the last time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from studio.episode.errors import StudioError
from studio.episode.frame_table import FailureRow
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.generate.schedule import steps_run
from studio.jobs.budget import Budget, episode_budget
from studio.jobs.recipe_check import frames_made
from studio.jobs.resolve_settings import resolve_settings
from studio.jobs.review_takes import frames_in_range

Lacking: TypeAlias = Literal["source", "identity"]


@dataclass(frozen=True, slots=True)
class GenerateOverview:
    """`frames` are the numbers in the episode's range, `missing` those without a take of the settings as they are now.

    `problem` says why nothing can be generated, as where the preset's engine is not installed; `settings` is then None.
    `failures` are the latest of frames that still have no take. `notice` tells of an engine that was replaced, `host`
    where its engine runs, "" here.
    """

    frames: tuple[int, ...]
    missing: tuple[int, ...]
    lacking: tuple[Lacking, ...]
    preset: str
    settings: TakeSettings | None
    steps_run: int
    failures: tuple[FailureRow, ...]
    budget: Budget
    notice: str = ""
    host: str = ""
    problem: StudioError | None = None


def read_overview(folder: Path, rate_per_hour: float | None) -> GenerateOverview:
    """Read all of it; raises StudioError where there is no such episode."""
    with EpisodeStore.open_to_read(folder) as store:
        lacking = _lacking(store)
        budget = episode_budget(store, rate_per_hour)
        frames = tuple(row.number for row in frames_in_range(store)) if "source" not in lacking else ()
        made = frames_made(store) if frames else set()
        missing = tuple(number for number in frames if number not in made)
        still = set(missing)
        failures = tuple(row for row in store.frames.latest_failures() if row.frame in still)
        notices: list[str] = []
        try:
            preset, settings = resolve_settings(store, lambda event: notices.append(event.text))
        except StudioError as error:
            return GenerateOverview(frames, missing, lacking, store.settings.preset, None, 0, failures, budget,
                                    problem=error)
    return GenerateOverview(frames, missing, lacking, preset.name, settings, steps_run(settings), failures, budget,
                            " ".join(notices), store.settings.host)


def _lacking(store: EpisodeStore) -> tuple[Lacking, ...]:
    found: list[Lacking] = []
    if store.frames.current_source() is None:
        found.append("source")
    if not store.settings.references:
        found.append("identity")
    return tuple(found)

