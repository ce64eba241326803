"""From the rows of the store to candidates, picks and a summary."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, cast

from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.frame_range import parse_frame_range
from studio.episode.frame_table import FrameRow
from studio.episode.pick import Candidate, Decision, Pick
from studio.episode.store import EpisodeStore
from studio.episode.sweep_table import FramesThere
from studio.episode.thresholds import Thresholds
from studio.jobs.take_columns import load_columns
from studio.review.column_picks import PickOrder, standing_codes
from studio.review.explain import explain_nothing_passes
from studio.review.picks import choose_picks
from studio.review.summary import ReviewSummary, summarize
from studio.review.take_filter import TakeFilter, TakeSort, shown_rows, sorted_rows

_DECISIONS: dict[int, Decision | None] = {1: "accept", -1: "reject", 0: None}
_FACT_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Review:
    """The current recipe's takes on the episode's frames, what may stand, and what does."""

    candidates: list[Candidate]
    picks: list[Pick]
    thresholds: Thresholds
    scorer: int | None
    analyzer: str

    def summary(self) -> ReviewSummary:
        """Counts, pass rate with its interval, ranges."""
        return summarize(self.candidates, self.thresholds, self.picks, self.scorer)


def frames_in_range(store: EpisodeStore, frames: str | None = None) -> list[FrameRow]:
    """The frames of the current source that the episode's range, or `frames`, names."""
    rows = store.frames.of_current_source()
    if not rows:
        raise StudioError("input", f"{store.folder.name} has no source yet. Add one with `studio import "
                                   f"{store.folder} --source PATH`.")
    text = store.settings.frames if frames is None else frames
    if not text:
        return rows
    wanted = set(parse_frame_range(text).select([row.number for row in rows]))
    return [row for row in rows if row.number in wanted]


def frames_there(store: EpisodeStore, without: Collection[int] = ()) -> FramesThere:
    """How many frames the episode's range and its source have, those `without` not counted. Raises as `frames_in_range`."""
    ranges = (frames_in_range(store), frames_in_range(store, ""))
    return FramesThere(*(sum(row.number not in without for row in rows) for rows in ranges))


def numbers_in_range(store: EpisodeStore) -> list[int]:
    """The numbers of the frames of the current source that the episode's range names, ascending.

    Raises StudioError "input" where the range reaches outside the source.
    """
    numbers, text = store.frames.numbers(), store.settings.frames
    return parse_frame_range(text).select(numbers) if text else numbers


def load_review(store: EpisodeStore) -> Review:
    """Read candidates within the episode's range and choose the picks."""
    settings = store.settings
    recipe = store.takes.current_recipe()
    scorer = store.scores.current_scorer()
    scorer_id = scorer[0] if scorer else None
    rows = store.scores.of_recipe(recipe[0], scorer_id) if recipe else iter(())
    candidates = [_candidate(row, scorer_id) for row in rows]
    if settings.frames:
        wanted = set(parse_frame_range(settings.frames).select(store.frames.numbers()))
        candidates = [item for item in candidates if item.frame in wanted]
    picks = choose_picks(candidates, settings.thresholds, scorer_id)
    return Review(candidates, picks, settings.thresholds, scorer_id, scorer[1] if scorer else "")


def require_picks(store: EpisodeStore, review: Review) -> Sequence[Pick]:
    """The picks, or StudioError("nothing") that says why there are none and what to do."""
    if review.picks:
        return review.picks
    raise StudioError("nothing", explain_nothing_passes(
        review.candidates, review.thresholds, scorer=review.scorer, episode=_as_argument(store)))


def takes_on_frames(review: Review, frames: str) -> list[int]:
    """The takes on the frames that a range names, for a decision by frame number."""
    wanted = set(parse_frame_range(frames).select(sorted({item.frame for item in review.candidates})))
    return [item.take for item in review.candidates if item.frame in wanted]


def listed_takes(store: EpisodeStore, review: Review, wanted: TakeFilter, sort: TakeSort) -> list[Candidate]:
    """The candidates that a filter lets through, in that order; `review` as just read from `store`."""
    columns = load_columns(store)
    codes = standing_codes(columns, review.thresholds)
    rows = shown_rows(columns, codes, PickOrder(columns).picks(codes), wanted, sorted_rows(columns, sort))
    by_place = {(item.frame, item.take): item for item in review.candidates}
    places = zip(columns.frames[rows].tolist(), columns.takes[rows].tolist(), strict=True)
    return [by_place[place] for place in places]


def _candidate(row: tuple[Any, ...], scorer: int | None) -> Candidate:
    _, number, take_id, key, seed, decision, chosen, scored = row[:_FACT_COLUMNS]
    scores = Scores(*row[_FACT_COLUMNS:]) if scored is not None else None
    return Candidate(number, take_id, key, seed, scores, scorer if scores else None, _DECISIONS[cast("int", decision)],
                     chosen == take_id)


def _as_argument(store: EpisodeStore) -> str:
    import shlex

    return shlex.quote(str(store.folder))
