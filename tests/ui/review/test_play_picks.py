"""The picks played in the order of the loop, in the loupe."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from studio.ui.review.pick_player import PickPlayer
from tests.ui.review.looking_window import LookingWindow


def _record(player: PickPlayer) -> list[int]:
    shown: list[int] = []
    player.shown.connect(lambda row, _: shown.append(row))
    return shown


@pytest.fixture
def accepted(review: LookingWindow) -> LookingWindow:
    """A pick for five frames."""
    review.session.decide(1, np.array([0, 2, 4, 6, 8], np.int64), "accept")
    review.session.decide(-1, np.setdiff1d(np.arange(16), [0, 2, 4, 6, 8]), "reject")
    review.session.set_setting("fps", 40.0, "faster")
    return review


def test_space_plays_the_picks_there_and_back_and_stops_where_it_is(accepted: LookingWindow) -> None:
    shown = _record(accepted.looks.player)
    accepted.key(Qt.Key.Key_Space)
    assert accepted.state.view == "loupe"
    accepted.qtbot.waitUntil(lambda: set(shown) == {0, 2, 4, 6, 8})
    accepted.key(Qt.Key.Key_Space)
    assert not accepted.looks.player.is_playing
    assert accepted.state.current_row == shown[-1]
    assert accepted.looks.loupe.picture.levels is not None


def test_the_order_is_the_loops(accepted: LookingWindow) -> None:
    player, shown = accepted.looks.player, _record(accepted.looks.player)
    accepted.session.set_setting("fps", 10.0, "slower")
    cache, pictures = accepted.looks.pictures.cache, accepted.looks.pictures
    cache.want("test", [pictures.take(row, player.longest) for row in (0, 2, 4, 6, 8)])
    accepted.qtbot.waitUntil(lambda: all(cache.get(pictures.take(row).key) for row in (0, 2, 4, 6, 8)))
    accepted.key(Qt.Key.Key_Space)
    accepted.qtbot.waitUntil(lambda: len(shown) >= 10)
    player.stop()
    turned = [0, 2, 4, 6, 8, 6, 4, 2]
    steps = [(turned * 4)[place] for place in range(len(shown) + player.dropped)]
    for row in shown:
        while steps and steps[0] != row:
            steps.pop(0)
        assert steps
        steps.pop(0)
    assert player.played == len(shown)


def test_only_the_selected_takes_are_played_with_shift(accepted: LookingWindow) -> None:
    shown = _record(accepted.looks.player)
    accepted.select(3, 5, 9)
    accepted.key(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    accepted.qtbot.waitUntil(lambda: set(shown) == {3, 5, 9})
    accepted.looks.player.stop()


def test_it_goes_on_from_the_current_take(accepted: LookingWindow) -> None:
    shown = _record(accepted.looks.player)
    accepted.state.set_current(6)
    accepted.key(Qt.Key.Key_Space)
    accepted.qtbot.waitUntil(lambda: bool(shown))
    assert shown[0] == 6
    accepted.key(Qt.Key.Key_Space)


def test_what_cannot_be_read_is_dropped_and_counted(accepted: LookingWindow) -> None:
    for row in (2, 4):
        accepted.session.picture_path(row).unlink()
        accepted.session.thumbnail_path(row).unlink()
    player, shown = accepted.looks.player, _record(accepted.looks.player)
    accepted.key(Qt.Key.Key_Space)
    accepted.qtbot.waitUntil(lambda: len(shown) > 12)
    player.stop()
    assert 2 not in shown
    assert 4 not in shown
    assert player.dropped > 0


def test_thumbnails_stand_in_while_pictures_are_being_read(accepted: LookingWindow) -> None:
    shown = _record(accepted.looks.player)
    for row in (2, 4, 6, 8):
        accepted.session.picture_path(row).unlink()
    accepted.key(Qt.Key.Key_Space)
    accepted.qtbot.waitUntil(lambda: set(shown) == {0, 2, 4, 6, 8})
    picture = accepted.looks.loupe.picture
    assert (picture.picture_size.width(), picture.picture_size.height()) == (96, 144)
    accepted.key(Qt.Key.Key_Space)


def test_another_view_or_take_stops_it(accepted: LookingWindow) -> None:
    player = accepted.looks.player
    accepted.key(Qt.Key.Key_Space)
    accepted.key(Qt.Key.Key_Right)
    assert not player.is_playing
    accepted.key(Qt.Key.Key_Space)
    accepted.key(Qt.Key.Key_G)
    assert not player.is_playing
    assert accepted.state.view == "grid"


def test_without_a_pick_it_says_that_there_is_nothing_to_play(review: LookingWindow) -> None:
    review.session.decide(-1, np.arange(16), "reject")
    review.key(Qt.Key.Key_Space)
    assert not review.looks.player.is_playing
    assert "nothing to play" in review.window.context.notices.kept[-1].text


def test_pictures_are_read_no_larger_than_the_loop_may_take(review: LookingWindow) -> None:
    player, rows = review.looks.player, list(range(16))
    player.play(rows, 2000)
    assert player.longest == 0
    player.stop()
    player.play(rows * 20_000, 2000)
    assert player.longest == 0          # small pictures are never read below a thumbnail's size
    player.stop()
