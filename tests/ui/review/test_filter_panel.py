"""The panel at the left: groups, thresholds dragged and typed, ranges brushed, order."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.episode.settings import read_settings
from studio.episode.thresholds import RULE_OF
from studio.review.histogram import passing
from studio.review.statistics import wilson
from studio.review.take_filter import FRAME, GROUPS, ScoreSpan, TakeFilter, group_counts
from studio.ui.review.filter_memory import FilterMemory, Kept
from studio.ui.review.filter_panel import FilterPanel
from studio.ui.review.review_workspace import ReviewWorkspace
from studio.ui.review.score_histogram import BARS_HEIGHT, ScoreHistogram
from studio.ui.theme import INSIDE

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(workspace: ReviewWorkspace) -> FilterPanel:
    return workspace.filter


def at(histogram: ScoreHistogram, value: float, height: int = BARS_HEIGHT // 2) -> QPoint:
    return QPoint(round(histogram.x_of(value)), height)


def drag(histogram: ScoreHistogram, start: float, *stops: float) -> None:
    QTest.mousePress(histogram, LEFT, NONE, at(histogram, start))
    for stop in stops:
        QTest.mouseMove(histogram, at(histogram, stop))
    QTest.mouseRelease(histogram, LEFT, NONE, at(histogram, stops[-1]))


def kept_limit(panel: FilterPanel, score: str) -> float | None:
    """As the file has it."""
    limit: float | None = getattr(read_settings(panel.session.folder / "episode.toml").thresholds, score)
    return limit


def test_chips_count_and_filter(panel: FilterPanel) -> None:
    counts = group_counts(panel.session.codes, panel.session.picks)
    for group in GROUPS:
        assert panel.chips[group].text().endswith(str(counts[group]))
        QTest.mouseClick(panel.chips[group], LEFT)
        assert len(panel.model.order) == counts[group]
    QTest.mouseClick(panel.clear, LEFT)
    assert len(panel.model.order) == 24
    assert panel.chips["all"].isChecked()


def test_dragging_the_line_judges_live_and_is_kept_as_one_step(panel: FilterPanel, workspace: ReviewWorkspace) -> None:
    histogram, session = panel.blocks["det"].histogram, panel.session
    workspace.state.select(np.array([3, 4]))
    before = len(session.picks)
    QTest.mousePress(histogram, LEFT, NONE, at(histogram, 0.85))
    QTest.mouseMove(histogram, at(histogram, 0.75))
    assert session.thresholds.det == 0.75
    assert len(session.picks) > before
    assert panel.blocks["det"].passing.text() == f"{passing(session.takes.scores['det'], RULE_OF['det'], 0.75)} pass"
    assert kept_limit(panel, "det") == 0.85
    assert session.steps() == []
    QTest.mouseMove(histogram, at(histogram, 0.7))
    QTest.mouseRelease(histogram, LEFT, NONE, at(histogram, 0.7))
    limit = kept_limit(panel, "det")
    assert limit == session.thresholds.det == pytest.approx(0.7, abs=0.01)
    assert len(session.steps()) == 1
    assert workspace.state.selected_rows().tolist() == [3, 4]
    session.undo()
    assert histogram.limit == 0.85


def test_the_bubble_holds_the_line_too(panel: FilterPanel) -> None:
    histogram = panel.blocks["det"].histogram
    start = histogram.bubble().center().toPoint()
    QTest.mousePress(histogram, LEFT, NONE, start)
    QTest.mouseMove(histogram, start - QPoint(30, 0))
    QTest.mouseRelease(histogram, LEFT, NONE, start - QPoint(30, 0))
    assert (kept_limit(panel, "det") or 1) < 0.85


def test_a_value_is_typed(panel: FilterPanel) -> None:
    block = panel.blocks["det"]
    block.histogram.setFocus()
    QTest.keyClick(block.histogram, Qt.Key.Key_Return)
    assert block.field.isVisible()
    QTest.keyClicks(block.field, "0.815")
    QTest.keyClick(block.field, Qt.Key.Key_Return)
    assert not block.field.isVisible()
    assert kept_limit(panel, "det") == 0.815
    QTest.keyClick(block.histogram, Qt.Key.Key_Return)
    QTest.keyClicks(block.field, "0.3")
    QTest.keyClick(block.field, Qt.Key.Key_Escape)
    assert not block.field.isVisible()
    assert kept_limit(panel, "det") == 0.815


def test_a_value_out_of_range_is_not_taken(panel: FilterPanel) -> None:
    block = panel.blocks["det"]
    block.edit_limit()
    QTest.keyClicks(block.field, "7")
    QTest.keyClick(block.field, Qt.Key.Key_Return)
    assert kept_limit(panel, "det") == 0.85


def test_arrow_keys_step_and_letting_go_keeps(panel: FilterPanel) -> None:
    histogram = panel.blocks["det"].histogram
    histogram.setFocus()
    for _ in range(3):
        QTest.keyPress(histogram, Qt.Key.Key_Left)
    assert panel.session.steps() == []
    QTest.keyRelease(histogram, Qt.Key.Key_Left)
    assert kept_limit(panel, "det") == pytest.approx(0.82)
    assert len(panel.session.steps()) == 1


def test_a_threshold_is_switched_off_and_on_again_as_it_was(panel: FilterPanel) -> None:
    switch = panel.blocks["det"].switch
    QTest.mouseClick(switch, LEFT, NONE, QPoint(8, switch.height() // 2))
    assert kept_limit(panel, "det") is None
    assert panel.blocks["det"].passing.text() == "21 measured"
    QTest.mouseClick(switch, LEFT, NONE, QPoint(8, switch.height() // 2))
    assert kept_limit(panel, "det") == 0.85


def test_a_first_threshold_lets_most_pass(panel: FilterPanel) -> None:
    switch = panel.blocks["identity"].switch
    QTest.mouseClick(switch, LEFT, NONE, QPoint(8, switch.height() // 2))
    values = panel.session.takes.scores["identity"]
    limit = kept_limit(panel, "identity")
    assert limit is not None
    assert 0.7 < np.mean(values[~np.isnan(values)] >= limit) <= 1


def test_brushing_selects_and_only_these_filters(panel: FilterPanel, workspace: ReviewWorkspace) -> None:
    histogram, values = panel.blocks["identity"].histogram, panel.session.takes.scores["identity"]
    drag(histogram, 0.6, 0.65, 0.75)
    low, high = histogram.brush.low, histogram.brush.high
    assert low is not None
    assert high is not None
    inside = np.flatnonzero((values >= low) & (values <= high)).tolist()
    assert workspace.state.selected_rows().tolist() == inside
    assert inside
    QTest.mouseClick(panel.blocks["identity"].only, LEFT)
    assert panel.model.order.tolist() == inside
    QTest.mouseClick(histogram, LEFT, NONE, at(histogram, 0.1))
    assert len(panel.model.order) == 24
    assert not panel.blocks["identity"].only.isVisible()


def test_yaw_is_bounded_by_two_numbers(panel: FilterPanel, qtbot: QtBot) -> None:
    panel.yaw_row.boxes[0].setFocus()
    panel.yaw_row.boxes[0].selectAll()
    QTest.keyClicks(panel.yaw_row.boxes[0], "-20")
    panel.yaw_row.boxes[1].setValue(10)
    yaw = panel.session.takes.scores["yaw"]
    inside = np.flatnonzero((yaw >= -20) & (yaw <= 10)).tolist()
    qtbot.waitUntil(lambda: panel.model.order.tolist() == inside)
    panel.show_all()
    assert (panel.yaw_row.boxes[0].value(), panel.yaw_row.boxes[1].value()) == (-90, 90)


def test_sorting_by_a_score_either_way(panel: FilterPanel) -> None:
    panel.sort_by.setFocus()
    panel.sort_by.setCurrentIndex(panel.sort_by.findData("det"))
    panel.sort_by.activated.emit(panel.sort_by.currentIndex())
    values = panel.session.takes.scores["det"][panel.model.order]
    assert (np.diff(values[~np.isnan(values)]) >= 0).all()
    QTest.mouseClick(panel.direction, LEFT)
    values = panel.session.takes.scores["det"][panel.model.order]
    assert (np.diff(values[~np.isnan(values)]) <= 0).all()


def test_the_strict_pass_with_its_interval(panel: FilterPanel) -> None:
    det, faces = panel.session.takes.scores["det"], panel.session.takes.scores["faces"]
    tried = int((~np.isnan(det) | (faces == 0)).sum())
    expected = wilson(int((det >= 0.85).sum()), tried)
    assert expected.share is not None
    texts = [item.text() for item in panel.numbers.strict.findChildren(type(panel.numbers.strict._value))]
    assert f"{100 * expected.share:.0f} %" in texts
    assert f"95 % interval {100 * expected.low:.0f} – {100 * expected.high:.0f}, n = {tried}" in texts


def test_the_filter_bar_comes_and_goes(workspace: ReviewWorkspace) -> None:
    QTest.keyClick(workspace.grid, Qt.Key.Key_Backslash)
    assert not workspace.filter.isVisible()
    QTest.keyClick(workspace.grid, Qt.Key.Key_Backslash)
    assert workspace.filter.isVisible()


def test_a_chip_reached_with_tab_is_pressed_with_space_and_return(panel: FilterPanel, workspace: ReviewWorkspace) -> None:
    for key, group in ((Qt.Key.Key_Space, "picks"), (Qt.Key.Key_Return, "out")):
        chip = panel.chips["picks" if group == "picks" else "out"]
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(chip, key)
        assert panel.model.filter.group == group
    assert workspace.session.steps() == []
    assert workspace.state.view == "grid"


def test_letters_typed_into_a_field_decide_nothing(panel: FilterPanel, workspace: ReviewWorkspace) -> None:
    panel.blocks["det"].edit_limit()
    target = QApplication.focusWidget()
    assert target is panel.blocks["det"].field
    QTest.keyClicks(target, "px")
    assert workspace.session.steps() == []


def test_what_is_remembered_is_read_tolerantly(panel: FilterPanel, workspace: ReviewWorkspace) -> None:
    panel.add_score("landmarks")
    QTest.mouseClick(panel.chips["picks"], LEFT)
    memory = FilterMemory(workspace.context.state, workspace.session.folder)
    assert memory.read() == Kept(TakeFilter("picks"), panel.model.sorting, ("det", "identity", "sharpness", "landmarks"))
    span = TakeFilter().with_span("yaw", ScoreSpan(None, 20))
    memory.write(Kept(span))
    assert memory.read().filter == span
    other = FilterMemory(workspace.context.state, workspace.session.folder / "other")
    assert other.read() == Kept()
    workspace.context.state.put("review.filter", {"episode": str(workspace.session.folder), "group": 7, "spans": {"x": 1},
                                                  "by": "nothing", "scores": "det"})
    assert memory.read() == Kept()
    assert memory.read().sorting.by == FRAME


def test_scores_without_a_threshold_have_histograms_too(panel: FilterPanel) -> None:
    block = panel.add_score("pixel_mean")
    assert not block.switch.isVisible()
    assert block.passing.text() == "23 measured"
    QTest.keyClick(block.histogram, Qt.Key.Key_Return)
    assert not block.field.isVisible()
    panel.remove_score("pixel_mean")
    assert "pixel_mean" not in panel.blocks


def test_chips_and_scores_stand_apart_by_one_measure(panel: FilterPanel) -> None:
    chips, blocks = panel.chips["all"].parentWidget(), list(panel.blocks.values())
    assert chips is not None
    parts = [chips, *blocks]
    tops = [part.mapTo(panel, part.rect().topLeft()).y() for part in parts]
    gaps = [below - (above + part.height()) for part, above, below in zip(parts, tops, tops[1:], strict=False)]
    assert gaps == [INSIDE] * len(blocks)
