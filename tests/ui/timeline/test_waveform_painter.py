"""Waveforms in pixels: what is drawn is what the sound is, at every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from studio.media.waveform import COARSE, FINE, WaveformSummary
from studio.ui.timeline.waveform_painter import SamplePiece, WaveformPainter

WIDTH, HEIGHT = 400, 100
RATE = 48_000


def summary(sound: NDArray[np.float32]) -> WaveformSummary:
    """As `summarize`, of samples (n,) in memory."""
    def rows(step: int) -> NDArray[np.float32]:
        starts = np.arange(0, len(sound), step)
        counts = np.diff(np.append(starts, len(sound)))
        rms = np.sqrt(np.add.reduceat(sound.astype(float) ** 2, starts) / counts)
        found = np.stack((np.minimum.reduceat(sound, starts), np.maximum.reduceat(sound, starts), rms), axis=-1)
        return found[:, None, :].astype(np.float32)

    return WaveformSummary(len(sound), rows(FINE), rows(COARSE))


def painted(painter: WaveformPainter, start_s: float, end_s: float, *, left: int = 0,
            right: int = WIDTH) -> NDArray[np.uint8]:
    """Alpha (HEIGHT, right-left) of that part of the picture."""
    image = QImage(right - left, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    brush = QPainter(image)
    share = (end_s - start_s) / WIDTH
    painter.paint(brush, QRectF(0, 0, right - left, HEIGHT), start_s + left * share, start_s + right * share)
    brush.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT, right - left, 4)
    return pixels[..., 3].copy()


def height_of(alpha: NDArray[np.uint8], column: int) -> int:
    return int((alpha[:, column] > 40).sum())


@pytest.fixture
def tone(qtbot: QtBot) -> WaveformPainter:
    """Two seconds: silence, then a full tone, then half of it."""
    del qtbot
    time = np.arange(2 * RATE) / RATE
    level = np.where(time < 0.5, 0.0, np.where(time < 1.5, 1.0, 0.5))
    return WaveformPainter(summary((np.sin(2 * np.pi * 440 * time) * level).astype(np.float32)), QColor("#5B8CFF"))


def test_the_height_is_the_sound_s(tone: WaveformPainter) -> None:
    alpha = painted(tone, 0, 2)
    assert height_of(alpha, 50) <= 2
    assert height_of(alpha, 200) == pytest.approx(HEIGHT, abs=3)
    assert height_of(alpha, 350) == pytest.approx(HEIGHT / 2, abs=3)


def test_gain_scales_it(tone: WaveformPainter) -> None:
    tone.gain = 0.25
    assert height_of(painted(tone, 0, 2), 200) == pytest.approx(HEIGHT / 4, abs=3)


def test_outside_the_sound_nothing_is_drawn(tone: WaveformPainter) -> None:
    assert painted(tone, 2.1, 4).max() == 0
    assert painted(tone, -3, -0.1).max() == 0


def test_a_part_painted_alone_is_as_in_the_whole(tone: WaveformPainter) -> None:
    whole = painted(tone, 0, 2)
    assert (painted(tone, 0, 2, left=150, right=160) == whole[:, 150:160]).all()


@pytest.mark.parametrize("seconds", [0.4, 4.0, 60.0, 600.0])
def test_every_zoom_shows_the_one_loud_moment(qtbot: QtBot, seconds: float) -> None:
    del qtbot
    sound = np.zeros(round(700 * RATE), np.float32)
    sound[round(100.1 * RATE)] = 1.0
    painter = WaveformPainter(summary(sound), QColor("#5B8CFF"))
    alpha = painted(painter, 100.1 - seconds / 4, 100.1 + seconds * 3 / 4)
    tall = [column for column in range(WIDTH) if alpha[:HEIGHT // 2 - 4, column].any()]
    assert tall
    assert abs(tall[0] - WIDTH / 4) <= max(2, 1.4 * WIDTH / seconds)


def test_samples_are_wanted_only_close_by_and_then_drawn(tone: WaveformPainter) -> None:
    assert tone.wanted(WIDTH, 0, 2.5) is None
    first, last = tone.wanted(WIDTH, 0.75, 0.75 + 100 / RATE) or (0, 0)
    assert first <= 0.75 * RATE
    assert last >= 0.75 * RATE + 100
    values = np.zeros((last - first, 1), np.float32)
    values[(round(0.75 * RATE) + 50) - first] = 1.0
    tone.piece = SamplePiece(first, values)
    assert tone.wanted(WIDTH, 0.75, 0.75 + 100 / RATE) is None
    alpha = painted(tone, 0.75, 0.75 + 100 / RATE)
    assert alpha[:20, WIDTH // 2 - 4:WIDTH // 2 + 4].any()      # the one sample's peak, in the middle
    assert not alpha[:20, :WIDTH // 3].any()
