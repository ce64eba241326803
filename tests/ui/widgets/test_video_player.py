"""A finished video played in place: the right frame at the right moment, by mouse, keys and clock."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.finish.loop import plan_loop
from studio.finish.render import render_video
from studio.ui.widgets.video_player import VideoPlayer, time_text
from tests.finish.clips import make_loop, tone, write_voice
from tests.ui.sound.streams import HandClock, HandDevice, no_device

PICKS, SECONDS = 40, 3


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """75 frames; frame n is grey of 3 n until it turns at 39, so that every picture tells its number."""
    folder = tmp_path_factory.mktemp("video")
    greys = [np.full((48, 64, 3), 20 + 5 * number, np.uint8) for number in range(PICKS)]
    loop = make_loop(folder, plan_loop(PICKS, Fraction(SECONDS)), greys)
    render_video(loop, write_voice(folder / "v.wav", tone(48_000 * SECONDS)), folder / "a.mp4", {})
    return folder / "a.mp4"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def player(qtbot: QtBot, video: Path, clock: HandClock) -> Iterator[VideoPlayer]:
    made = VideoPlayer(opener=no_device, clock=clock)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.load(video)
    qtbot.waitUntil(lambda: made.shown_frame == 0)
    yield made
    made.clear()


def wait_for(player: VideoPlayer, frame: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: player.shown_frame == frame)


def is_playing(player: VideoPlayer) -> bool:
    return player.transport.is_playing


def number_in(image: QImage | None) -> int:
    """Which frame of the loop's first half it is, by its grey."""
    assert image is not None
    return round((image.pixelColor(32, 24).red() - 20) / 5)


def test_it_opens_on_the_first_frame(player: VideoPlayer) -> None:
    assert number_in(player.image()) == 0
    assert player.transport.duration_s == SECONDS
    assert player._time.text() == "0:00 / 0:03"


@pytest.mark.parametrize("seconds", [0.04, 0.99, 1.2, 1.5599, 0.5])
def test_the_frame_of_any_moment(player: VideoPlayer, qtbot: QtBot, seconds: float) -> None:
    player.transport.seek(seconds)
    wanted = int(seconds * 25 + 1e-3)
    qtbot.waitUntil(lambda: player.shown_frame == wanted)
    assert number_in(player.image()) == wanted


def test_space_plays_and_pictures_follow_the_clock(player: VideoPlayer, qtbot: QtBot, clock: HandClock) -> None:
    with qtbot.waitSignal(player.notice):
        QTest.keyClick(player, Qt.Key.Key_Space)
    assert is_playing(player)
    for frame in (5, 12, 13, 30):
        clock.now += frame / 25 + 0.001 - player.transport.position_s
        wait_for(player, frame, qtbot)
        assert number_in(player.image()) == frame
    assert player.slider.value() == 30
    QTest.keyClick(player, Qt.Key.Key_Space)
    assert not is_playing(player)
    clock.now += 10
    QTest.keyClick(player, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: player.shown_frame == 31)
    QTest.keyClick(player, Qt.Key.Key_Left)
    QTest.keyClick(player, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: player.shown_frame == 29)
    QTest.keyClick(player, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: player.shown_frame == SECONDS * 25 - 1)
    assert player._time.text() == "0:02 / 0:03"
    QTest.keyClick(player, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: player.shown_frame == 0)


def test_the_slider_goes_where_it_is_clicked_and_dragged(player: VideoPlayer, qtbot: QtBot) -> None:
    slider = player.slider
    y = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 4, y))
    qtbot.waitUntil(lambda: player.shown_frame is not None and 15 <= player.shown_frame <= 22)
    QTest.mouseMove(slider, QPoint(slider.width() // 2, y))
    qtbot.waitUntil(lambda: player.shown_frame is not None and 34 <= player.shown_frame <= 40)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, y))
    assert player.shown_frame == slider.value()


def test_it_plays_to_its_end_and_begins_again(player: VideoPlayer, qtbot: QtBot, clock: HandClock) -> None:
    with qtbot.waitSignal(player.notice):
        QTest.mouseClick(player._button, Qt.MouseButton.LeftButton)
    clock.now += 5
    qtbot.waitUntil(lambda: not player.transport.is_playing)
    qtbot.waitUntil(lambda: player.shown_frame == SECONDS * 25 - 1)
    QTest.mouseClick(player._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: player.shown_frame == 0)


def test_its_sound_is_heard(qtbot: QtBot, video: Path) -> None:
    device = HandDevice()
    player = VideoPlayer(opener=device.open)
    qtbot.addWidget(player)
    player.load(video, play=True)
    qtbot.waitUntil(lambda: device.stream is not None and device.stream.active)
    stream = device.stream
    assert stream is not None

    def heard() -> bool:
        stream.advance()
        return player.shown_frame is not None and player.shown_frame >= 5

    qtbot.waitUntil(heard)
    whole = tone(48_000)[:5000].astype(np.float64) / 32_768
    sound = stream.sound[:, 0]
    begins = int(np.argmax(np.abs(sound) > 1e-3))
    best = max(np.corrcoef(sound[at : at + 3000], whole[:3000])[0, 1] for at in range(begins - 100, begins + 100) if at >= 0)
    assert best > 0.99
    assert np.array_equal(stream.sound[:, 0], stream.sound[:, 1])


def test_another_video_takes_its_place_and_none_leaves_it_empty(player: VideoPlayer, qtbot: QtBot, tmp_path: Path) -> None:
    other = make_loop(tmp_path, plan_loop(3, Fraction(1)))
    player.load(other)
    qtbot.waitUntil(lambda: player.info is not None and player.info.path == other and player.shown_frame == 0)
    assert player.transport.duration_s == 1
    player.clear()
    assert player.image() is None
    assert not player._button.isEnabled()


def test_what_is_no_video_is_said(player: VideoPlayer, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("hello")
    with qtbot.waitSignal(player.failed) as said:
        player.load(tmp_path / "a.mp4")
    assert isinstance(said.args[0], StudioError)
    assert "a.mp4" in said.args[0].message


def test_time() -> None:
    assert [time_text(value) for value in (0, 4.9, 72, 3723)] == ["0:00", "0:04", "1:12", "1:02:03"]
