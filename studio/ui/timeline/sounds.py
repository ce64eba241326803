"""The waveforms of the sounds on the timeline, read in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.episode.errors import StudioError
from studio.jobs.waveforms import waveform
from studio.media.wav_file import WavFile
from studio.media.waveform import WaveformSummary
from studio.ui.background import Background
from studio.ui.timeline.waveform_painter import SamplePiece, WaveformPainter

_AROUND = 1         # widths read to either side of what is shown, so that scrolling finds samples


class Sounds(QObject):
    """Painters by file; a file asked for the first time is read, and `changed` tells when it can be drawn better."""

    changed = Signal(str)               # file

    def __init__(self, folder: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._painters: dict[str, WaveformPainter] = {}
        self._problems: dict[str, StudioError] = {}
        self._reading: set[str] = set()
        self._pieces: set[str] = set()

    def painter(self, file: str) -> WaveformPainter | None:
        """The painter of a file; None while it is being read."""
        if file not in self._painters and file not in self._reading and file not in self._problems:
            self._reading.add(file)
            self._background.read(self, partial(waveform, self._folder, file), partial(self._take, file),
                                  partial(self._fail, file))
        return self._painters.get(file)

    def problem(self, file: str) -> StudioError | None:
        """Why a file cannot be drawn."""
        return self._problems.get(file)

    def length_s(self, file: str) -> float | None:
        """How long a file is; None where that is not known yet."""
        painter = self._painters.get(file)
        return painter.summary.duration_s if painter else None

    def want_samples(self, file: str, width: float, start_s: float, end_s: float) -> None:
        """Read the real samples of a piece that is shown, where it is short enough to need them."""
        painter = self._painters.get(file)
        missing = painter.wanted(width, start_s, end_s) if painter else None
        if missing is None or painter is None or file in self._pieces:
            return
        first, last = missing
        reach = (last - first) * _AROUND
        begin, end = max(0, first - reach), min(painter.summary.samples, last + reach)
        self._pieces.add(file)
        self._background.read(self, partial(_read_piece, self._folder / file, begin, end), partial(self._take_piece, file),
                              partial(self._fail_piece, file))

    def _take(self, file: str, summary: WaveformSummary) -> None:
        self._reading.discard(file)
        self._painters[file] = WaveformPainter(summary)
        self.changed.emit(file)

    def _fail(self, file: str, problem: StudioError) -> None:
        self._reading.discard(file)
        self._problems[file] = problem
        self.changed.emit(file)

    def _take_piece(self, file: str, piece: SamplePiece) -> None:
        self._pieces.discard(file)
        self._painters[file].piece = piece
        self.changed.emit(file)

    def _fail_piece(self, file: str, problem: StudioError) -> None:
        """The summary goes on being drawn; the name stays in `_pieces`, so that a broken file is not read on and on."""
        self._problems[file] = problem
        self.changed.emit(file)


def _read_piece(path: Path, first: int, last: int) -> SamplePiece:
    with WavFile(path) as sound:
        return SamplePiece(first, sound.read(first, last - first))
