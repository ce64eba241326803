"""Where the lower face lies in a picture, told by five landmarks and the picture itself.

Lengths are in two units of the face: across, half the mouth's width; down, the distance from the eyes' line to the
mouth's. In them faces are alike: the template that recognisers align to (identity.alignment) has the mouth 1.0 below
the eyes and 0.36 to each side; the chin is about 0.6 below the mouth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.episode.face import Landmarks
    from studio.episode.picture import Picture

JAW = 2.3               # half widths of the mouth to each side: where the jaw ends
NOSE_BASE = -0.36       # down from the mouth: what lies above is not moved
CHIN, NECK = 0.62, 1.2  # down from the mouth: as far as the jaw moves as one, and where nothing moves any more

_LEAST_LENGTH = 12.0    # pixels from the eyes to the mouth: a smaller face has no lips to move
_LEAST_WIDTH = 0.16     # of it: half a mouth's width where the head is turned to full profile
_TURN = 1.5             # how much nearer the far side's jaw is: by this times the nose's shift in face lengths
_ABOVE, _BELOW = 0.24, 0.36     # up and down from the corners' line: what is looked at for the line between the lips
_COLUMNS, _ROWS = 41, 31
_HIGHEST, _LOWEST = 0.10, 0.26  # where that line can be at the mouth's middle
_AT_CORNERS = 0.05              # and at its ends
# What a place costs the line's path, beside its lightness (0-1):
_BEND = 0.15            # leaving the corners' line, as far as it can
_KINK = 0.02            # a step to a neighbouring row
_LOW = 0.6              # gained for each face length further down: of two edges, the lower lip's
_RED = 1 / 30           # gained for each unit of Lab's a of a lip below teeth, there being a lip above them too
_REDDER = 2             # rows over which that is measured
_LIP, _TOOTH = 2, (2, 3, 4)     # rows below and above the line where a lip and teeth are compared
_BRIGHT = 0.85          # of the lip's lightness: teeth are that light at least
_NO_TEETH, _TEETH = 4.0, 12.0   # units of a by which what is above the line is less red than the lip below it


@dataclass(frozen=True, slots=True, eq=False)
class LowerFace:
    """The mouth's middle (2,) and the axes (2, 2) in pixels, column 0 half a mouth's width, column 1 a face's length;
    how far the jaw reaches to image left and right in half widths; the line between the lips as polynomial
    coefficients, highest first, of "down" over "across"; median RGB (3,) of the skin beside the mouth; whether teeth
    show above that line (0-1)."""

    middle: NDArray[np.float64]
    axes: NDArray[np.float64]
    jaw: tuple[float, float]
    lips: NDArray[np.float64]
    skin: NDArray[np.float64]
    teeth: float

    @property
    def length(self) -> float:
        """Pixels from the eyes' line to the mouth's."""
        return float(np.linalg.norm(self.axes[:, 1]))

    def pixels(self, across: NDArray[np.floating], down: NDArray[np.floating]) -> NDArray[np.float64]:
        """Points of the face in pixels, shape (..., 2)."""
        return np.stack((across, down), axis=-1) @ self.axes.T + self.middle

    def region(self, width: int, height: int) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1 of the pixels that may move, inside a picture of this size; empty where it lies outside."""
        left, right = self.jaw
        corners = self.pixels(np.array([-left, right, -left, right]), np.array([NOSE_BASE, NOSE_BASE, NECK, NECK]))
        low, high = np.floor(corners.min(axis=0)).astype(int), np.ceil(corners.max(axis=0)).astype(int) + 1
        (x0, y0), (x1, y1) = np.clip(low, 0, (width, height)), np.clip(high, 0, (width, height))
        return int(x0), int(y0), int(x1), int(y1)


def lower_face(picture: Picture, landmarks: Landmarks) -> LowerFace | None:
    """Find it; None where the face is too small or its landmarks cannot be a face's."""
    points = np.asarray(landmarks, dtype=np.float64)
    if points.shape != (5, 2) or not np.isfinite(points).all():
        return None
    eyes, middle = points[:2].mean(axis=0), points[3:].mean(axis=0)
    down, across = middle - eyes, (points[4] - points[3]) / 2
    length, width = float(np.linalg.norm(down)), float(np.linalg.norm(across))
    if length < _LEAST_LENGTH or width == 0:
        return None
    half = max(width, _LEAST_WIDTH * length)
    axes = np.column_stack((across / width * half, down))
    if np.linalg.det(axes) < 0.3 * half * length:       # the mouth's line along the face, or mirrored
        return None
    lips, teeth = _lip_line(picture, middle, axes)
    return LowerFace(middle, axes, _jaw(points, eyes, axes), lips, _skin(picture, middle, axes), teeth)


def _jaw(points: NDArray[np.float64], eyes: NDArray[np.float64], axes: NDArray[np.float64]) -> tuple[float, float]:
    """A head that is turned shows less of the jaw on the side that its nose points to."""
    half, length = np.linalg.norm(axes, axis=0)
    shift = np.linalg.solve(axes, points[2] - (eyes + points[3:].mean(axis=0)) / 2)[0] * half / length
    turn = float(np.clip(_TURN * shift, -0.55, 0.55))
    return JAW * (1 + turn), JAW * (1 - turn)


def _skin(picture: Picture, middle: NDArray[np.float64], axes: NDArray[np.float64]) -> NDArray[np.float64]:
    places = np.array([[-1.1, -0.25], [1.1, -0.25], [0.0, 0.42]]) @ axes.T + middle
    radius = max(1, round(0.06 * float(np.linalg.norm(axes[:, 1]))))
    height, width = picture.shape[:2]
    found = []
    for x, y in np.round(places).astype(int):
        x, y = int(np.clip(x, 0, width - 1)), int(np.clip(y, 0, height - 1))
        patch = picture[max(0, y - radius) : y + radius + 1, max(0, x - radius) : x + radius + 1]
        found.append(np.median(patch.reshape(-1, 3), axis=0))
    return np.asarray(np.median(found, axis=0), dtype=np.float64)


def _lip_line(
    picture: Picture, middle: NDArray[np.float64], axes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """The line along which the mouth opens, a polynomial of degree 4, and whether teeth show above it (0-1).

    Lips meet in a shadow; a mouth that shows its teeth opens where the lower lip begins.
    """
    across, down = np.linspace(-1, 1, _COLUMNS), np.linspace(-_ABOVE, _BELOW, _ROWS)
    grid = np.stack(np.meshgrid(across, down), axis=-1) @ axes.T + middle
    columns, rows = (np.ascontiguousarray(grid[..., axis], dtype=np.float32) for axis in (0, 1))
    seen = np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    lab = cv2.cvtColor(cv2.GaussianBlur(seen, (0, 0), 1.2, sigmaY=0.7), cv2.COLOR_RGB2LAB).astype(np.float64)
    light, red = lab[..., 0], lab[..., 1]
    above, below = np.roll(red, _REDDER, axis=0), np.roll(red, -_REDDER, axis=0)
    upper_lip = np.maximum.accumulate(np.where(down[:, None] < -_HIGHEST, -np.inf, red), axis=0)
    redder = np.clip(np.minimum(below, upper_lip) - above, 0, 30)
    limit = np.where(down < 0, _HIGHEST, _LOWEST)[:, None] * (1 - across**2) + _AT_CORNERS
    leaving = np.abs(down)[:, None] / limit
    cost = light / 255 + _BEND * leaving**2 - _LOW * down[:, None] - _RED * redder + 100.0 * (leaving > 1)
    path = _cheapest_path(cost)
    weights = np.where(np.abs(across) < 0.95, 1.0, 0.5)
    line = np.asarray(np.polyfit(across, down[path], 4, w=weights), dtype=np.float64)
    return line, _teeth(light, red, path)


def _teeth(light: NDArray[np.float64], red: NDArray[np.float64], path: NDArray[np.intp]) -> float:
    """Above the line it is less red than below, and not because it is dark."""
    columns = np.arange(_COLUMNS // 4, _COLUMNS - _COLUMNS // 4)
    below = (path[columns] + _LIP, columns)
    less_red = np.zeros(len(columns))
    for rows_up in _TOOTH:
        above = (path[columns] - rows_up, columns)
        less_red = np.maximum(less_red, np.where(light[above] > _BRIGHT * light[below], red[below] - red[above], 0))
    return float(np.clip((np.median(less_red) - _NO_TEETH) / (_TEETH - _NO_TEETH), 0, 1))


def _cheapest_path(cost: NDArray[np.float64]) -> NDArray[np.intp]:
    """The row of each column on the cheapest way from the left to the right that moves by one row at most."""
    total = cost.copy()
    came = np.zeros(cost.shape, np.intp)
    for column in range(1, cost.shape[1]):
        before = np.pad(total[:, column - 1], 1, constant_values=np.inf)
        ways = np.stack((before[:-2] + _KINK, before[1:-1], before[2:] + _KINK))
        came[:, column] = ways.argmin(axis=0) - 1
        total[:, column] += ways.min(axis=0)
    rows = np.empty(cost.shape[1], np.intp)
    rows[-1] = total[:, -1].argmin()
    for column in range(cost.shape[1] - 1, 0, -1):
        rows[column - 1] = rows[column] + came[rows[column], column]
    return rows
