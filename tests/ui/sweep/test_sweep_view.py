"""The sweep view with real keys and clicks on a real sweep."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from studio.episode.preset_library import PresetLibrary
from studio.ui.frame.main_window import MainWindow
from studio.ui.sweep.sheet_geometry import NARROWEST
from studio.ui.sweep.table_columns import sweep_columns
from tests.ui.sweep.sweep_window import WAIT_MS, SweepWindow, open_sweeps


def cells(sweeps: SweepWindow, key: str) -> list[str]:
    column = next(item for item in sweeps.view.table.table.columns if item.key == key)
    return [column.cells[arm].text for arm in sweeps.view.table.arms]


def test_a_key_shows_it_and_another_goes_back(sweeps: SweepWindow) -> None:
    docks = sweeps.workspace.docks()
    assert sweeps.workspace.stack.currentWidget() is sweeps.view
    assert QApplication.focusWidget() is sweeps.view.table
    assert all(dock.isHidden() for dock in docks)
    sweeps.key(Qt.Key.Key_Escape)
    assert sweeps.workspace.state.view == "grid"
    assert not any(dock.isHidden() for dock in docks)


def test_keys_of_takes_do_nothing_to_what_is_not_seen(sweeps: SweepWindow) -> None:
    actions = sweeps.window.context.actions
    for key in (Qt.Key.Key_X, Qt.Key.Key_P, Qt.Key.Key_R):
        sweeps.key(key)
    assert sweeps.window.session is not None
    assert sweeps.window.session.steps() == []
    assert not actions.action("review.reject").isEnabled()
    sweeps.key(Qt.Key.Key_G)
    assert actions.action("review.reject").isEnabled()
    assert not actions.action("review.sweep_report").isEnabled()


def test_the_table_says_what_was_measured(sweeps: SweepWindow) -> None:
    table = sweeps.reading.table
    assert cells(sweeps, "preset") == ["small", "wide"]
    assert cells(sweeps, "size") == ["128×192", "160×192"]
    passed = np.nansum(table.passed, axis=1).astype(int).tolist()
    assert cells(sweeps, "strict") == [f"{count}/6" for count in passed]
    rates = sweeps.findings.analysis.rates
    assert cells(sweeps, "interval") == [f"{100 * rate.low:.0f} – {100 * rate.high:.0f}" for rate in rates]
    assert f"{np.nanmean(table.scores['pixel_mean'][0]):.1f} / " in cells(sweeps, "pixels")[0]


def test_a_click_on_a_head_sorts_table_and_sheet(sweeps: SweepWindow) -> None:
    table = sweeps.view.table
    head = table.horizontalHeader()
    place = [column.key for column in table.table.columns].index("size")
    at = head.sectionViewportPosition(place) + 10
    for _ in range(2):
        sweeps.click(head.viewport(), head.rect().center().__class__(at, head.height() // 2))
    assert table.arms == [1, 0]
    first, second = (sweeps.view.sheet.cell_of(arm, 0) for arm in (1, 0))
    assert first.top() < second.top()


def test_a_row_is_chosen_with_the_arrow_and_marked_everywhere(sweeps: SweepWindow) -> None:
    sweeps.view.model.choose(0)
    sweeps.key(Qt.Key.Key_Down)
    assert sweeps.view.model.arm == 1
    assert sweeps.view.default.text() == "Make wide the default"
    sweeps.key(Qt.Key.Key_Right)
    assert sweeps.view.model.place == 1


def test_a_click_on_a_point_opens_its_take(sweeps: SweepWindow) -> None:
    plot = sweeps.view.plots.plots["spread"]
    assert plot.isVisible()
    sweeps.click(plot.viewport(), plot.place_of(1, 3))
    assert (sweeps.view.model.arm, sweeps.view.model.place) == (1, 3)
    assert sweeps.view.currentWidget() is sweeps.view.looker
    assert sweeps.view.looker.arms_shown() == [0, 1]
    sweeps.key(Qt.Key(ord("Я")))
    assert sweeps.view.looker.zoom.scale is not None
    sweeps.key(Qt.Key.Key_Space)
    assert sweeps.view.looker.arms_shown() == [1]
    sweeps.key(Qt.Key.Key_Left)
    assert sweeps.view.model.place == 2
    sweeps.key(Qt.Key.Key_Escape)
    assert sweeps.view.currentWidget() is sweeps.view.results
    assert sweeps.workspace.state.view == "sweep"


def test_a_preset_s_point_chooses_it(sweeps: SweepWindow) -> None:
    sweeps.view.model.choose(0)
    sweeps.qtbot.wait(20)
    plot = sweeps.view.plots.plots["pass"]
    sweeps.click(plot.viewport(), plot.place_of(1, -1))
    assert sweeps.view.model.arm == 1
    assert sweeps.view.currentWidget() is sweeps.view.results


def test_the_sheet_opens_what_is_clicked(sweeps: SweepWindow) -> None:
    sheet = sweeps.view.sheet
    sweeps.click(sheet.viewport(), sheet.cell_of(0, 1).center())
    assert (sweeps.view.model.arm, sweeps.view.model.place) == (0, 1)
    looker = sweeps.view.looker
    sweeps.qtbot.waitUntil(lambda: all(tile.levels is not None for tile in looker.tiles), timeout=WAIT_MS)
    assert looker.tiles[1].levels is not None
    assert looker.tiles[1].levels.width == 160


def test_what_was_found_of_another_sweep_is_not_shown(sweeps: SweepWindow) -> None:
    model, session = sweeps.view.model, sweeps.view.model.session
    shown: list[tuple[int, int]] = []
    model.findings_changed.connect(lambda: shown.append((len(model.findings.analysis.rates), len(model.reading.sweep.arms)))
                                   if model.findings is not None and model.reading is not None else
                                   shown.append((-1, 0)) if model.findings is not None else None)
    waits = threading.Event()
    session.background.measure(model, waits.wait, lambda _: None)       # what is analysed next waits
    model.refresh()
    sweeps.qtbot.wait(300)
    arms = [*sweeps.reading.sweep.arms, replace(sweeps.reading.sweep.arms[0], label="third", recipe=None)]
    waits.set()
    session.background.wait()           # it is found, and not told of yet
    model.show(session.store.sweeps.begin(arms, range(4)).id)
    sweeps.qtbot.waitUntil(lambda: model.reading is not None and len(model.reading.sweep.arms) == 3, timeout=WAIT_MS)
    sweeps.qtbot.wait(200)
    assert all(rates == arms for rates, arms in shown)
    assert len(sweeps.view.table.arms) == 3


def test_a_score_that_came_after_the_analysis_waits_for_the_next(sweeps: SweepWindow) -> None:
    """Noise, flicker and the like are measured when all takes are made."""
    found = sweeps.findings
    late = ("noise", "pixel_std")
    before = replace(found, means={name: values for name, values in found.means.items() if name not in late})
    texts = {column.key: [cell.text for cell in column.cells] for column in sweep_columns(sweeps.reading, before)}
    assert texts["noise"] == texts["pixels"] == ["…", "…"]
    assert "…" not in texts["structure"]


@pytest.mark.parametrize("width", [1100, 1600, 2400])
def test_no_head_of_a_column_is_cut(sweeps: SweepWindow, width: int) -> None:
    sweeps.window.resize(900, 1000)
    sweeps.qtbot.wait(20)
    sweeps.view.model.findings_changed.emit()           # shown anew, with most columns hidden
    sweeps.window.resize(width, 1000)
    sweeps.qtbot.wait(20)
    table, head = sweeps.view.table, sweeps.view.table.horizontalHeader()
    seen = [place for place in range(table.table.columnCount()) if not table.isColumnHidden(place)]
    assert len(seen) > 3
    assert all(table.columnWidth(place) >= head.sectionSizeHint(place) for place in seen)


def test_another_score_is_plotted(sweeps: SweepWindow) -> None:
    box, plot = sweeps.view.plots.score, sweeps.view.plots.plots["spread"]
    box.setFocus()
    before = plot.place_of(0, 2)
    QTest.keyClick(box, Qt.Key.Key_Down)
    sweeps.qtbot.waitUntil(lambda: plot.place_of(0, 2) != before)
    assert sweeps.view.model.score == box.currentData() != "det"


def test_the_recommendation_stands_beside_its_gaps(sweeps: SweepWindow) -> None:
    card = sweeps.view.plots.card
    assert card.headline.text()
    assert "stand-in" in card.gaps.text()           # of the analyzer


def test_the_winner_becomes_the_default_with_its_evidence(sweeps: SweepWindow) -> None:
    sweeps.view.model.choose(1)
    sweeps.key(Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    library = PresetLibrary()
    sweeps.qtbot.waitUntil(lambda: library.default_name() == "wide", timeout=WAIT_MS)
    note = library.get("wide").note
    assert "sweep 1" in note.lower()
    assert "of 6 pass" in note
    kept = sweeps.window.context.notices.kept
    sweeps.qtbot.waitUntil(lambda: any(item.mend_text == "Back to D" for item in kept), timeout=WAIT_MS)
    back = kept[-1].mend
    assert back is not None
    back()
    sweeps.qtbot.waitUntil(lambda: library.default_name() == "D", timeout=WAIT_MS)


def test_the_report_is_written_and_can_be_opened(sweeps: SweepWindow, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "out"))
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    sweeps.click(sweeps.view.head.buttons["sweep_report"], sweeps.view.head.buttons["sweep_report"].rect().center())
    kept = sweeps.window.context.notices.kept
    sweeps.qtbot.waitUntil(lambda: any(item.mend_text == "Open" for item in kept), timeout=WAIT_MS)
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
    mend = kept[-1].mend
    assert mend is not None
    mend()
    assert [url.fileName() for url in opened] == ["report.html"]


def test_an_episode_without_takes_is_told_what_a_sweep_is(episode_window: MainWindow, qtbot: QtBot) -> None:
    session = episode_window.session
    assert session is not None
    shown = open_sweeps(episode_window, session.folder, qtbot)
    assert shown.view.currentWidget() is shown.view.start
    assert shown.view.start.cancel.isHidden()


def test_without_yaw_the_other_plot_has_its_room(sweeps: SweepWindow) -> None:
    plots = sweeps.view.plots
    assert "yaw" not in sweeps.reading.table.scores
    assert not plots.plots["yaw"].isVisible()
    assert plots.plots["spread"].width() > 0.9 * plots.width()
    assert plots.no_yaw.text() == "Nothing is shown by yaw: builtin measured none. insightface does, see Models in Prepare."


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1600, 1000), (2560, 1440)])
def test_the_sheet_uses_its_room(sweeps: SweepWindow, width: int, height: int) -> None:
    sweeps.window.resize(width, height)
    sweeps.qtbot.wait(50)
    sheet = sweeps.view.sheet
    shown, room = sheet.geometry_now, sheet.viewport().size()
    high, wide = room.height() - shown.total_height, room.width() - shown.side - 3 * shown.pitch
    assert min(high, wide) >= 0 or shown.width == NARROWEST
    assert min(high / len(shown.tops), wide / 3) < 8, "a larger picture would fit"
    assert [shown.heights[row] / shown.width for row in range(2)] == pytest.approx([1.5, 1.2], abs=0.02)
