"""Where a long voice is cut."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.finish.frame_rates import frames_at, nearest_frames
from studio.finish.voice_pieces import VoicePiece, voice_loudness, voice_pieces
from studio.media.sound import to_wav_48k
from tests.cli.small_inputs import write_tone

FPS = Fraction(25)


def speech(frames: int, pauses: list[int]) -> np.ndarray:
    loud = np.random.default_rng(1).uniform(0.5, 1, frames).astype(np.float32)
    for pause in pauses:
        loud[pause - 4 : pause + 5] = 0.001
    return loud


def test_a_short_voice_is_one_piece() -> None:
    assert voice_pieces(speech(28 * 25, []), FPS) == [VoicePiece(0, 700)]
    assert voice_pieces(speech(1, []), FPS) == [VoicePiece(0, 1)]


def test_cuts_lie_in_the_pauses() -> None:
    pieces = voice_pieces(speech(1900, [300, 610, 1200, 1250]), FPS)
    assert [piece.first for piece in pieces][1:] == pytest.approx([610, 1250], abs=2)


@pytest.mark.parametrize("frames", [701, 702, 750, 799, 1400, 1403, 5000, 90_000])
def test_pieces_follow_one_another_and_none_is_too_long(frames: int) -> None:
    pieces = voice_pieces(speech(frames, []), FPS)
    assert [piece.first for piece in pieces[1:]] == list(np.cumsum([piece.frames for piece in pieces])[:-1])
    assert pieces[-1].first + pieces[-1].frames == frames
    assert all(500 <= piece.frames <= 700 for piece in pieces[:-1])
    assert 100 <= pieces[-1].frames <= 700


def test_a_pause_shortly_before_the_end_leaves_the_last_piece_its_length() -> None:
    assert voice_pieces(speech(750, [690]), FPS)[-1].frames >= 100


def test_what_comes_behind_a_piece_does_not_change_it() -> None:
    before = voice_pieces(speech(3000, [600, 1200]), FPS)
    longer = np.concatenate((speech(3000, [600, 1200]), speech(500, [])))
    assert voice_pieces(longer, FPS)[:3] == before[:3]


def test_loudness_is_that_of_the_frames(tmp_path: Path) -> None:
    write_tone(tmp_path / "tone.wav", 8.0)
    to_wav_48k(tmp_path / "tone.wav", tmp_path / "tone48.wav")
    loud = voice_loudness(tmp_path / "tone48.wav", FPS, 250)
    assert loud[:199] == pytest.approx(0.02, rel=0.2)
    assert not loud[200:].any()


def test_rates_are_mapped_there_and_back() -> None:
    assert nearest_frames(50, FPS, 50, FPS).tolist() == list(range(50))
    assert frames_at(60, Fraction(30), FPS) == 50
    to_engine = nearest_frames(50, FPS, 60, Fraction(30))
    back = nearest_frames(60, Fraction(30), 50, FPS)
    assert to_engine[[0, -1]].tolist() == [0, 59]
    assert np.abs(to_engine[back] - np.arange(60)).max() <= 1
    assert set(back.tolist()) == set(range(50))
