"""What the settings file says of thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.settings import EpisodeSettings, read_settings, write_settings
from studio.episode.thresholds import Thresholds


@pytest.mark.parametrize("thresholds", [Thresholds(), Thresholds(det=None), Thresholds(det=None, yaw=20.0)])
def test_thresholds_come_back_also_when_all_are_off(tmp_path: Path, thresholds: Thresholds) -> None:
    write_settings(tmp_path / "episode.toml", EpisodeSettings("x", thresholds=thresholds))
    assert read_settings(tmp_path / "episode.toml").thresholds == thresholds


def test_a_file_that_says_nothing_has_the_usual_threshold(tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_text('name = "x"\n', encoding="utf-8")
    assert read_settings(tmp_path / "episode.toml").thresholds == Thresholds()


def test_finish_settings_come_back_in_one_spelling(tmp_path: Path) -> None:
    path = tmp_path / "episode.toml"
    write_settings(path, EpisodeSettings("x", lip_sync="draft", loudness=-14.0, gaps="between", truth_marks=False))
    path.write_text(path.read_text(encoding="utf-8").replace("-14.0", "-14"), encoding="utf-8")
    read = read_settings(path)
    assert (read.lip_sync, read.gaps, read.truth_marks) == ("draft", "between", False)
    assert repr(read.loudness) == "-14.0"


@pytest.mark.parametrize(("section", "line"), [
    ("loop", 'gaps = "sometimes"'), ("sound", "loudness = 3"), ("lip_sync", 'engine = ""'), ("export", "truth_marks = 1"),
])
def test_a_finish_setting_that_cannot_be_names_its_line(tmp_path: Path, section: str, line: str) -> None:
    path = tmp_path / "episode.toml"
    path.write_text(f'name = "x"\n[{section}]\n{line}\n', encoding="utf-8")
    with pytest.raises(StudioError, match=rf"episode.toml: {section}\.{line.split(' ')[0]} is .*; it must be"):
        read_settings(path)
