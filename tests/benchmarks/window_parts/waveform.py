"""Redrawing an hour of sound at several zooms: the sample's voice, its summary repeated until an hour is full."""

from __future__ import annotations

from importlib.resources import as_file

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.episode.bundled import bundled
from studio.media.sound import SAMPLE_RATE
from studio.media.waveform import COARSE, FINE, WaveformSummary, summarize
from studio.ui.timeline.waveform_painter import WaveformPainter
from tests.benchmarks.report import median
from tests.benchmarks.window_parts.measuring import ROUNDS, application, painted_ms, settle, tell

HOUR_S = 3600
SIZE = (1600, 96)
VIEWS_S = (HOUR_S, 600.0, 60.0, 10.0)
_REDRAWS = 20


class _Track(QWidget):
    """A track as wide as the window."""

    def __init__(self, summary: WaveformSummary) -> None:
        super().__init__()
        self.waveform = WaveformPainter(summary)
        self.start_s, self.length_s = 0.0, 1.0
        self.resize(*SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Called by Qt."""
        del event
        painter = QPainter(self)
        self.waveform.paint(painter, QRectF(self.rect()), self.start_s, self.start_s + self.length_s)
        painter.end()


def main() -> None:
    """Measure and tell."""
    application()
    track = _Track(_hour())
    track.show()
    settle()
    tell({f"{view:g}": _redraw(track, view) for view in VIEWS_S})


def _hour() -> WaveformSummary:
    with as_file(bundled("resources", "sample", "voice.flac")) as path:
        voice = summarize(path)
    samples = HOUR_S * SAMPLE_RATE

    def filled(rows: np.ndarray[tuple[int, ...], np.dtype[np.float32]], each: int) -> np.ndarray[
            tuple[int, ...], np.dtype[np.float32]]:
        wanted = -(-samples // each)
        return np.tile(rows, (-(-wanted // len(rows)), 1, 1))[:wanted]

    return WaveformSummary(samples, filled(voice.fine, FINE), filled(voice.coarse, COARSE))


def _redraw(track: _Track, view_s: float) -> float:
    """The median of five rounds of redraws while it is panned and zoomed."""
    track.length_s = view_s
    step = view_s / 500

    def pan() -> None:
        track.start_s = (track.start_s + step) % (HOUR_S - min(view_s, HOUR_S - 1))
        track.length_s = view_s * (0.9 + 0.1 * ((track.start_s / step) % 2))

    rounds = [median([painted_ms(pan, track) for _ in range(_REDRAWS)]) for _ in range(ROUNDS)]
    return median(rounds)


if __name__ == "__main__":
    main()
