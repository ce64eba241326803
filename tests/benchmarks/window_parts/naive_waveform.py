"""Ten minutes of samples handed to pyqtgraph, which is asked to thin them out by itself."""

from __future__ import annotations

from importlib.resources import as_file

import numpy as np
import pyqtgraph as pg

from studio.episode.bundled import bundled
from studio.media.sound import SAMPLE_RATE, sound_blocks
from tests.benchmarks.window_parts.measuring import application, median_of, painted_ms, settle, tell
from tests.benchmarks.window_parts.waveform import SIZE

SECONDS = 600


def main() -> None:
    """Measure and tell."""
    application()
    with as_file(bundled("resources", "sample", "voice.flac")) as path:
        voice = np.concatenate(list(sound_blocks(path)))[:, 0]
    samples = np.tile(voice, -(-SECONDS * SAMPLE_RATE // len(voice)))[:SECONDS * SAMPLE_RATE]
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    curve = plot.plot(samples)
    curve.setDownsampling(auto=True, method="peak")
    curve.setClipToView(True)
    plot.show()
    settle(1.0)
    ends = iter(range(len(samples), 0, -48))

    def pan() -> None:
        plot.setXRange(0, next(ends), padding=0)

    tell({"redraw": median_of(lambda: painted_ms(pan, plot.viewport()))})


if __name__ == "__main__":
    main()
