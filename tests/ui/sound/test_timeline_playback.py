"""The timeline heard: the same samples as its mix, with gains as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from studio.episode.track import Clip, Timeline, Track
from studio.finish.mix import Mixer, mix_tracks
from studio.jobs.ducking_shown import ducking_shown, voices_heard
from studio.ui.sound.sound_thread import BLOCK, SAMPLES_AHEAD
from studio.ui.timeline.playback import Playback
from tests.finish.sounds import read_float
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


@pytest.mark.parametrize("duck_db", [0.0, 9.0])
def test_what_the_device_gets_is_what_finishing_writes(playback: Playback, device: HandDevice, timeline: Timeline,
                                                       tmp_path: Path, qtbot: QtBot, duck_db: float) -> None:
    """The gain changes while it plays: what was read ahead by then still has the old one."""
    louder = timeline.with_track(replace(timeline.track("music"), gain_db=-1.0))
    curve = ducking_shown(tmp_path, voices_heard(timeline), duck_db) if duck_db else None
    wanted = [mix(tmp_path, version, duck_db) for version in (timeline, louder)]
    playback.set_timeline(timeline, ducking=curve)
    stream = play(playback, device, qtbot)
    stream.advance()
    playback.set_timeline(louder, ducking=curve)
    advance_until(qtbot, stream, lambda: not playback.is_playing)
    sound = stream.sound[np.abs(stream.sound).sum(axis=1) > 0][:LENGTH]
    ahead = SAMPLES_AHEAD + BLOCK
    assert len(sound) == LENGTH
    assert np.abs(sound[:SAMPLES_AHEAD] - wanted[0][:SAMPLES_AHEAD]).max() < 1e-6
    assert np.abs(sound[ahead:] - wanted[1][ahead:]).max() < 1e-6
    assert np.abs(wanted[0] - wanted[1]).max() > 0.01


def mix(folder: Path, timeline: Timeline, duck_db: float) -> NDArray[np.float32]:
    mix_tracks(folder, timeline.audible(), 0, LENGTH, folder / "mix.wav", duck_db=duck_db, lower=False)
    return read_float(folder / "mix.wav")


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
