"""What an identity threshold costs in takes, and how often somebody else would pass it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studio.episode.take_columns import TakeColumns
from studio.jobs.strangers import NOBODY, Strangers
from studio.review.column_picks import first_rows

if TYPE_CHECKING:
    from studio.review.lab.identity_threshold import StrangersPass
    from studio.review.lab.pass_rates import PassRate
    from studio.review.lab.words import Language

_STEPS = 100        # thresholds to the whole: a dragged one stands on a hundredth


@dataclass(frozen=True, slots=True)
class IdentityCost:
    """Of one threshold."""

    threshold: float
    lost: PassRate
    strangers: StrangersPass


def identity_series(columns: TakeColumns) -> NDArray[np.float64]:
    """The takes' cosines to the references, each take once, in the order of the frames; NaN where none was measured."""
    rows = first_rows(columns)
    in_order = rows[np.lexsort((columns.takes[rows], columns.frames[rows]))]
    return np.asarray(columns.scores["identity"][in_order], np.float64)


def identity_costs(identities: NDArray[np.float64], strangers: Strangers | None,
                   thresholds: Iterable[float]) -> list[IdentityCost]:
    """Of each threshold; strangers are unknown where None."""
    from studio.review.lab.identity_threshold import strangers_pass, takes_lost

    others = strangers or NOBODY
    return [IdentityCost(limit, takes_lost(identities, limit), strangers_pass(others.cosines, others.people, limit))
            for limit in thresholds]


def worth_asking(identities: NDArray[np.float64], strangers: Strangers | None) -> list[float]:
    """Every hundredth from 0, or from the least cosine where that is less, to 1; none where no take was measured."""
    known = identities[~np.isnan(identities)]
    if not known.size:
        return []
    everyone = np.concatenate([known, strangers.cosines if strangers else np.empty(0)])
    lowest = math.floor(min(0.0, float(everyone.min())) * _STEPS)
    return [step / _STEPS for step in range(lowest, _STEPS + 1)]


def cost_text(cost: IdentityCost, strangers: Strangers | None, language: Language) -> str:
    """In sentences: what it loses, whom it keeps out, and on how much that rests."""
    from studio.review.lab.sentences import set_aside_sentence, threshold_sentence

    text = threshold_sentence(cost.lost, cost.strangers, language)
    if strangers is None or not strangers.set_aside:
        return text
    return f"{text} {set_aside_sentence(len(strangers.set_aside), language)}"


def cost_fields(cost: IdentityCost) -> Mapping[str, object]:
    """As the command line prints it; shares and intervals are null where nothing was measured."""
    lost, people = cost.lost, cost.strangers.people
    return {
        "threshold": cost.threshold, "takes": lost.independent.tried, "takes_lost": lost.independent.passed,
        "lost": lost.share, "lost_interval": [lost.low, lost.high] if lost.share is not None else None,
        "strangers": people.tried, "strangers_pass": people.passed, "strangers_share": people.share,
        "strangers_interval": [people.low, people.high] if people.tried else None,
    }


class CostTexts:
    """The sentences of every threshold worth asking about, made beforehand: a lookup while a threshold is dragged."""

    def __init__(self, identities: NDArray[np.float64], strangers: Strangers | None, language: Language,
                 also: Sequence[float] = ()) -> None:
        wanted = worth_asking(identities, strangers)
        limits = sorted({*wanted, *also}) if wanted else []
        costs = identity_costs(identities, strangers, limits)
        self._texts = {cost.threshold: cost_text(cost, strangers, language) for cost in costs}

    def at(self, threshold: float) -> str | None:
        """None: a threshold between hundredths that was not asked about."""
        return self._texts.get(threshold)
