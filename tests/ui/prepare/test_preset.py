"""Presets: chosen, edited, saved, watched; voice and the next step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.episode.folders import personal_presets_folder
from studio.episode.preset_library import PresetLibrary
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeRequest, TakeSettings
from studio.episode.take_table import TakeFacts
from studio.media.pictures import encode_png
from studio.media.thumbnails import thumbnail_jpeg
from studio.ui.prepare.prepare_workspace import PrepareWorkspace
from tests.ui.prepare.conftest import PATIENCE_MS
from tests.ui.prepare.dropping import drop_files


def _field(prepare: PrepareWorkspace, name: str) -> QLineEdit:
    found = prepare.preset.editor.fields.widgets[name]
    assert isinstance(found, QLineEdit)
    return found


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_click_on_a_card_chooses_and_undo_goes_back(prepare: PrepareWorkspace) -> None:
    before = prepare.session.settings.preset
    QTest.mouseClick(prepare.preset.cards["B"], Qt.MouseButton.LeftButton)
    assert prepare.session.store.settings.preset == "B"
    assert _field(prepare, "steps").text() == "20"
    prepare.session.undo()
    assert prepare.session.store.settings.preset == before


def test_bounds_are_said_beside_the_field(prepare: PrepareWorkspace) -> None:
    prepare.preset.choose("D")
    _type(_field(prepare, "width"), "500")
    editor = prepare.preset.editor
    assert "multiple of 16" in editor.problems["width"]
    assert not prepare.go_bar.button.isEnabled()
    _type(_field(prepare, "width"), "640")
    assert editor.problems == {}
    assert editor.fields.labels["width"].objectName() == "changed"
    assert editor.fields.labels["height"].objectName() == "second"
    _type(_field(prepare, "denoise"), "0,5")
    assert editor.settings is not None
    assert editor.settings.denoise == 0.5
    QTest.mouseClick(editor.drop_button, Qt.MouseButton.LeftButton)
    assert not editor.is_changed


def test_steps_that_will_run(prepare: PrepareWorkspace) -> None:
    prepare.preset.choose("D")
    assert prepare.preset.editor.steps_text.startswith("12 ")
    prepare.preset.editor.set_value("schedule", "diffusers")
    assert prepare.preset.editor.steps_text.startswith("11 ")


def test_a_shipped_preset_is_saved_under_a_name(prepare: PrepareWorkspace, qtbot: QtBot) -> None:
    panel = prepare.preset
    panel.choose("D")
    _type(_field(prepare, "steps"), "9")
    assert not panel.editor.save_button.isVisible()
    QTest.mouseClick(panel.editor.save_as_button, Qt.MouseButton.LeftButton)
    _type(panel.ask.field, "B")
    QTest.keyClick(panel.ask.field, Qt.Key.Key_Return)
    assert "already" in panel.ask.problem
    _type(panel.ask.field, "quick")
    QTest.keyClick(panel.ask.field, Qt.Key.Key_Return)
    assert PresetLibrary().get("quick").settings.steps == 9
    assert prepare.session.settings.preset == "quick"
    qtbot.waitUntil(lambda: "quick" in panel.cards and not panel.editor.is_changed, timeout=PATIENCE_MS)
    _type(_field(prepare, "steps"), "7")
    QTest.mouseClick(panel.editor.save_button, Qt.MouseButton.LeftButton)
    assert PresetLibrary().get("quick").settings.steps == 7


def test_files_are_watched(prepare: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    panel = prepare.preset
    drop_files(panel, [inputs["preset"]])
    qtbot.waitUntil(lambda: "small" in panel.cards and panel.editor.settings is not None, timeout=PATIENCE_MS)
    file = personal_presets_folder() / "small.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("steps = 3", "steps = 5"), encoding="utf-8")
    qtbot.waitUntil(lambda: _field(prepare, "steps").text() == "5", timeout=PATIENCE_MS)
    file.unlink()
    qtbot.waitUntil(lambda: "small" not in panel.cards, timeout=PATIENCE_MS)
    assert "small" in panel.problem.text                    # the episode's preset is gone, and it says so


def test_rename_default_export_and_delete(prepare: PrepareWorkspace, inputs: dict[str, Path], tmp_path: Path,
                                          qtbot: QtBot) -> None:
    panel = prepare.preset
    panel.import_files([inputs["preset"]])
    panel.rename("small")
    _type(panel.ask.field, "tiny")
    QTest.keyClick(panel.ask.field, Qt.Key.Key_Return)
    assert prepare.session.settings.preset == "tiny"
    panel.make_default("tiny")
    qtbot.waitUntil(lambda: panel.read.default == "tiny", timeout=PATIENCE_MS)
    panel.export_to("tiny", tmp_path / "out.toml")
    panel.export_to("tiny", tmp_path / "out.md")
    assert "width = 256" in (tmp_path / "out.toml").read_text(encoding="utf-8")
    assert "| tiny |" in (tmp_path / "out.md").read_text(encoding="utf-8")
    panel.delete("tiny")
    QTest.mouseClick(panel.ask.yes, Qt.MouseButton.LeftButton)
    assert prepare.session.settings.preset == "D"
    menu = panel.menu_of("D")
    possible = {action.text(): action.isEnabled() for action in menu.actions()}
    assert not possible["Delete…"]
    assert possible["Duplicate…"]
    menu.deleteLater()


def test_what_is_missing_is_said_on_the_way(empty: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    assert not empty.go_bar.button.isEnabled()
    assert all(word in empty.scope_text() for word in ("picture", "source", "voice"))
    assert drop_files(empty, [inputs["voice"], inputs["identity"], inputs["source"]])
    qtbot.waitUntil(lambda: empty.scope_text().startswith("identity, source and voice are ready"), timeout=PATIENCE_MS)
    qtbot.waitUntil(empty.go_bar.button.isEnabled, timeout=PATIENCE_MS)
    assert empty.go_bar.button.text().startswith("Generate 12 take")
    qtbot.waitUntil(lambda: "1.3 s" in empty.voice.facts.text(), timeout=PATIENCE_MS)


def test_a_sound_that_is_none(prepare: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    before = prepare.session.settings.voice
    drop_files(prepare.voice, [inputs["preset"]])
    qtbot.waitUntil(lambda: "small.toml" in prepare.voice.problem.text, timeout=PATIENCE_MS)
    assert prepare.session.store.settings.voice == before


def test_the_button_puts_a_job_into_the_queue(prepare: PrepareWorkspace, inputs: dict[str, Path], qtbot: QtBot) -> None:
    prepare.preset.import_files([inputs["preset"]])
    qtbot.waitUntil(lambda: prepare.go_bar.button.text().startswith("Generate 24"), timeout=PATIENCE_MS)
    qtbot.waitUntil(prepare.go_bar.button.isEnabled, timeout=PATIENCE_MS)
    with qtbot.waitSignal(prepare.go_requested, timeout=PATIENCE_MS) as asked:
        QTest.mouseClick(prepare.go_bar.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["generate", None]
    assert [job.spec.kind for job in prepare.context.jobs.jobs()] == ["generate"]
    prepare.context.jobs.stop()
    qtbot.waitUntil(lambda: not prepare.context.jobs.is_working, timeout=PATIENCE_MS)


def test_everything_has_a_name(prepare: PrepareWorkspace) -> None:
    nameless = [f"{type(item).__name__} {item.text()}" for item in prepare.findChildren(QPushButton)
                if not item.accessibleName() and item.isVisible()]
    assert nameless == []
    fields = [item for item in prepare.findChildren(QLineEdit) if item.isVisible() and not item.accessibleName()
              and item.objectName() != "qt_spinbox_lineedit"]
    assert fields == []


def test_fp8_is_warned_of_until_there_is_something_to_compare(prepare: PrepareWorkspace, qtbot: QtBot) -> None:
    prepare.preset.choose("D")
    editor = prepare.preset.editor
    qtbot.waitUntil(lambda: editor.settings is not None and editor.settings.engine == "flux-pulid", timeout=PATIENCE_MS)
    assert editor.fp8_warning.isHidden()
    editor.set_value("options", 'precision = "fp8"')
    assert not editor.fp8_warning.isHidden()
    editor.set_value("options", 'precision = "bf16"')
    assert editor.fp8_warning.isHidden()
    editor.set_value("options", 'precision = "fp8"')
    _add_recipes_with_takes(prepare.session.folder, "fp8")
    prepare.preset.read_library()
    qtbot.wait(300)
    assert not editor.fp8_warning.isHidden()
    _add_recipes_with_takes(prepare.session.folder, "bf16")
    prepare.preset.read_library()
    qtbot.waitUntil(editor.fp8_warning.isHidden, timeout=PATIENCE_MS)
    assert editor.settings is not None
    assert editor.settings.options == (("precision", "fp8"),)


def _add_recipes_with_takes(folder: Path, precision: str) -> None:
    """A take of flux-pulid in that precision on the first frame."""
    with EpisodeStore.open(folder) as store:
        frame = store.frames.of_current_source()[0]
        request = TakeRequest("0" * 64, None, (), "", TakeSettings("flux-pulid", width=16, height=24), "1", (), precision)
        recipe = store.takes.add_recipe(request.recipe_json(200), "D", "flux-pulid")
        picture = np.zeros((24, 16, 3), np.uint8)
        facts = TakeFacts("FLUX.1-dev + PuLID", 16, 24, 0.5, "cuda", "test")
        store.takes.commit(request, facts, encode_png(picture), thumbnail_jpeg(picture), frame.id, recipe)


@pytest.mark.parametrize("width", [1280, 2560])
def test_the_fields_of_a_preset_stand_in_one_grid(prepare: PrepareWorkspace, width: int, qtbot: QtBot) -> None:
    window = prepare.window()
    window.resize(width, 720)
    qtbot.waitUntil(lambda: window.width() == width)
    qtbot.wait(50)
    boxes = {name: box.geometry() for name, box in prepare.preset.editor.fields.widgets.items()}
    for column in (("width", "steps", "weight"), ("height", "start_step")):
        assert len({(boxes[name].left(), boxes[name].width()) for name in column}) == 1
    assert abs(boxes["width"].width() - boxes["height"].width()) <= 1
    assert {boxes[name].left() for name in ("engine", "prompt", "schedule", "seed")} == {boxes["width"].left()}
    assert {boxes[name].right() for name in ("engine", "prompt", "schedule", "seed")} == {boxes["height"].right()}
