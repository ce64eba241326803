"""Compare: four ways, three things to compare with, by keyboard and mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.jobs.fitted_frames import FittedFrames
from studio.media.picture_difference import difference_picture
from studio.media.pictures import read_picture
from studio.ui.review.compare_view import Against, CompareView
from studio.ui.widgets.picture_levels import levels_of
from tests.ui.review.looking_window import LookingWindow, color_at


@pytest.fixture
def compare(review: LookingWindow) -> CompareView:
    review.key(Qt.Key.Key_C)
    view = review.looks.compare
    review.wait_for_picture(view.sides[0])
    review.wait_for_picture(view.sides[1])
    return view


def test_c_shows_source_and_take_side_by_side_with_their_names(compare: CompareView, review: LookingWindow) -> None:
    pictures = review.looks.pictures
    assert [view.isVisible() for view in compare.sides] == [True, True, False]
    assert compare.sides[0].levels is pictures.cache.get(pictures.source(0).key)
    assert compare.sides[1].levels is pictures.cache.get(pictures.take(0).key)
    assert [view.accessibleName() for view in compare.sides[:2]] == ["source", "#0 take, seed 200"]


def test_the_source_lies_as_the_take_was_made_from_it(compare: CompareView, review: LookingWindow) -> None:
    details = review.looks.pictures.details(0)
    expected = levels_of(FittedFrames(review.session.folder).read(0, details.request, details.facts))
    assert compare.sides[0].levels is not None
    assert compare.sides[0].levels.images[0] == expected.images[0]


def test_c_again_goes_through_the_ways(compare: CompareView, review: LookingWindow) -> None:
    seen = []
    for _ in range(4):
        review.key(Qt.Key.Key_C)
        seen.append(compare.mode)
    assert seen == ["wipe", "flicker", "difference", "side"]


def test_b_goes_through_what_there_is_to_compare_with(compare: CompareView, review: LookingWindow) -> None:
    other = next(row for row in review.rows_of(0) if row != 0)
    seen = []
    for _ in range(3):
        review.key(Qt.Key.Key_B)
        seen.append(compare.against)
    assert seen == [Against("take", other), Against("reference", 0), Against("source")]
    review.key(Qt.Key.Key_B)
    review.wait_for_picture(compare.sides[2])
    assert compare.sides[2].levels is review.looks.pictures.cache.get(review.looks.pictures.take(other).key)
    assert compare.bar.against.currentText() == "take, seed 201"


def test_s_swaps_the_sides(compare: CompareView, review: LookingWindow) -> None:
    before = [view.levels for view in compare.sides[:2]]
    review.key(Qt.Key.Key_S)
    assert [view.levels for view in compare.sides[:2]] == before[::-1]
    assert compare.sides[0].accessibleName() == "#0 take, seed 200"


def test_the_wipe_is_dragged_with_the_mouse(compare: CompareView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_C)
    pair = compare.pair
    review.qtbot.waitUntil(lambda: pair.levels is not None and pair.first is not None)
    target = pair.target().toRect()
    QTest.mousePress(pair, Qt.MouseButton.LeftButton, pos=target.center())
    QTest.mouseMove(pair, QPoint(target.left() + target.width() * 3 // 4, target.center().y()))
    QTest.mouseRelease(pair, Qt.MouseButton.LeftButton)
    assert pair.wipe == pytest.approx(0.75, abs=0.01)
    assert color_at(pair, 0.3, 0.7).hslSaturation() > color_at(pair, 0.85, 0.7).hslSaturation() + 20
    pair.set_wipe(0.1)
    assert color_at(pair, 0.3, 0.7).hslSaturation() < 60


def test_the_difference_is_what_differs(compare: CompareView, review: LookingWindow) -> None:
    for _ in range(3):
        review.key(Qt.Key.Key_C)
    pair = compare.pair
    review.qtbot.waitUntil(lambda: pair.difference is not None)
    details = review.looks.pictures.details(0)
    source = FittedFrames(review.session.folder).read(0, details.request, details.facts)
    expected = difference_picture(source, read_picture(review.session.picture_path(0)))
    assert pair.difference is not None
    assert pair.difference.images[0] == levels_of(expected).images[0]
    assert np.count_nonzero(expected) > 0


def test_flicker_shows_one_then_the_other_at_its_rate(compare: CompareView, review: LookingWindow) -> None:
    compare.set_mode("flicker")
    compare.bar.rate.setValue(15)
    seen: set[bool] = set()

    def both() -> bool:
        seen.add(compare.pair.first_is_shown)
        return len(seen) == 2

    review.qtbot.waitUntil(both)
    assert compare.bar.rate.isVisible()


def test_the_zoom_is_shared_and_arrows_go_on(compare: CompareView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_Z)
    assert {view.scale for view in compare.sides[:2]} == {1.0}
    review.key(Qt.Key.Key_Right)
    assert review.state.current_row == 1
    assert compare.sides[1].accessibleName() == "#0 take, seed 201"


def test_another_take_of_the_frame_before_is_no_choice_for_the_next(compare: CompareView, review: LookingWindow) -> None:
    review.key(Qt.Key.Key_B)
    assert compare.against.kind == "take"
    review.key(Qt.Key.Key_PageDown)
    assert compare.against == Against("source")
