"""Sound read at any place, against the same file decoded from its beginning."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from studio.episode.errors import StudioError
from studio.finish.loop import plan_loop
from studio.finish.render import render_video
from studio.media.sound_reader import SoundReader
from tests.finish.clips import decode_sound, make_loop, tone, write_voice

RATE = 48_000


@pytest.mark.parametrize("channels", [1, 2])
def test_any_place_is_what_decoding_all_gives(tmp_path: Path, channels: int) -> None:
    voice = write_voice(tmp_path / "v.wav", tone(RATE * 12), channels)
    video = make_loop(tmp_path, plan_loop(5, Fraction(12)))
    render_video(video, voice, tmp_path / "a.mp4", {})
    whole = decode_sound(tmp_path / "a.mp4").T
    assert abs(len(whole) - 12 * RATE) <= 1024
    reader = SoundReader(tmp_path / "a.mp4")
    assert reader.channels == channels
    places = [0, 1024, 2048, 100_000, 99_000, 500_000, 480_001, 7, 12 * RATE - 500]
    for place in places:
        block = reader.block(place, 1000)
        wanted = whole[place : place + 1000]
        assert np.abs(block[: len(wanted)] - wanted).max() < 2e-3, place     # AAC adds noise; a sample off is 0.02
    assert not reader.block(20 * RATE, 100).any()
    assert np.abs(reader.block(0, 1000) - whole[:1000]).max() < 2e-3
    reader.close()


def test_another_rate_stands_where_it_should(tmp_path: Path) -> None:
    sound = np.zeros(44_100 * 2, np.int16)
    sound[44_100 : 44_100 + 4410] = 20_000
    write_voice(tmp_path / "v.wav", sound, rate=44_100)
    reader = SoundReader(tmp_path / "v.wav")
    assert np.abs(reader.block(0, RATE - 100)).max() < 0.02
    assert reader.block(RATE + 100, 4000).min() > 0.5


def test_a_video_without_sound_is_silent(tmp_path: Path) -> None:
    reader = SoundReader(make_loop(tmp_path, plan_loop(3, Fraction(1))))
    assert reader.channels == 0
    assert not reader.block(10, 100).any()
    with pytest.raises(StudioError):
        SoundReader(tmp_path / "none.mp4")
