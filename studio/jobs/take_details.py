"""Everything known of one take beside its scores: how it was made, from what, and what its reference measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.episode.errors import StudioError
from studio.episode.external_takes import shown_settings
from studio.episode.face import FaceObservation
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts
from studio.jobs.review_takes import load_review
from studio.review.reachable import Reachable


@dataclass(frozen=True, slots=True)
class TakeDetails:
    """A take as filed. `faces`: those of its source frame, largest first; None where it was not analyzed.

    `preset` is the name its recipe was filed under. `reference` holds the first reference's scores by name, empty
    where it was not measured.
    """

    request: TakeRequest
    facts: TakeFacts
    preset: str
    faces: tuple[FaceObservation, ...] | None
    reference: Mapping[str, float | None]

    def setting(self, name: str) -> Any:  # noqa: ANN401
        """A setting of the take; None where it is not known."""
        from dataclasses import asdict

        return shown_settings(asdict(self.request.settings))[name]


def take_details(store: EpisodeStore, take_id: int, frame_id: int) -> TakeDetails:
    """Read one take; a few rows, quick enough for a window's thread."""
    row = store.takes.row(take_id)
    recipe = store.takes.current_recipe()
    scorer = store.scores.current_scorer()
    label = row.request.landmarks_by or (f"{scorer[1]} {scorer[2]}" if scorer else "")
    faces = store.frames.faces(frame_id, label)
    return TakeDetails(row.request, row.facts, recipe[1] if recipe else "", None if faces is None else tuple(faces),
                       _reference_scores(store))


def take_on_frame(store: EpisodeStore, frame: int, seed: int | None = None) -> tuple[int, int]:
    """Frame id and take id of the pick of a frame, else of its first take; or of its take with that seed.

    Raises StudioError("input") where there is none.
    """
    review = load_review(store)
    there = [item for item in review.candidates if item.frame == frame and seed in (None, item.seed)]
    if not there:
        which = "" if seed is None else f" with seed {seed}"
        raise StudioError("input", f"Frame {frame} of {store.folder.name} has no take{which} under review. `studio review "
                                   "EPISODE --list` shows those there are.")
    picked = {pick.take for pick in review.picks}
    take = next((item.take for item in there if item.take in picked), there[0].take)
    return next(row.id for row in store.frames.of_current_source() if row.number == frame), take


def reachable_text(found: Reachable | None) -> str:
    """Such as `at -21°: 0.55 – 0.86 possible, n = 18`; empty without a yaw."""
    if found is None:
        return ""
    at = f"at {found.yaw:+.0f}°"
    if found.low is None or found.high is None:
        return f"{at}: n = {found.count}"
    return f"{at}: {found.low:.2f} – {found.high:.2f} possible, n = {found.count}"


def _reference_scores(store: EpisodeStore) -> Mapping[str, float | None]:
    run = store.stages.latest("identity", "")
    references = run.details.get("references", []) if run else []
    return dict(references[0]["scores"]) if references else {}
