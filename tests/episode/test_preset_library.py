"""The library: shipped and personal presets, import and export, and the default."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.episode.config import StudioConfig, config_path, load_config, update_config
from studio.episode.errors import StudioError
from studio.episode.folders import personal_presets_folder
from studio.episode.preset import Preset
from studio.episode.preset_library import PresetLibrary
from studio.episode.take_request import TakeSettings


@pytest.fixture
def library(tmp_path: Path) -> PresetLibrary:
    return PresetLibrary(tmp_path / "presets", tmp_path / "config.toml")


def own(name: str = "Mine", seed: int = 7) -> Preset:
    return Preset(name, TakeSettings(engine="draft", seed=seed), "mine")


@pytest.mark.parametrize(("name", "width", "steps"), [("A", 1024, 20), ("B", 512, 20), ("C", 1024, 12), ("D", 512, 12)])
def test_the_shipped_presets_hold_the_recipe(library: PresetLibrary, name: str, width: int, steps: int) -> None:
    settings = library.get(name).settings
    assert (settings.width, settings.height, settings.steps) == (width, 768, steps)
    assert (settings.engine, settings.schedule) == ("flux-pulid", "comfyui")
    assert (settings.denoise, settings.weight, settings.seed) == (0.9, 1.0, 200)
    assert library.origin(name) == "shipped"


def test_the_library_without_personal_presets(library: PresetLibrary) -> None:
    assert library.names() == ["A", "B", "C", "D"]
    assert library.default_name() == "D"
    assert library.notices == []


def test_a_personal_preset_is_kept_and_wins(library: PresetLibrary) -> None:
    library.save(own())
    assert library.get("Mine") == own()
    assert library.origin("Mine") == "personal"
    library.save(own("D", seed=9), over=True)
    assert library.names() == ["A", "B", "C", "D", "Mine"]
    assert library.get("D").settings.seed == 9
    assert library.origin("D") == "personal"


def test_the_default_place_is_the_config_folder() -> None:
    PresetLibrary().save(own())
    assert (personal_presets_folder() / "Mine.toml").is_file()
    PresetLibrary().set_default("Mine")
    assert load_config()[0].default_preset == "Mine"


@pytest.mark.parametrize("taken", ["D", "d", "mine"])
def test_a_name_that_exists_is_not_taken_by_chance(library: PresetLibrary, taken: str) -> None:
    library.save(own())
    with pytest.raises(StudioError, match="already"):
        library.save(own(taken))
    assert library.get("Mine").settings.seed == 7
    assert library.origin("D") == "shipped"


def test_saving_over_another_spelling_leaves_one_file_with_its_comments(library: PresetLibrary) -> None:
    path = library.save(own())
    path.write_text(path.read_text(encoding="utf-8") + "# kept\n", encoding="utf-8")
    assert library.save(own("MINE", seed=8), over=True) == path
    assert library.get("mine").settings.seed == 8
    assert "# kept" in path.read_text(encoding="utf-8")
    assert [file.name for file in path.parent.iterdir()] == ["Mine.toml"]


def test_a_damaged_preset_can_be_saved_over(library: PresetLibrary) -> None:
    path = library.save(own())
    path.write_text("engine = ", encoding="utf-8")
    library.save(own(), over=True)
    assert library.get("Mine") == own()


def test_a_name_no_file_may_have_is_not_saved(library: PresetLibrary) -> None:
    with pytest.raises(StudioError, match="cannot name a preset"):
        library.save(own("con"))
    assert not library.personal.exists()


def test_an_unknown_name_is_answered_with_what_there_is(library: PresetLibrary) -> None:
    library.save(own("Winter"))
    with pytest.raises(StudioError, match=r'no preset "Wintr" \(did you mean "Winter"\?\); there are A, .*Winter'):
        library.get("Wintr")


@pytest.mark.parametrize("spelled", ["file.toml", "sub/file.toml", "FILE.TOML"])
def test_a_file_is_read_by_its_path(
    library: PresetLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(spelled).parent.mkdir(exist_ok=True)
    Path(spelled).write_text('engine = "draft"\nseed = 3\n', encoding="utf-8")
    assert library.get(spelled) == Preset(Path(spelled).stem, TakeSettings(engine="draft", seed=3))
    assert library.origin(spelled) == "file"
    assert library.get(tmp_path / spelled).settings.seed == 3


def test_a_broken_file_is_an_entry_and_hides_no_other(library: PresetLibrary) -> None:
    library.personal.mkdir()
    (library.personal / "Broken.toml").write_text("steps = 0", encoding="utf-8")
    (library.personal / ".part.toml").write_text("", encoding="utf-8")
    (library.personal / "notes.txt").write_text("", encoding="utf-8")
    entries = {entry.name: entry for entry in library.entries()}
    assert list(entries) == ["A", "B", "Broken", "C", "D"]
    assert entries["Broken"].preset is None
    assert entries["Broken"].origin == "personal"
    assert "Broken.toml" in entries["Broken"].problem
    assert "steps must be" in entries["Broken"].problem
    assert entries["D"].preset == library.get("D")
    assert entries["D"].problem == ""


def test_import_copies_word_for_word(library: PresetLibrary, tmp_path: Path) -> None:
    text = '# from a friend\nengine = "draft"\n'
    (tmp_path / "Friend.toml").write_text(text, encoding="utf-8")
    assert library.import_file(tmp_path / "Friend.toml") == Preset("Friend", TakeSettings(engine="draft"))
    assert (library.personal / "Friend.toml").read_text(encoding="utf-8") == text
    assert library.import_file(tmp_path / "Friend.toml", "Pal").name == "Pal"
    assert library.names() == ["A", "B", "C", "D", "Friend", "Pal"]


def test_import_never_replaces_by_chance(library: PresetLibrary, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text('engine = "draft"', encoding="utf-8")
    with pytest.raises(StudioError, match='A shipped preset is called "D" already'):
        library.import_file(tmp_path / "d.toml")
    assert not library.personal.exists()
    library.import_file(tmp_path / "d.toml", over=True)
    assert library.get("D").settings.engine == "draft"


def test_what_is_no_preset_is_not_imported(library: PresetLibrary, tmp_path: Path) -> None:
    (tmp_path / "X.toml").write_text("[tool]\nx = 1", encoding="utf-8")
    with pytest.raises(StudioError, match='"tool" is not a known key'):
        library.import_file(tmp_path / "X.toml")
    assert not library.personal.exists()


def test_export_writes_every_value_and_the_comments(library: PresetLibrary, tmp_path: Path) -> None:
    library.personal.mkdir()
    (library.personal / "Mine.toml").write_text('# mine\nengine = "draft"\n', encoding="utf-8")
    target = library.export_file("Mine", tmp_path)
    assert target == tmp_path / "Mine.toml"
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert "seed = 200" in text
    assert PresetLibrary(tmp_path / "other").import_file(target).settings == library.get("Mine").settings


def test_export_never_replaces_by_chance(library: PresetLibrary, tmp_path: Path) -> None:
    target = tmp_path / "out.toml"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(StudioError, match="exists already"):
        library.export_file("D", target)
    assert target.read_text(encoding="utf-8") == "mine"
    library.export_file("D", target, over=True)
    assert library.get(target).settings == library.get("D").settings


def test_the_default_is_the_persons_choice(library: PresetLibrary, tmp_path: Path) -> None:
    library.set_default("b")
    assert PresetLibrary(library.personal, tmp_path / "config.toml").default_name() == "B"


def test_only_a_preset_of_the_library_can_be_the_default(library: PresetLibrary, tmp_path: Path) -> None:
    path = library.export_file("C", tmp_path / "x.toml")
    with pytest.raises(StudioError, match=r"import .* first"):
        library.set_default(str(path))
    with pytest.raises(StudioError, match='no preset "Nobody"'):
        library.set_default("Nobody")
    assert library.default_name() == "D"


def test_a_default_that_is_gone_is_said(library: PresetLibrary) -> None:
    path = library.save(own())
    library.set_default("Mine")
    path.unlink()
    with pytest.raises(StudioError, match=r'default preset "Mine" is no longer .* there are A, B, C, D'):
        library.default_name()


def test_what_the_settings_file_reports_is_passed_on(library: PresetLibrary, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("default_preset = ", encoding="utf-8")
    assert library.default_name() == "D"
    assert any("set aside" in notice for notice in library.notices)


def test_settings_live_where_the_library_looks() -> None:
    update_config(lambda config: replace(config, default_preset="C"))
    assert PresetLibrary().default_name() == "C"
    assert config_path().is_file()
    assert load_config()[0] == StudioConfig(default_preset="C")
