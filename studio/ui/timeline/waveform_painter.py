"""Draws a waveform at any zoom: from summaries far out, from samples close by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from studio.episode.track import SOUND_RATE
from studio.media.waveform import COARSE, FINE, WaveformSummary
from studio.ui.theme import colors

_PEAK_ALPHA = 128           # of 255: peaks are fainter than the body of the sound
_GROUP = 16
_LINE_BELOW = 1.0           # samples a pixel: from here on the curve itself is drawn
_DOTS_BELOW = 0.2           # and its samples as dots

Columns = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """lowest, highest and rms over all channels of every `step` samples, from the sample number `origin` on."""

    step: int
    origin: int
    lowest: Columns
    highest: Columns
    rms: Columns


@dataclass(frozen=True, slots=True, eq=False)
class SamplePiece:
    """Real samples from the sample number `first` on, shape (n, channels)."""

    first: int
    samples: NDArray[np.float32]

    def covers(self, first: int, last: int) -> bool:
        """Whether samples first..last-1 are all here."""
        return self.first <= first and last <= self.first + len(self.samples)


class WaveformPainter:
    """Paints one sound. `color` is the waveform's (None: the accent), `gain` a factor on its height.

    Far out it reads the summary, at most 16 rows a column or the coarsest; closer than that it needs `piece`,
    and draws the finest rows until it has it.
    """

    def __init__(self, summary: WaveformSummary, color: QColor | None = None) -> None:
        self.summary = summary
        self.color = color
        self.gain = 1.0
        self.piece: SamplePiece | None = None
        fine = _summary_level(FINE, summary.fine)
        self._levels = (_summary_level(COARSE, summary.coarse), _coarser(fine), fine)

    @property
    def peak(self) -> float:
        """The largest amplitude anywhere in it, 0 or more."""
        coarse = self._levels[0]
        return float(max(coarse.highest.max(), -coarse.lowest.min())) if len(coarse.lowest) else 0.0

    def wanted(self, width: float, start_s: float, end_s: float) -> tuple[int, int] | None:
        """The samples (first, end) that painting this would read and `piece` lacks; None: nothing is wanted."""
        if width <= 0 or (end_s - start_s) * SOUND_RATE / width >= FINE:
            return None
        first = max(0, int(start_s * SOUND_RATE) - 1)
        last = min(self.summary.samples, int(end_s * SOUND_RATE) + 2)
        if last <= first or (self.piece is not None and self.piece.covers(first, last)):
            return None
        return first, last

    def paint(self, painter: QPainter, rect: QRectF, start_s: float, end_s: float) -> None:
        """Draw the sound's seconds start_s..end_s into `rect`; what lies outside the sound stays empty."""
        if rect.width() < 1 or rect.height() < 1 or end_s <= start_s:
            return
        per_pixel = (end_s - start_s) * SOUND_RATE / rect.width()
        if per_pixel < _LINE_BELOW and self._has_samples(start_s, end_s):
            self._paint_line(painter, rect, start_s, end_s, dots=per_pixel < _DOTS_BELOW)
        else:
            self._paint_columns(painter, rect, start_s, end_s)

    def _has_samples(self, start_s: float, end_s: float) -> bool:
        return self.piece is not None and self.wanted(1e9, start_s, end_s) is None

    def _paint_columns(self, painter: QPainter, rect: QRectF, start_s: float, end_s: float) -> None:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        count, height = max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio))
        edges = np.linspace(start_s * SOUND_RATE, end_s * SOUND_RATE, count + 1)
        lowest, highest, rms = self._columns(edges)
        inside = np.flatnonzero((edges[1:] > 0) & (edges[:-1] < self.summary.samples))
        if not len(inside):
            return
        first, last = int(inside[0]), int(inside[-1]) + 1
        part = QRectF(rect.left() + first / ratio, rect.top(), (last - first) / ratio, rect.height())
        color = self.color or colors().color("accent")
        gain = np.float32(self.gain)
        columns = (lowest[first:last] * gain, highest[first:last] * gain, rms[first:last] * gain)
        _draw(painter, part, columns, height, color)

    def _columns(self, edges: NDArray[np.float64]) -> tuple[Columns, Columns, Columns]:
        """Extremes and rms between each two edges (sample numbers); outside the sound those of its ends."""
        level = self._level_for(edges)
        rows = len(level.lowest)
        places = np.floor((edges - level.origin) / level.step).astype(np.int64)
        first = np.clip(places[:-1], 0, rows - 1)
        last = np.clip(np.maximum(places[1:], places[:-1] + 1), 1, rows)
        lowest = _reduced(np.minimum, level.lowest, first, last)
        highest = _reduced(np.maximum, level.highest, first, last)
        return lowest, highest, level.rms[(first + last - 1) // 2]

    def _level_for(self, edges: NDArray[np.float64]) -> _Level:
        step = (edges[-1] - edges[0]) / (len(edges) - 1)
        first, last = max(0, int(edges[0])), min(self.summary.samples, int(edges[-1]) + 1)
        if step < FINE and self.piece is not None and last > first and self.piece.covers(first, last):
            return _sample_level(self.piece)
        return next((level for level in self._levels if level.step <= step), self._levels[-1])

    def _paint_line(self, painter: QPainter, rect: QRectF, start_s: float, end_s: float, *, dots: bool) -> None:
        """The curve through the samples, channels added up to their mean."""
        assert self.piece is not None
        scale = rect.width() / (end_s - start_s)
        first = max(self.piece.first, int(start_s * SOUND_RATE) - 1)
        last = min(self.piece.first + len(self.piece.samples), int(end_s * SOUND_RATE) + 2)
        values = self.piece.samples[first - self.piece.first:last - self.piece.first].mean(axis=1) * self.gain
        middle, reach = rect.center().y(), rect.height() / 2
        curve = QPolygonF([QPointF(rect.left() + ((first + place) / SOUND_RATE - start_s) * scale, middle - value * reach)
                           for place, value in enumerate(values.tolist())])
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.color or colors().color("accent"), 1.5))
        painter.drawPolyline(curve)
        if dots:
            painter.setPen(QPen(self.color or colors().color("accent"), 5, c=Qt.PenCapStyle.RoundCap))
            painter.drawPoints(curve)
        painter.restore()


def _summary_level(step: int, rows: NDArray[np.float32]) -> _Level:
    rms = np.sqrt(np.mean(np.square(rows[..., 2]), axis=1))
    return _Level(step, 0, np.ascontiguousarray(rows[..., 0].min(axis=1)), np.ascontiguousarray(rows[..., 1].max(axis=1)),
                  np.ascontiguousarray(rms, np.float32))


def _coarser(fine: _Level) -> _Level:
    """Between the two levels of the summary: its fine rows in groups of 16."""
    starts = np.arange(0, len(fine.lowest), _GROUP)
    mean = np.sqrt(np.add.reduceat(np.square(fine.rms), starts) / _GROUP).astype(np.float32)
    return _Level(fine.step * _GROUP, 0, np.minimum.reduceat(fine.lowest, starts),
                  np.maximum.reduceat(fine.highest, starts), mean)


def _sample_level(piece: SamplePiece) -> _Level:
    lowest, highest = piece.samples.min(axis=1), piece.samples.max(axis=1)
    return _Level(1, piece.first, lowest, highest, np.maximum(np.abs(lowest), np.abs(highest)) * np.float32(0.5))


def _reduced(reduce: np.ufunc, values: Columns, first: NDArray[np.int64], last: NDArray[np.int64]) -> Columns:
    """`reduce` over values[first:last] of each column; a row that lies in two columns counts in both."""
    bounds = np.stack((first, last), axis=1).ravel()
    padded = values if bounds[-1] < len(values) else np.append(values, values[-1:])
    found: Columns = reduce.reduceat(padded, bounds)[::2]
    return found


def _draw(painter: QPainter, rect: QRectF, columns: tuple[Columns, Columns, Columns], height: int, color: QColor) -> None:
    """The columns as a picture of `height` rows of alpha: peaks faint, the body of the sound full, edges smooth."""
    lowest, highest, rms = columns
    middle, reach = height / 2, height / 2 - 1
    top, bottom = middle - highest * reach - 0.5, middle - lowest * reach + 0.5
    rows = np.arange(height, dtype=np.int16)[:, None]
    alpha = _between(rows, np.ceil(top), np.floor(bottom)) * np.uint8(_PEAK_ALPHA)
    for edge, part in ((np.ceil(top) - 1, np.ceil(top) - top), (np.floor(bottom), bottom - np.floor(bottom))):
        fits = np.flatnonzero((edge >= 0) & (edge < height))
        alpha[edge[fits].astype(np.int64), fits] = part[fits] * _PEAK_ALPHA
    alpha += _between(rows, np.round(middle - rms * reach), np.round(middle + rms * reach)) * np.uint8(255 - _PEAK_ALPHA)
    stride = alpha.strides[0]
    image = QImage(alpha.data, len(top), height, stride, QImage.Format.Format_Indexed8)
    image.setColorTable(_shades(color.rgb()))
    painter.drawImage(rect, image)


def _between(rows: NDArray[np.int16], top: Columns, bottom: Columns) -> NDArray[np.uint8]:
    inside = (rows >= top.astype(np.int16)) & (rows < bottom.astype(np.int16))
    return inside.view(np.uint8)


@lru_cache(maxsize=16)
def _shades(rgb: int) -> list[int]:
    """The colour at each alpha."""
    return [alpha << 24 | (rgb & 0xFFFFFF) for alpha in range(256)]
