"""The workspace Export in the real window, on a real episode, with the real job."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.episode.decision_table import REJECT
from studio.episode.store import EpisodeStore
from studio.finish.marks import read_marks
from studio.jobs.licences import SaleAnswer
from studio.jobs.sounds import add_sound
from studio.media.wav_file import WavFile
from studio.ui.export.export_model import StageKey
from studio.ui.export.export_texts import about_text, sale_text, seconds_text, when_text
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.frame.main_window import MainWindow
from tests.cli.small_inputs import write_tone
from tests.finish.clips import decode_sound
from tests.ui.export.waiting import EXPORT_MS, export, plan_of, planned, state, wait_for_plan
from tests.ui.pages import shown_page, visit

LOOP: list[StageKey] = [("loop", "")]
VIDEO: list[StageKey] = [("export", "web"), ("marks", "web")]


def workspace_paths(workspace: ExportWorkspace) -> list[Path]:
    items = [workspace.result.exports.topLevelItem(place) for place in range(workspace.result.exports.topLevelItemCount())]
    return [Path(item.toolTip(0)) for item in items if item is not None]


def test_the_button_makes_a_video_with_its_sound_that_plays_in_place(workspace: ExportWorkspace, episode: Path,
                                                                     qtbot: QtBot) -> None:
    assert workspace.stages.start.isEnabled()
    assert planned(workspace) == [*LOOP, *VIDEO]
    out = export(workspace, qtbot)
    assert out == episode / "exports" / "turn_web.mp4"
    with av.open(str(out)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 50
    sound = decode_sound(out)
    with EpisodeStore.open_to_read(episode) as store, WavFile(store.path(store.settings.voice)) as voice:
        assert abs(sound.shape[1] - voice.samples) <= 1024
    assert abs(sound).max() == pytest.approx(0.2, abs=0.02)
    assert read_marks(out)["generated"] is True
    qtbot.waitUntil(lambda: workspace.player.shown_frame is not None)
    assert workspace.player.path == out
    assert workspace.player.transport.is_playing
    assert workspace.result.exports.topLevelItemCount() == 1
    assert workspace.stages.start.text() == "Export · nothing to make"
    assert [state(workspace, key) for key in (*LOOP, *VIDEO)] == [
        f"up to date · took {seconds_text(item.measured_s or 0)}" for item in plan_of(workspace).stages]


def test_progress_and_forecast_are_shown(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    assert workspace.stages.start.text() == "Export"        # nothing was measured on this machine yet
    shares: list[float] = []
    workspace.model.progress_changed.connect(lambda: shares.append(workspace.model.share))
    export(workspace, qtbot)
    assert shares == sorted(shares[:-1]) + shares[-1:]
    assert max(shares) == 1
    workspace.session.set_setting("hold", 2, "hold")
    wait_for_plan(workspace, qtbot)
    workspace.model.set_name("another name")
    wait_for_plan(workspace, qtbot)
    line, plan = workspace.stages.rows["export", "web"].line, plan_of(workspace)
    assert plan.forecast_s
    assert line.time.text() == about_text(plan.stages[1].forecast_s or 0.0)
    assert workspace.stages.start.text() == f"Export · {about_text(plan.forecast_s)}"
    assert "1" in line.toolTip()
    assert workspace.model.out.name == "another name.mp4"


def test_a_mix_is_a_stage_of_its_own(workspace: ExportWorkspace, qtbot: QtBot, tmp_path: Path) -> None:
    write_tone(tmp_path / "music.wav", 1.0)
    session = workspace.session
    add_sound(session.store, tmp_path / "music.wav", "music", lambda _: None, gain_db=-9.0)
    with qtbot.waitSignal(session.timeline_changed):
        session.set_timeline(replace(session.store.timeline(), out_s=1.2), "out")
    wait_for_plan(workspace, qtbot)
    assert planned(workspace) == [*LOOP, ("mix", ""), *VIDEO]
    assert "the mix of all tracks" in workspace.targets.cards["web"].summary
    out = export(workspace, qtbot)
    assert abs(decode_sound(out).shape[1] - 1.2 * 48_000) <= 1024
    with qtbot.waitSignal(session.timeline_changed):
        session.undo()
    wait_for_plan(workspace, qtbot)
    assert not state(workspace, ("mix", "")).startswith("up to date")
    with qtbot.waitSignal(session.timeline_changed):
        session.undo()
    wait_for_plan(workspace, qtbot)
    assert planned(workspace) == [*LOOP, *VIDEO]
    assert state(workspace, ("mix", "")) == "the voice alone"


def test_stop_leaves_no_half_file_and_the_next_export_goes_on(workspace: ExportWorkspace, episode: Path,
                                                              qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.model.stopped, timeout=EXPORT_MS):
        QTest.mouseClick(workspace.stages.start, Qt.MouseButton.LeftButton)
        QTest.mouseClick(workspace.stages.stop, Qt.MouseButton.LeftButton)
    assert workspace.stages.problem.text.startswith("Stopped.")
    assert list((episode / "exports").iterdir()) == []
    wait_for_plan(workspace, qtbot)
    assert export(workspace, qtbot).exists()
    assert workspace.stages.problem.text == ""


def test_without_picks_the_way_to_review_is_shown_before_the_click(workspace: ExportWorkspace, episode_window: MainWindow,
                                                                   qtbot: QtBot) -> None:
    session = workspace.session
    session.decide(REJECT, np.arange(len(session.takes)), "reject all")
    qtbot.waitUntil(lambda: workspace.stages.problem.text != "")
    assert not workspace.stages.start.isEnabled()
    assert workspace.stages.problem.buttons[0].text() == "Go to Review"
    session.undo()
    qtbot.waitUntil(lambda: workspace.stages.problem.text == "")
    assert workspace.stages.start.isEnabled()
    session.change_settings({"voice": ""})
    qtbot.waitUntil(lambda: workspace.stages.problem.buttons[0].text() == "Go to Prepare")
    assert "Drop a recording into Prepare" in workspace.stages.problem.text
    QTest.mouseClick(workspace.stages.problem.buttons[0], Qt.MouseButton.LeftButton)
    shown_page(episode_window, "prepare")


def test_a_folder_that_cannot_be_written_is_said_and_tried_again(workspace: ExportWorkspace, episode: Path,
                                                                 qtbot: QtBot) -> None:
    shutil.rmtree(episode / "exports")
    (episode / "exports").write_text("")
    with qtbot.waitSignal(workspace.model.failed, timeout=EXPORT_MS):
        QTest.mouseClick(workspace.stages.start, Qt.MouseButton.LeftButton)
    assert "exports" in workspace.stages.problem.text
    assert [made.text() for made in workspace.stages.problem.buttons] == ["Try again"]
    (episode / "exports").unlink()
    wait_for_plan(workspace, qtbot)
    with qtbot.waitSignal(workspace.model.finished, timeout=EXPORT_MS) as done:
        QTest.mouseClick(workspace.stages.problem.buttons[0], Qt.MouseButton.LeftButton)
    assert done.args[0] == episode / "exports" / "turn_web.mp4"


def test_the_name_is_typed_and_made_safe(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    name = workspace.targets.publish.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "a/b final.mp4")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert workspace.model.out.name == name.text() == "a_b final.mp4"
    name.clear()
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert workspace.model.out.name == "turn_web.mp4"
    wait_for_plan(workspace, qtbot)


def test_keys_and_earlier_exports(workspace: ExportWorkspace, episode_window: MainWindow, qtbot: QtBot,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with qtbot.waitSignal(workspace.model.finished, timeout=EXPORT_MS) as first:
        QTest.keyClick(workspace, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    workspace.model.set_name("second")
    wait_for_plan(workspace, qtbot)
    second = export(workspace, qtbot)
    rows = workspace.result.exports
    assert [path.name for path in workspace_paths(workspace)] == ["second.mp4", "turn_web.mp4"]
    rows.show_path(first.args[0])
    item = rows.currentItem()
    assert item is not None
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())
    assert workspace.player.path == first.args[0] != second
    qtbot.waitUntil(lambda: workspace.player.transport.is_playing)
    workspace.player.setFocus()
    QTest.keyClick(workspace.player, Qt.Key.Key_Space)
    assert not workspace.player.transport.is_playing
    QTest.keyClick(workspace, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [Path(url.toLocalFile()) for url in opened] == [second.parent]
    workspace.player.play()
    visit(episode_window, "review")
    assert not workspace.player.transport.is_playing


def test_everything_has_a_name_for_those_who_do_not_see(workspace: ExportWorkspace) -> None:
    for widget in workspace.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(workspace) and not _is_part(widget):
            assert widget.accessibleName(), widget


def _is_part(widget: QWidget) -> bool:
    """Inner parts of Qt's own controls."""
    return widget.objectName().startswith("qt_") or type(widget).__name__ in ("QScrollArea", "UprightScroll")


def test_figures_in_words() -> None:
    assert [seconds_text(value) for value in (0, 0.44, 9.94, 9.96, 59, 170, 3723)] == [
        "0.0 s", "0.4 s", "9.9 s", "10 s", "59 s", "2:50", "1:02:03"]
    assert [about_text(value) for value in (0.2, 1.4, 59.7, 170)] == ["under 1 s", "about 1 s", "about 1:00", "about 2:50"]
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert when_text(now, now).startswith("today ")
    assert when_text(now.replace(day=21), now).startswith("yesterday ")
    assert "2026" in when_text(now.replace(month=3), now) or "26" in when_text(now.replace(month=3), now)
    assert sale_text(SaleAnswer("no", ("FLUX.1-dev", "insightface"))) == ("✕ no: FLUX.1-dev, insightface", "undecided")
