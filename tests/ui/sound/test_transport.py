"""Playing with a device of our own, without one, and where PortAudio is not installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.ui.sound.device import NoSoundError, open_stream
from studio.ui.sound.transport import Transport
from tests.ui.sound.streams import LATENCY_S, RATE, HandClock, HandDevice, HandStream, no_device


class Ramp:
    """Each sample is its own number; a million is full scale."""

    def __init__(self) -> None:
        self.closed = False

    def block(self, start: int, count: int) -> NDArray[np.float32]:
        return np.repeat(np.arange(start, start + count, dtype=np.float32)[:, None] / 1e6, 2, axis=1)

    def close(self) -> None:
        self.closed = True


class Torn(Ramp):
    def block(self, start: int, count: int) -> NDArray[np.float32]:
        raise StudioError("input", f"music.wav is gone ({start}, {count}).")


@pytest.fixture
def device() -> HandDevice:
    return HandDevice()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def transport(qtbot: QtBot, device: HandDevice) -> Iterator[Transport]:
    del qtbot
    made = Transport(Ramp(), opener=device.open)
    made.set_length(2.0)
    yield made
    made.close()


@pytest.fixture
def silent(qtbot: QtBot, clock: HandClock) -> Iterator[Transport]:
    """Playing by the clock alone, from 0 at the clock's `now`."""
    made = Transport(Ramp(), opener=no_device, clock=clock)
    made.set_length(2.0)
    with qtbot.waitSignal(made.notice):
        made.play()
    made.pause()
    made.seek(0)
    yield made
    made.close()


def stream_of(device: HandDevice, qtbot: QtBot) -> HandStream:
    qtbot.waitUntil(lambda: device.stream is not None and device.stream.active)
    assert device.stream is not None
    return device.stream


def play_until(qtbot: QtBot, stream: HandStream, done: Callable[[], bool]) -> None:
    def step() -> bool:
        stream.advance()
        return done()

    qtbot.waitUntil(step)


def heard_numbers(stream: HandStream) -> NDArray[np.int64]:
    """Which samples of the ramp were heard, silence left out."""
    sound = np.rint(stream.sound[:, 0].astype(np.float64) * 1e6).astype(np.int64)
    return sound[sound > 0]


def test_the_position_is_what_is_heard_now(transport: Transport, device: HandDevice, qtbot: QtBot) -> None:
    transport.play()
    stream = stream_of(device, qtbot)
    assert transport.position_s == 0
    stream.advance(480)
    assert transport.position_s == 0            # given to the device, not heard yet
    stream.advance(480)
    stream.advance(1440)
    assert stream.time == pytest.approx(100.05)
    assert transport.position_s == pytest.approx(0, abs=1e-9)
    stream.advance(960)
    assert transport.position_s == pytest.approx(0.02)
    assert transport.position_s == pytest.approx(stream.time - 100.0 - LATENCY_S)


def test_every_sample_is_heard_once_and_in_order_up_to_the_end(transport: Transport, device: HandDevice,
                                                               qtbot: QtBot) -> None:
    transport.play()
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: not transport.is_playing)
    assert np.array_equal(heard_numbers(stream), np.arange(1, 2 * RATE))
    assert transport.position_s == 2.0
    with qtbot.waitSignal(transport.state_changed):
        transport.play()
    assert transport.position_s == 0.0


def test_a_range_is_repeated_without_a_sample_too_many(transport: Transport, device: HandDevice, qtbot: QtBot) -> None:
    transport.set_length(2.0, (0.5, 0.51))
    transport.seek(0.499)
    transport.play()
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: len(heard_numbers(stream)) > 2000)
    low, high = RATE // 2, RATE // 2 + 480
    once = np.arange(low, high)
    wanted = np.concatenate([np.arange(low - 48, low), once, once, once, once])
    assert np.array_equal(heard_numbers(stream)[: len(wanted)], wanted)
    assert 0.499 <= transport.position_s < 0.51


def test_seeking_while_it_plays_goes_on_from_there(transport: Transport, device: HandDevice, qtbot: QtBot) -> None:
    transport.play()
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: transport.position_s > 0.05)
    transport.seek(1.0)
    assert transport.position_s == 1.0
    before = len(stream.heard)
    play_until(qtbot, stream, lambda: transport.position_s > 1.01)
    after = np.rint(np.concatenate(stream.heard[before:])[:, 0].astype(np.float64) * 1e6).astype(np.int64)
    assert after[after > 0][0] == RATE
    assert transport.is_playing


def test_twice_as_fast_is_heard_and_four_times_is_not(transport: Transport, device: HandDevice, qtbot: QtBot) -> None:
    transport.shuttle(1)
    transport.shuttle(1)
    assert transport.speed == 2
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: transport.position_s > 0.1)
    heard = stream.sound[:, 0] * 1e6
    first = int(np.argmax(heard > 0))
    assert np.allclose(heard[first : first + 1000], 0.5 + 2 * np.arange(1000), atol=0.02)
    transport.shuttle(1)
    assert transport.speed == 4
    here, count = transport.position_s, len(stream.heard)
    play_until(qtbot, stream, lambda: transport.position_s > here + 0.2)
    assert not np.concatenate(stream.heard[count + 1 :]).any()


def test_pause_is_silence_and_play_goes_on_where_it_was(transport: Transport, device: HandDevice, qtbot: QtBot) -> None:
    transport.play()
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: transport.position_s > 0.1)
    transport.toggle()
    here = transport.position_s
    qtbot.waitUntil(lambda: not stream.active)
    stream.advance(4800)
    assert transport.position_s == here
    assert transport.speed == 0
    transport.toggle()
    assert transport.position_s == here
    play_until(qtbot, stream_of(device, qtbot), lambda: transport.position_s > here)


def test_a_device_that_goes_away_hands_over_to_the_clock(qtbot: QtBot, device: HandDevice, clock: HandClock) -> None:
    transport = Transport(Ramp(), opener=device.open, clock=clock)
    transport.set_length(2.0)
    transport.play()
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: transport.position_s > 0.1)
    with qtbot.waitSignal(transport.notice):
        stream.active = False
    here = transport.position_s
    assert here == pytest.approx(0.1, abs=0.03)
    clock.now += 0.5
    assert transport.position_s == pytest.approx(here + 0.5, abs=1e-4)
    transport.close()


def test_a_sound_that_cannot_be_read_is_said_and_time_goes_on(qtbot: QtBot, device: HandDevice) -> None:
    transport = Transport(Torn(), opener=device.open)
    transport.set_length(1.0)
    with qtbot.waitSignal(transport.notice) as said:
        transport.play()
    assert said.args == ["music.wav is gone (0, 1024)."]
    stream = stream_of(device, qtbot)
    play_until(qtbot, stream, lambda: transport.position_s > 0.2)
    assert not stream.sound.any()
    transport.close()


def test_closing_lets_device_and_files_go(qtbot: QtBot, device: HandDevice) -> None:
    source = Ramp()
    transport = Transport(source, opener=device.open)
    transport.set_length(1.0)
    transport.play()
    stream = stream_of(device, qtbot)
    transport.close()
    assert stream.closed
    assert source.closed


def test_by_the_clock_alone(silent: Transport, clock: HandClock) -> None:
    assert silent.is_silent
    silent.play()
    clock.now += 0.25
    assert silent.position_s == pytest.approx(0.25)
    silent.shuttle(1)
    clock.now += 0.25
    assert silent.position_s == pytest.approx(0.75)
    silent.shuttle(-1)
    assert silent.speed == -1
    clock.now += 0.5
    assert silent.position_s == pytest.approx(0.25, abs=1e-4)
    for speed in (-2, -4, -8, -8):
        silent.shuttle(-1)
        assert silent.speed == speed


def test_by_the_clock_it_ends_and_repeats(silent: Transport, clock: HandClock, qtbot: QtBot) -> None:
    silent.play()
    clock.now += 3
    qtbot.waitUntil(lambda: not silent.is_playing)
    assert silent.position_s == 2.0
    silent.set_length(2.0, (0.5, 1.0))
    silent.seek(0.5)
    silent.play()
    clock.now += 10.2
    assert silent.position_s == pytest.approx(0.7, abs=1e-4)
    silent.shuttle(-1)
    clock.now += 0.3
    assert silent.position_s == pytest.approx(0.9, abs=1e-4)


def test_positions_are_told_at_most_sixty_times_a_second(silent: Transport, clock: HandClock, qtbot: QtBot) -> None:
    told: list[float] = []
    silent.position_changed.connect(told.append)
    silent.play()
    for _ in range(5):
        clock.now += 0.1
        with qtbot.waitSignal(silent.position_changed):
            pass
    assert told == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5], abs=1e-4)
    assert silent._timer.interval() >= 1000 / 60


@pytest.mark.usefixtures("qtbot")
def test_nothing_to_play_does_nothing() -> None:
    transport = Transport(Ramp(), opener=no_device)
    transport.play()
    transport.shuttle(-1)
    assert not transport.is_playing
    transport.close()


def test_a_shorter_timeline_takes_the_position_with_it(silent: Transport) -> None:
    silent.seek(1.5)
    silent.set_length(1.0)
    assert silent.position_s == 1.0


def test_without_portaudio_there_is_a_reason_and_no_exception(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """As `import sounddevice` behaves without libportaudio2; None in sys.modules is how Python refuses a module."""
    monkeypatch.setitem(sys.modules, "sounddevice", None)
    with pytest.raises(NoSoundError):
        open_stream(lambda *_: None)
    transport = Transport(Ramp())
    transport.set_length(1.0)
    with qtbot.waitSignal(transport.notice) as said:
        transport.play()
    assert "silent" in said.args[0]
    qtbot.waitUntil(lambda: transport.position_s > 0)
    transport.close()
