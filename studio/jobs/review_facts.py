"""What the review shows beside the takes: by which recipe they were made, what one more costs, how the loop moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.episode.store import EpisodeStore
from studio.jobs.timings import seconds_per_frame


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """`seconds_a_take` as measured on this machine with the recipe's preset and engine, else over the recipe's own takes;
    None where nothing was timed.

    `motion` is `finish.frame_diff.FrameDiff` as values, of the loop made last; None before the first.
    """

    preset: str = ""
    engine: str = ""
    seconds_a_take: float | None = None
    motion: Mapping[str, Any] | None = None


def read_review_facts(folder: Path) -> ReviewFacts:
    """Read all of it; raises StudioError where there is no such episode."""
    with EpisodeStore.open_to_read(folder) as store:
        recipe = store.takes.current_recipe()
        own = store.takes.mean_seconds(recipe[0]) if recipe else None
        loops = [run for run in store.stages.all() if run.stage == "loop"]
    _, preset, engine = recipe or (0, "", "")
    motion = loops[-1].details.get("frame_diff") if loops else None
    return ReviewFacts(preset, engine, seconds_per_frame(preset).get(engine, own), motion)
