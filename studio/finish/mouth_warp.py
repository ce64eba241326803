"""A mouth opened, spread or rounded in a picture: the jaw drops, the lips part, what lies behind them is painted.

Nothing outside the lower face changes by a bit: each movement fades to exactly 0 before the region's edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

from studio.finish.lower_face import CHIN, NECK, NOSE_BASE, LowerFace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.episode.picture import Picture

    Field: TypeAlias = NDArray[np.float32]

# In face lengths (see lower_face), at a wide open mouth.
_JAW_DROP = 0.20
_LIP_LIFT = 0.035
_ROUNDER, _WIDER = 0.24, 0.10       # shares of the mouth's width
_UPPER_LIP = 0.09                   # what moves as one above the line between the lips
_LOWER_LIP = 0.36                   # from the lip's shape below the line to the jaw's
_TEETH = 0.05                       # the upper teeth reach this far below the line
_EDGE, _LEAST_EDGE = 0.022, 1.2     # softness of the mouth's edge: face lengths, and pixels at least

_LEAST = 0.015                      # opening and width below which a picture stays as it is
# Of the skin's colour, of skin as colourful as most; in a grey picture they are grey.
_DARK = np.array([0.20, 0.085, 0.08], np.float32)
_TONGUE = np.array([0.50, 0.26, 0.27], np.float32)
_TOOTH = np.array([0.95, 0.90, 0.82], np.float32)
_COLOURFUL = 0.3                    # 1 - blue / red of such skin


def moved_mouth(picture: Picture, face: LowerFace, opening: float, width: float) -> Picture:
    """The picture with the mouth opened by `opening` (0-1) and drawn by `width` (-1 rounded to 1 spread).

    A mouth that is open already is opened further. The same object where nothing moves, else a new one.
    """
    x0, y0, x1, y1 = face.region(picture.shape[1], picture.shape[0])
    if (opening < _LEAST and abs(width) < _LEAST) or x1 - x0 < 2 or y1 - y0 < 2:
        return picture
    moved = _Movement(face, (x0, y0, x1, y1), float(np.clip(opening, 0, 1)), float(np.clip(width, -1, 1)))
    result = picture.copy()
    result[y0:y1, x0:x1] = moved.applied(picture)
    return result


class _Movement:
    """Fields over a region, float32, in units of the face: what each pixel shows, and what lies between the lips."""

    def __init__(self, face: LowerFace, region: tuple[int, int, int, int], opening: float, width: float) -> None:
        self._face = face
        x0, y0, x1, y1 = region
        self._grid = np.meshgrid(np.arange(x0, x1, dtype=np.float32), np.arange(y0, y1, dtype=np.float32))
        inverse = np.linalg.inv(face.axes).astype(np.float32)
        right, below = (grid - np.float32(centre) for grid, centre in zip(self._grid, face.middle, strict=True))
        self._across = inverse[0, 0] * right + inverse[0, 1] * below
        self._down = inverse[1, 0] * right + inverse[1, 1] * below
        self._drop, self._lift = _JAW_DROP * opening, _LIP_LIFT * opening
        self._jaw = _hill(np.where(self._across < 0, self._across / face.jaw[0], self._across / face.jaw[1]))
        self._side = self._sideways(width)
        inside = np.clip(self._across + self._side, -1, 1)
        self._parting = np.power(1 - inside * inside, 0.8, dtype=np.float32)
        self._inside = inside
        self._below_line = self._down - np.polyval(face.lips.astype(np.float32), inside)

    def applied(self, picture: Picture) -> Picture:
        """The region as it looks after the movement."""
        across, down = self._side, self._vertical()
        axes = self._face.axes.astype(np.float32)
        columns = self._grid[0] + axes[0, 0] * across + axes[0, 1] * down
        rows = self._grid[1] + axes[1, 0] * across + axes[1, 1] * down
        seen = cv2.remap(picture, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        return self._painted(np.asarray(seen, dtype=np.uint8))

    def _sideways(self, width: float) -> Field:
        """Where each pixel comes from, sideways: outward where the mouth gets rounder, inward where wider."""
        share = _ROUNDER * -width if width < 0 else -_WIDER * width
        near = _hill(self._down / np.where(self._down < 0, -NOSE_BASE, CHIN)) * self._jaw
        return np.asarray(self._across * near * (share / (1 - share)), dtype=np.float32)

    def _vertical(self) -> Field:
        """Where each pixel comes from, up and down: below the parting from further up, above it from further down."""
        top, bottom = -self._lift * self._parting, self._drop * self._parting
        blend = _step((self._below_line - bottom) / _LOWER_LIP)
        fading = 1 - _step((self._down - CHIN - self._drop) / (NECK - CHIN - self._drop))
        lower = -self._drop * (self._parting * (1 - blend) + self._jaw * blend) * fading * (self._jaw > 0)
        raised = 1 - _step((top - self._below_line - _UPPER_LIP) / (-NOSE_BASE - 0.08 - _UPPER_LIP))
        upper = self._lift * self._parting * raised
        return np.asarray(np.where(self._below_line > (top + bottom) / 2, lower, upper), dtype=np.float32)

    def _painted(self, seen: Picture) -> Picture:
        """The hollow between the lips over the moved picture, only around the mouth."""
        if self._drop == 0:
            return seen
        rows, columns = np.nonzero((self._parting > 0) & (np.abs(self._below_line) < 0.5))
        if not len(rows):
            return seen
        part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        cover, colour = self._hollow(part)
        seen[part] = np.rint(seen[part] * (1 - cover) + colour * cover).astype(np.uint8)
        return seen

    def _hollow(self, part: tuple[slice, slice]) -> tuple[Field, Field]:
        """How far it covers (0-1), shape (h, w, 1), and its colour, (h, w, 3)."""
        below, parting, inside = self._below_line[part], self._parting[part], self._inside[part]
        top, bottom = -self._lift * parting, self._drop * parting
        edge = np.float32(max(_EDGE, _LEAST_EDGE / self._face.length))
        cover = _step((below - top) / edge + 0.3) * _step((bottom - below) / edge + 0.3)
        cover *= _step((bottom - top) / (1.5 * edge))
        dark, tongue, tooth = _colours(self._face.skin)
        depth = np.clip((below - top) / np.maximum(bottom - top, 1e-3), 0, 1)
        colour = _blend(dark, tongue, 0.8 * _step((depth - 0.5) / 0.5) * (1 - inside * inside))
        teeth = _step((_TEETH - 0.02 * inside * inside - below) / 0.022 + 0.5) * (1 - _step((np.abs(inside) - 0.45) / 0.45))
        shade = 0.6 + 0.25 * _step((below - top) / 0.05)
        return cover[..., None], _blend(colour, tooth * shade[..., None], 0.85 * (1 - self._face.teeth) * teeth)


def _colours(skin: NDArray[np.float64]) -> tuple[Field, Field, Field]:
    """RGB of the hollow, the tongue and the teeth beside this skin."""
    rgb = skin.astype(np.float32)
    colourful = float(np.clip((1 - rgb[2] / max(rgb[0], 1)) / _COLOURFUL, 0, 1))
    dark, tongue = (rgb * _blend(np.full(3, share.mean()), share, colourful) for share in (_DARK, _TONGUE))
    return dark, tongue, np.minimum(rgb.max(), 235) * _blend(np.full(3, _TOOTH[0]), _TOOTH, colourful)


def _blend(first: Field, second: Field, share: Field | float) -> Field:
    part = np.asarray(share, dtype=np.float32)[..., None]
    return np.asarray(first * (1 - part) + second * part, dtype=np.float32)


def _step(values: Field) -> Field:
    """0 up to 0, 1 from 1 on, smooth in between (3t^2 - 2t^3)."""
    clipped = np.clip(values, 0, 1)
    return np.asarray(clipped * clipped * (3 - 2 * clipped), dtype=np.float32)


def _hill(values: Field) -> Field:
    """1 at 0, falling smoothly to exactly 0 at -1 and 1."""
    inside = np.clip(1 - values * values, 0, None)
    return np.asarray(inside * inside, dtype=np.float32)
