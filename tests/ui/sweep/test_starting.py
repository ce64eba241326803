"""Beginning a sweep from the form: the cost is told, the job runs, more frames go on with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from studio.episode.errors import StudioError
from studio.episode.sweep_records import SweepRecords
from studio.jobs.sweep_cost import more_frames
from tests.ui.sweep.sweep_window import WAIT_MS, SweepWindow


def open_form(sweeps: SweepWindow) -> None:
    sweeps.key(Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    start = sweeps.view.start
    assert sweeps.view.currentWidget() is start
    sweeps.qtbot.waitUntil(lambda: start.presets.count() >= 6, timeout=WAIT_MS)
    choose_presets(sweeps, "small", "wide")


def choose_presets(sweeps: SweepWindow, *names: str) -> None:
    box = sweeps.view.start.presets
    for row in range(box.count()):
        item = box.item(row)
        wanted = Qt.CheckState.Checked if item.text() in names else Qt.CheckState.Unchecked
        if item.checkState() != wanted:
            box.setCurrentItem(item)
            QTest.keyClick(box, Qt.Key.Key_Space)


def write(sweeps: SweepWindow, text: str) -> None:
    field = sweeps.view.start.frames
    field.selectAll()
    QTest.keyClicks(field, text)


def test_takes_that_are_there_are_not_made_again(sweeps: SweepWindow) -> None:
    open_form(sweeps)
    box = sweeps.view.start.presets
    assert box.visualItemRect(box.item(box.count() - 1)).bottom() <= box.viewport().height()
    beside = sweeps.view.start.how.parentWidget()
    assert beside is not None
    assert box.geometry().bottom() < beside.geometry().top()
    write(sweeps, "6")
    start = sweeps.view.start
    sweeps.qtbot.waitUntil(lambda: start.begin.isEnabled(), timeout=WAIT_MS)
    assert start.begin.text() == "Compare what is there"
    write(sweeps, "8")
    sweeps.qtbot.waitUntil(lambda: start.begin.text().startswith("Make 4 takes"), timeout=WAIT_MS)
    assert "12 takes are there already" in start.cost.text()


def test_what_cannot_be_is_said_in_place(sweeps: SweepWindow) -> None:
    open_form(sweeps)
    write(sweeps, "900")
    start = sweeps.view.start
    sweeps.qtbot.waitUntil(lambda: start.problem.isVisible(), timeout=WAIT_MS)
    assert "900 frames" in start.problem.text()
    assert not start.begin.isEnabled()
    choose_presets(sweeps, "small")
    write(sweeps, "3")
    sweeps.qtbot.waitUntil(lambda: "at least two" in start.problem.text(), timeout=WAIT_MS)


def test_a_varied_setting_and_a_folder_are_arms_too(sweeps: SweepWindow, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    open_form(sweeps)
    choose_presets(sweeps, "small")
    write(sweeps, "2")
    QTest.keyClicks(sweeps.view.start.vary, "steps=2,3")
    sweeps.view.start.add_import(tmp_path / "theirs")
    model = sweeps.view.start.model
    sweeps.qtbot.waitUntil(lambda: model.cost is not None and len(model.cost.arms) == 3, timeout=WAIT_MS)
    assert model.cost is not None
    assert [arm.label for arm in model.cost.arms] == ["small steps=2", "small steps=3", "theirs"]
    assert (model.cost.takes, model.cost.missing, model.cost.imported) == (4, 2, 1)


def test_folders_of_one_name_are_told_apart(sweeps: SweepWindow, tmp_path: Path) -> None:
    open_form(sweeps)
    for parent in ("monday", "tuesday", "monday"):
        (tmp_path / parent / "A").mkdir(parents=True, exist_ok=True)
        sweeps.view.start.add_import(tmp_path / parent / "A")
    imports = sweeps.view.start.model.wish.imports
    assert dict(imports) == {"A": tmp_path / "monday" / "A", "A 2": tmp_path / "tuesday" / "A"}
    for left in (1, 0):
        QTest.mouseClick(sweeps.view.start.remove, Qt.MouseButton.LeftButton)
        assert len(sweeps.view.start.model.wish.imports) == left
    assert not sweeps.view.start.remove.isVisible()


def test_what_changes_in_the_episode_is_counted_anew(sweeps: SweepWindow) -> None:
    open_form(sweeps)
    write(sweeps, "6")
    start, session = sweeps.view.start, sweeps.view.model.session
    sweeps.qtbot.waitUntil(lambda: start.begin.isEnabled(), timeout=WAIT_MS)
    session.change_settings({"frames": "0-3"})
    sweeps.qtbot.waitUntil(lambda: start.problem.isVisible() and not start.begin.isEnabled(), timeout=WAIT_MS)
    sweeps.key(Qt.Key.Key_Escape)
    session.change_settings({"frames": ""})         # while nobody looks at the form
    sweeps.key(Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    sweeps.qtbot.waitUntil(lambda: start.begin.isEnabled(), timeout=WAIT_MS)


def test_what_could_not_be_filed_can_be_tried_again(sweeps: SweepWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    open_form(sweeps)
    write(sweeps, "6")
    start = sweeps.view.start
    sweeps.qtbot.waitUntil(lambda: start.begin.isEnabled(), timeout=WAIT_MS)

    def full(*_: object) -> None:
        raise StudioError("disk", "The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(SweepRecords, "begin", full)
        QTest.mouseClick(start.begin, Qt.MouseButton.LeftButton)
        assert start.problem.text() == "The disk is full."
    QTest.mouseClick(start.begin, Qt.MouseButton.LeftButton)
    assert not start.isVisible()


def test_a_begun_sweep_runs_and_is_shown(sweeps: SweepWindow) -> None:
    open_form(sweeps)
    write(sweeps, "8")
    start, model = sweeps.view.start, sweeps.view.model
    sweeps.qtbot.waitUntil(lambda: start.begin.text().startswith("Make 4"), timeout=WAIT_MS)
    start.begin.setFocus()
    sweeps.key(Qt.Key.Key_Space)
    assert sweeps.view.currentWidget() is sweeps.view.results
    sweeps.qtbot.waitUntil(lambda: model.sweep is not None and model.sweep.id == 2, timeout=WAIT_MS)
    sweeps.qtbot.waitUntil(lambda: model.job is None and model.reading is not None and model.reading.made == 16,
                           timeout=WAIT_MS)
    sweeps.qtbot.waitUntil(lambda: model.findings is not None, timeout=WAIT_MS)
    assert len(model.sweeps) == 2
    assert sweeps.view.head.others.isVisible()
    assert sweeps.view.progress.isHidden()


def test_more_frames_hold_those_of_the_sweep(sweeps: SweepWindow) -> None:
    reading = sweeps.reading
    more = more_frames(reading, 1)
    assert set(reading.sweep.frames) < set(more)
    assert len(more) == 7
    assert more_frames(reading, 50) == tuple(range(8))


def test_a_stopped_sweep_goes_on_from_the_window(sweeps: SweepWindow) -> None:
    session, model, progress = sweeps.window.session, sweeps.view.model, sweeps.view.progress
    assert session is not None
    assert progress.isHidden()
    assert not sweeps.window.context.actions.action("review.sweep_go_on").isEnabled()
    begun = session.store.sweeps.begin(sweeps.reading.sweep.arms, range(8))     # 12 of its 16 takes are there
    model.show(begun.id)
    sweeps.qtbot.waitUntil(progress.isVisible, timeout=WAIT_MS)
    assert (progress.text.text(), progress.stop.isHidden()) == ("12 of 16 takes · not finished", True)
    assert progress.bar.value() == 12
    sweeps.click(progress.go_on, progress.go_on.rect().center())
    sweeps.qtbot.waitUntil(lambda: model.job is not None, timeout=WAIT_MS)
    assert progress.go_on.isHidden()
    sweeps.qtbot.waitUntil(lambda: model.job is None and sweeps.reading.made == 16, timeout=WAIT_MS)
    assert (progress.isHidden(), len(model.sweeps)) == (True, 2)
