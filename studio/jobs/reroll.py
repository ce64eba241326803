"""Further takes with the next seeds: of the frames that have no pick, or of those that are named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.events import JobControl, Listener
from studio.jobs.generate_takes import GenerateOptions, generate_takes
from studio.jobs.review_takes import load_review
from studio.review.reroll_plan import RerollPlan, plan_further, plan_reroll


@dataclass(frozen=True, slots=True)
class RerollReport:
    """What re-rolling did; `exhausted` frames have used up their seeds, `undecided` ones wait for a score."""

    made: int
    rounds: int
    exhausted: tuple[int, ...]
    undecided: tuple[int, ...]


def reroll(store: EpisodeStore, max_seeds: int, listen: Listener, control: JobControl, *, until_pass: bool,
           options: GenerateOptions | None = None, frames: Collection[int] | None = None) -> RerollReport:
    """One further take for each frame without a pick; with `until_pass`, round after round up to `max_seeds`.

    `frames` are the only ones that count, where given; without `until_pass` each of them gets a further take, also one
    that has a pick, and `max_seeds` does not bound it.
    """
    made = rounds = 0
    plans: list[RerollPlan] = []

    def wanted(numbers: Sequence[int], settings: TakeSettings) -> Sequence[tuple[int, int]]:
        review = load_review(store)
        counted = numbers if frames is None else sorted(set(numbers) & set(frames))
        if frames is not None and not until_pass:
            plans.append(plan_further(counted, review.candidates, settings.seed))
        else:
            plans.append(plan_reroll(counted, review.candidates, review.thresholds, seed=settings.seed,
                                     max_seeds=max_seeds, scorer=review.scorer))
        return [(item.frame, item.seed) for item in plans[-1].next_round]

    while True:
        result = generate_takes(store, listen, control, wanted, options)
        made += result.report.made + result.report.found
        rounds += bool(plans[-1].next_round)
        if not plans[-1].next_round or not until_pass:
            return RerollReport(made, rounds, plans[-1].exhausted, plans[-1].undecided)
