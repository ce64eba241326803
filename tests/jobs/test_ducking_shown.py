"""The curve of ducking read for the window: of the voices that are heard, in flat memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np

from studio.episode.track import Clip, Timeline, Track
from studio.finish.ducking import HOP
from studio.jobs.ducking_shown import ducking_shown, voices_heard
from tests.finish.sounds import RATE, speech, write_float

HOUR_S, PIECE_S = 3600, 60


def test_a_voice_that_is_not_heard_ducks_nothing() -> None:
    clip = Clip("v.wav", 0.0, 0.0, 1.0)
    voice, music = Track("voice", "voice", "Voice", (clip,)), Track("music", "music", "Music", (clip,))
    assert voices_heard(Timeline((voice, music))) == (voice,)
    for silent in (replace(voice, mute=True), replace(voice, clips=())):
        assert voices_heard(Timeline((silent, music))) == ()
    assert voices_heard(Timeline((voice, replace(music, solo=True)))) == ()


def test_an_hour_takes_no_more_memory_than_its_curve_needs(tmp_path: Path) -> None:
    name = write_float(tmp_path / "minute.wav", speech(PIECE_S)).name
    clips = tuple(Clip(name, float(start), 0.0, float(PIECE_S)) for start in range(0, HOUR_S, PIECE_S))
    tracemalloc.start()
    try:
        curve = ducking_shown(tmp_path, (Track("voice", "voice", "Voice", clips),), 9.0)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(curve.gains_db) >= HOUR_S * RATE // HOP
    assert most < 48_000_000            # the samples would take 691 MB
    assert np.array_equal(curve.factors(RATE, RATE), curve.factors((HOUR_S - 2 * PIECE_S + 1) * RATE, RATE))
