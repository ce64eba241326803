"""Filter, order and histograms of an episode, remembered while it is the latest that was reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from studio.episode.face import SCORE_NAMES
from studio.review.take_filter import FRAME, GROUPS, Group, ScoreSpan, TakeFilter, TakeSort
from studio.ui.window_state import WindowState

_NAME = "review.filter"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered; `scores` are those with a histogram."""

    filter: TakeFilter = field(default_factory=TakeFilter)
    sorting: TakeSort = field(default_factory=TakeSort)
    scores: tuple[str, ...] = ()


class FilterMemory:
    """Reads tolerantly: what an older version or another hand left is passed over."""

    def __init__(self, state: WindowState, folder: Path) -> None:
        self._state = state
        self._folder = str(folder)

    def write(self, kept: Kept) -> None:
        """Remember."""
        spans = {name: [span.low, span.high] for name, span in kept.filter.spans}
        self._state.put(_NAME, {"episode": self._folder, "group": kept.filter.group, "spans": spans,
                                "by": kept.sorting.by, "descending": kept.sorting.descending, "scores": list(kept.scores)})

    def read(self) -> Kept:
        """What was remembered of this episode; of another only which histograms were shown."""
        held = self._state.mapping(_NAME)
        scores = tuple(name for name in _list(held.get("scores")) if name in SCORE_NAMES)
        if held.get("episode") != self._folder:
            return Kept(scores=scores)
        group: Group = next((name for name in GROUPS if name == held.get("group")), "all")
        spans = held.get("spans")
        found = tuple((name, ScoreSpan(*ends)) for name, ends in spans.items() if name in SCORE_NAMES and _is_span(ends)
                      ) if isinstance(spans, dict) else ()
        by = held.get("by")
        sorting = TakeSort(by if by in SCORE_NAMES else FRAME, held.get("descending") is True)
        return Kept(TakeFilter(group, found), sorting, scores)


def _list(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _is_span(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(end is None or isinstance(end, int | float) for end in value)
