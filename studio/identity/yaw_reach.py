"""What identity a viewing angle leaves: the decline of the cosine as a head turns away, fitted on one person's pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 8
"""Pictures below which no curve is fitted."""

LEAST_SHARE = 0.2
"""Of the front view's identity: where less is left, dividing by it would make figures of noise."""


@dataclass(frozen=True, slots=True)
class YawReach:
    """`shares`, 1 at the front and falling, at the sizes `angles` of the yaw in degrees, rising; fitted on `count`
    pictures. Between the angles it is interpolated, beyond the last one nothing is known."""

    angles: tuple[float, ...]
    shares: tuple[float, ...]
    count: int

    def at(self, yaw: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of the front view's identity that each yaw (degrees) leaves, 0-1; NaN beyond the fitted angles."""
        return np.interp(np.abs(yaw), self.angles, self.shares, right=np.nan)

    def allowed_for(self, identity: NDArray[np.float64], yaw: NDArray[np.float64]) -> NDArray[np.float64]:
        """`identity` (cosines) as the front view would have it: divided by what its yaw leaves. NaN where that is not known,
        or less than `LEAST_SHARE`."""
        share = self.at(yaw)
        return identity / np.where(share < LEAST_SHARE, np.nan, share)


def fit_reach(yaw: NDArray[np.float64], cosine: NDArray[np.float64]) -> YawReach | None:
    """Fit the curve on pictures of one head: `yaw` in degrees and `cosine` to its front view, shape (n,), NaN left out.

    Isotonic regression of the cosine on the size of the yaw (R. E. Barlow et al., Statistical Inference under Order
    Restrictions, 1972): it only assumes that turning further never brings the person back. The share is the fitted cosine
    over that at the front. None with fewer than `FEWEST` pictures, or where nothing is left at the front.
    """
    from scipy.optimize import isotonic_regression

    known = ~(np.isnan(yaw) | np.isnan(cosine))
    size, values = np.abs(yaw[known]), cosine[known]
    if size.size < FEWEST:
        return None
    order = np.argsort(size, kind="stable")
    fitted = np.asarray(isotonic_regression(values[order], increasing=False).x, np.float64)
    if fitted[0] <= 0:
        return None
    shares = np.maximum(fitted / fitted[0], 0.0)
    return YawReach(tuple(np.round(size[order], 2).tolist()), tuple(np.round(shares, 4).tolist()), int(size.size))
