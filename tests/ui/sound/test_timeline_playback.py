"""The timeline heard: the same samples as its mix, with gains as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.episode.track import Clip, Timeline, Track
from studio.finish.mix import Mixer
from studio.ui.timeline.playback import Playback
from tests.finish.test_mix import at, noise, write_float
from tests.ui.sound.streams import HandDevice, HandStream

LENGTH = 24_000


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    voice = Clip(write_float(tmp_path / "v.wav", noise(LENGTH)), 0, 0, at(LENGTH))
    music = Clip(write_float(tmp_path / "m.wav", noise(LENGTH, channels=2, seed=4)), at(1000), 0, at(LENGTH))
    return Timeline((Track("voice", "voice", "Voice", (voice,)), Track("music", "music", "Music", (music,), -6.0)))


@pytest.fixture
def device() -> HandDevice:
    return HandDevice()


@pytest.fixture
def playback(qtbot: QtBot, tmp_path: Path, device: HandDevice, timeline: Timeline) -> Iterator[Playback]:
    del qtbot
    made = Playback(tmp_path, opener=device.open)
    made.set_timeline(timeline)
    yield made
    made.close()


def play(playback: Playback, device: HandDevice, qtbot: QtBot) -> HandStream:
    playback.play()
    qtbot.waitUntil(lambda: device.stream is not None and device.stream.active)
    assert device.stream is not None
    return device.stream


def advance_until(qtbot: QtBot, stream: HandStream, done: Callable[[], bool]) -> None:
    def step() -> bool:
        stream.advance()
        return done()

    qtbot.waitUntil(step)


def test_what_is_heard_is_the_mix(playback: Playback, device: HandDevice, timeline: Timeline, tmp_path: Path,
                                  qtbot: QtBot) -> None:
    stream = play(playback, device, qtbot)
    advance_until(qtbot, stream, lambda: not playback.is_playing)
    with Mixer(tmp_path, 2) as mixer:
        wanted = mixer.block(timeline.tracks, 0, LENGTH)
    sound = stream.sound[np.abs(stream.sound).sum(axis=1) > 0]
    wanted = wanted[np.abs(wanted).sum(axis=1) > 0]
    assert np.array_equal(sound, wanted)
    assert playback.position_s == at(LENGTH)


def test_mute_is_heard_while_it_plays(playback: Playback, device: HandDevice, timeline: Timeline, qtbot: QtBot) -> None:
    stream = play(playback, device, qtbot)
    stream.advance()
    playback.set_timeline(replace(timeline, tracks=tuple(replace(track, mute=True) for track in timeline.tracks)))
    assert playback.is_playing
    advance_until(qtbot, stream, lambda: playback.position_s > 0.4)
    assert stream.sound[:4000].any()
    assert not stream.sound[-2000:].any()


def test_in_and_out_repeat(playback: Playback, device: HandDevice, timeline: Timeline, qtbot: QtBot) -> None:
    playback.set_timeline(replace(timeline, in_s=0.1, out_s=0.15))
    playback.seek(0.1)
    stream = play(playback, device, qtbot)
    advance_until(qtbot, stream, lambda: len(stream.heard) > 40)
    sound = stream.sound[np.abs(stream.sound).sum(axis=1) > 0]
    assert np.array_equal(sound[:2400], sound[2400:4800])
    assert 0.1 <= playback.position_s <= 0.15


def test_a_missing_file_is_said_and_the_rest_of_time_goes_on(playback: Playback, device: HandDevice, tmp_path: Path,
                                                            qtbot: QtBot) -> None:
    (tmp_path / "m.wav").unlink()
    with qtbot.waitSignal(playback.notice) as said:
        stream = play(playback, device, qtbot)
    assert "m.wav" in said.args[0]
    advance_until(qtbot, stream, lambda: playback.position_s > 0.2)
