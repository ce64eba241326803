"""What can be chosen of finishing, chosen with mouse and keys in the real window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.ui.export.export_workspace import ExportWorkspace
from studio.ui.export.step_options import (
    CaptionOptions,
    FoleyOptions,
    LipSyncOptions,
    LoopOptions,
    MixOptions,
    PictureOptions,
)
from tests.finish.fonts import wide_font_file
from tests.ui.export.waiting import export, planned, wait_for_plan

READ_MS = 60_000


def choose(field: QComboBox, downs: int) -> None:
    """As a person does with the keyboard; several steps count as one choice each."""
    field.setFocus()
    for _ in range(abs(downs)):
        QTest.keyClick(field, Qt.Key.Key_Down if downs > 0 else Qt.Key.Key_Up)


def kept(workspace: ExportWorkspace, name: str) -> object:
    """As the episode's file has it, not as the window remembers it."""
    with EpisodeStore.open_to_read(workspace.session.folder) as store:
        return getattr(store.settings, name)


def test_targets_are_chosen_by_click_and_key_and_one_always_stays(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    cards = workspace.targets.cards
    assert {key: card.chosen for key, card in cards.items()} == {"web": True, "vertical": False, "archive": False}
    QTest.mouseClick(cards["archive"], Qt.MouseButton.LeftButton)
    assert kept(workspace, "targets") == "web,archive"
    assert cards["archive"].accessibleName() == "Archive, chosen"
    cards["web"].setFocus()
    QTest.keyClick(cards["web"], Qt.Key.Key_Space)
    assert kept(workspace, "targets") == "archive"
    QTest.mouseClick(cards["archive"], Qt.MouseButton.LeftButton)
    assert kept(workspace, "targets") == "archive"
    wait_for_plan(workspace, qtbot)
    assert [key for key in planned(workspace) if key[1]] == [("picture", "archive"), ("export", "archive"),
                                                           ("marks", "archive")]
    assert "Lanczos" in cards["archive"].note
    assert cards["web"].note == ""


def test_choices_open_below_their_stage_one_at_a_time(workspace: ExportWorkspace) -> None:
    rows = workspace.stages.rows
    loop, lips = rows["loop", ""], rows["lip_sync", ""]
    QTest.mouseClick(loop.line, Qt.MouseButton.LeftButton)
    assert loop.is_open
    lips.line.setFocus()
    QTest.keyClick(lips.line, Qt.Key.Key_Space)
    assert (loop.is_open, lips.is_open) == (False, True)
    QTest.keyClick(lips.line, Qt.Key.Key_Return)
    assert not lips.is_open


def test_lip_sync_is_chosen_and_its_stage_is_planned(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    row = workspace.stages.rows["lip_sync", ""]
    assert row.line.title.text() == "Lip sync · off"
    row.open_choices()
    assert isinstance(row.choices, LipSyncOptions)
    choose(row.choices.engine, 1)
    choose(row.choices.refused, 1)
    assert (kept(workspace, "lip_sync"), kept(workspace, "lip_sync_refused")) == ("draft", "neighbour")
    wait_for_plan(workspace, qtbot)
    assert row.line.title.text() == "Lip sync · draft"
    assert ("lip_sync", "") in planned(workspace)


def test_foley_is_told_what_to_make(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    row = workspace.stages.rows["foley", ""]
    row.open_choices()
    options = row.choices
    assert isinstance(options, FoleyOptions)
    choose(options.engine, 1)
    options.prompt.setFocus()
    QTest.keyClicks(options.prompt, "soft steps")
    QTest.keyClick(options.prompt, Qt.Key.Key_Return)
    options.gain.setFocus()
    QTest.keyClick(options.gain, Qt.Key.Key_Up)
    assert (kept(workspace, "foley"), kept(workspace, "foley_prompt"), kept(workspace, "foley_gain_db")) == (
        "draft", "soft steps", -11.5)
    wait_for_plan(workspace, qtbot)
    assert ("foley", "") in planned(workspace)


def test_the_loops_choices_can_be_undone_and_the_others_are_settings(workspace: ExportWorkspace) -> None:
    session, rows = workspace.session, workspace.stages.rows
    rows["loop", ""].open_choices()
    loop = rows["loop", ""].choices
    assert isinstance(loop, LoopOptions)
    choose(loop.gaps, 1)
    assert kept(workspace, "gaps") == "hold"
    assert session.undo() == "Frames without a pick"
    assert kept(workspace, "gaps") == "skip"
    assert loop.gaps.currentData() == "skip"
    rows["mix", ""].open_choices()
    mix = rows["mix", ""].choices
    assert isinstance(mix, MixOptions)
    steps = len(session.steps())
    choose(mix.loudness, 1)
    mix.duck.setFocus()
    QTest.keyClick(mix.duck, Qt.Key.Key_Up)
    assert (kept(workspace, "loudness"), kept(workspace, "duck_db")) == (-14.0, 1.0)
    assert len(session.steps()) == steps
    assert rows["mix", ""].line.title.text() == "Mix · −14 LUFS"


def test_a_loudness_of_the_persons_own_is_shown_as_it_is(workspace: ExportWorkspace) -> None:
    workspace.session.change_settings({"loudness": -18.5})
    row = workspace.stages.rows["mix", ""]
    row.open_choices()
    assert isinstance(row.choices, MixOptions)
    assert row.choices.loudness.currentText() == "−18.5 LUFS"


def test_weights_certificate_and_folder_are_chosen_and_let_go(workspace: ExportWorkspace, qtbot: QtBot, tmp_path: Path,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["chain.pem", "key.pem", str(tmp_path / "x4.safetensors")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (next(answers), ""))
    marks, publish = workspace.targets.marks, workspace.targets.publish
    QTest.mouseClick(marks.signer, Qt.MouseButton.LeftButton)
    assert (kept(workspace, "certificate"), kept(workspace, "certificate_key")) == ("chain.pem", "key.pem")
    assert marks.signer.text() == "chain.pem"
    QTest.mouseClick(marks.forget, Qt.MouseButton.LeftButton)
    assert kept(workspace, "certificate") == ""
    assert "untrusted" in marks.signer.text()
    QTest.mouseClick(workspace.targets.cards["archive"], Qt.MouseButton.LeftButton)
    wait_for_plan(workspace, qtbot)
    row = workspace.stages.rows["picture", "archive"]
    row.open_choices()
    options = row.choices
    assert isinstance(options, PictureOptions)
    QTest.mouseClick(options.upscaler.file, Qt.MouseButton.LeftButton)
    assert options.upscaler.file.text() == "x4.safetensors"
    assert workspace.targets.cards["archive"].note == ""
    workspace.session.change_settings({"upscaler": ""})
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "site"))
    QTest.mouseClick(publish.choose, Qt.MouseButton.LeftButton)
    assert publish.folder.text() == kept(workspace, "publish_folder") == str(tmp_path / "site")
    QTest.mouseClick(publish.clear, Qt.MouseButton.LeftButton)
    assert kept(workspace, "publish_folder") == ""


def test_captions_that_the_letters_lack_are_mended_where_it_is_said(workspace: ExportWorkspace, qtbot: QtBot, tmp_path: Path,
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    session, problem = workspace.session, workspace.stages.problem
    session.set_timeline(replace(session.timeline, captions=(Caption(0.1, 0.9, "שלום"),)), "captions")
    session.change_settings({"captions_as": "burned"})
    wait_for_plan(workspace, qtbot)
    qtbot.waitUntil(lambda: "has no letters for ש ל ו ם" in problem.text)
    assert not workspace.stages.start.isEnabled()
    QTest.mouseClick(problem.buttons[0], Qt.MouseButton.LeftButton)
    options = workspace.stages.rows["captions", ""].choices
    assert isinstance(options, CaptionOptions)
    font = wide_font_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(font), ""))
    QTest.mouseClick(options.letters.file, Qt.MouseButton.LeftButton)
    assert kept(workspace, "caption_font") == str(font)
    assert options.letters.file.text() == "wide.ttf"
    wait_for_plan(workspace, qtbot)
    qtbot.waitUntil(workspace.stages.start.isEnabled)
    QTest.mouseClick(options.letters.back, Qt.MouseButton.LeftButton)
    assert kept(workspace, "caption_font") == ""
    assert "Inter" in options.letters.file.text()


def test_what_was_published_is_opened(workspace: ExportWorkspace, qtbot: QtBot, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.session.change_settings({"publish_folder": str(tmp_path / "site")})
    wait_for_plan(workspace, qtbot)
    assert ("publish", "") in planned(workspace)
    publish = workspace.targets.publish
    assert publish.open_page.isHidden()
    export(workspace, qtbot)
    qtbot.waitUntil(publish.open_page.isVisible, timeout=READ_MS)
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    QTest.mouseClick(publish.open_page, Qt.MouseButton.LeftButton)
    page = Path(opened[0].toLocalFile())
    assert page.is_relative_to(tmp_path / "site")
    assert "<video" in page.read_text(encoding="utf-8")


def test_a_name_that_is_taken_is_told_of(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    (workspace.session.folder / "exports").mkdir(exist_ok=True)
    (workspace.session.folder / "exports" / "cut.mp4").write_bytes(b"")
    workspace.targets.publish.name.committed.emit("cut")
    said = workspace.targets.publish
    qtbot.waitUntil(lambda: "cut.mp4 is there already and will be replaced." in [
        item.text() for item in said.findChildren(QLabel) if item.isVisible()], timeout=READ_MS)


def test_each_stages_result_is_looked_at_alone(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    workspace.session.change_settings({"loudness": -16.0})
    wait_for_plan(workspace, qtbot)
    loop, mix = workspace.stages.rows["loop", ""].line, workspace.stages.rows["mix", ""].line
    assert loop.play.isHidden()
    export(workspace, qtbot)
    with EpisodeStore.open_to_read(workspace.session.folder) as store:
        folder = store.folder
    loop.setFocus()
    QTest.keyClick(loop, Qt.Key.Key_O)
    assert workspace.player.path is not None
    assert workspace.player.path.is_relative_to(folder / "stages" / "loop")
    qtbot.waitUntil(lambda: workspace.player.shown_frame is not None)
    QTest.mouseClick(mix.play, Qt.MouseButton.LeftButton)
    assert workspace.player.path.is_relative_to(folder / "stages" / "mix")
    assert workspace.player.transport.duration_s == pytest.approx(2.0, abs=0.01)
    assert workspace.player.transport.is_playing
    QTest.keyClick(workspace.player, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not workspace.player.transport.is_playing)
    workspace.player.seek_frame(25)
    assert workspace.player.transport.position_s == pytest.approx(1.0, abs=0.01)
    figures = {figure.name: figure.value for figure in workspace.result.figures.figures}
    assert set(figures) >= {"Loudness", "True peak", "Frame-diff", "Flicker", "Longest hold"}
    assert figures["Loudness"].endswith("LUFS")
    QTest.keyClick(loop, Qt.Key(ord("Щ")))          # the same key on a Russian layout
    assert workspace.player.path.is_relative_to(folder / "stages" / "loop")


def test_frames_that_lip_sync_refuses_are_mended_in_place(workspace: ExportWorkspace) -> None:
    workspace.session.change_settings({"lip_sync": "latentsync"})
    workspace.model.failed_stage = ("lipsync", "")
    workspace.model.failed.emit(StudioError("input", "LatentSync would find no face in frames 3-5."))
    problem = workspace.stages.problem
    assert "frames 3-5" in problem.text
    assert [made.text() for made in problem.buttons] == [
        "Show the neighbour instead", "Re-roll these frames", "Go to Review", "Another lip sync…"]
    QTest.mouseClick(problem.buttons[3], Qt.MouseButton.LeftButton)
    assert workspace.stages.rows["lip_sync", ""].is_open
    QTest.mouseClick(problem.buttons[0], Qt.MouseButton.LeftButton)
    assert kept(workspace, "lip_sync_refused") == "neighbour"
    assert problem.text == ""
