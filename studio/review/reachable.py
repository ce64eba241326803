"""What identity can be reached at a viewing angle, told from the takes there are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WITHIN = 10.0               # degrees of yaw to either side
RANGE = (5.0, 95.0)         # percentiles
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Reachable:
    """The identity of `count` takes seen from about the same side; `low` and `high` None where they are too few."""

    yaw: float
    count: int
    low: float | None
    high: float | None


def reachable_identity(
    yaws: NDArray[np.float64], identities: NDArray[np.float64], yaw: float, within: float = WITHIN
) -> Reachable | None:
    """The range from the 5th to the 95th percentile of the identity at `yaw` +- `within` degrees.

    `yaws` and `identities`: one row a take, NaN where not measured. None where `yaw` itself was not measured; with
    fewer than 5 takes no range is given.
    """
    if math.isnan(yaw):
        return None
    near = identities[(np.abs(yaws - yaw) <= within) & ~np.isnan(identities)]
    if near.size < FEWEST:
        return Reachable(yaw, int(near.size), None, None)
    places = np.array(RANGE) / 100 * (near.size - 1)        # np.percentile's own way, without all that it imports
    low, high = np.interp(places, np.arange(near.size), np.sort(near))
    return Reachable(yaw, int(near.size), float(low), float(high))
