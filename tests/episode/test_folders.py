"""Where the studio keeps its own files."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode import folders

ALL = {
    "config": folders.config_folder, "data": folders.data_folder, "cache": folders.cache_folder,
    "log": folders.log_folder,
}


@pytest.mark.parametrize("part", list(ALL))
def test_studio_home_holds_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, part: str) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "дом"))
    assert ALL[part]() == tmp_path / "дом" / part
    assert list(tmp_path.iterdir()) == []


def test_a_relative_home_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDIO_HOME", "home")
    assert folders.personal_presets_folder() == tmp_path / "home" / "config" / "presets"


@pytest.mark.parametrize("home", [None, ""])
def test_otherwise_the_platforms_own_places(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str | None
) -> None:
    if home is None:
        monkeypatch.delenv("STUDIO_HOME", raising=False)
    else:
        monkeypatch.setenv("STUDIO_HOME", home)
    monkeypatch.setenv("HOME", str(tmp_path))
    places = [ask() for ask in ALL.values()]
    assert len(set(places)) == len(places)
    assert all("fullmotion-studio" in place.parts for place in places)
