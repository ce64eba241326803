"""Pieces of sound laid over one another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.finish.foley_pieces import crossfaded, foley_pieces, join_sounds
from studio.media.sound import read_sound
from tests.finish.engines.write_sound import write_sound

RATE = 48000


@pytest.mark.parametrize(("seconds", "firsts"), [(3, [0]), (8, [0]), (8.01, [0, 7]), (15, [0, 7]), (22.5, [0, 7, 14, 21])])
def test_pieces_begin_every_seven_seconds(seconds: float, firsts: list[int]) -> None:
    assert [piece.first for piece in foley_pieces(round(seconds * RATE))] == [first * RATE for first in firsts]


def test_the_whole_is_as_long_as_asked_and_as_loud_throughout(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.wav")
        write_sound(paths[-1], rng.normal(0, 0.1, round(8.011 * RATE)).astype(np.float32))
    samples = 20 * RATE + 7
    told: list[int] = []
    join_sounds(paths, samples, tmp_path / "out.wav", lambda done, _: told.append(done))
    sound = read_sound(tmp_path / "out.wav")
    assert sound.shape == (samples, 1)
    assert told[-1] == samples
    power = [float(np.sqrt(np.mean(sound[first : first + RATE // 2] ** 2))) for first in range(0, samples - RATE, RATE // 4)]
    assert min(power) > 0.095
    assert max(power) < 0.105


@pytest.mark.parametrize("seconds", [8, 15])
def test_a_whole_that_ends_with_its_last_piece_has_its_last_second(tmp_path: Path, seconds: int) -> None:
    paths = [tmp_path / f"{number}.wav" for number in range(len(foley_pieces(seconds * RATE)))]
    for path in paths:
        write_sound(path, np.full(8 * RATE, 0.1, np.float32))
    join_sounds(paths, seconds * RATE, tmp_path / "out.wav", lambda *_: None)
    sound = read_sound(tmp_path / "out.wav")
    assert len(sound) == seconds * RATE
    assert sound[-RATE // 2 :] == pytest.approx(0.1, abs=1e-3)


def test_a_crossfade_keeps_the_power() -> None:
    one, other = np.random.default_rng(2).normal(0, 1, (2, RATE)).astype(np.float32)
    faded = crossfaded(one, other)
    assert faded.shape == one.shape
    assert faded[0] == pytest.approx(one[0], abs=0.01)
    assert float(np.mean(faded**2)) == pytest.approx(1, rel=0.03)
