"""What the settings file says of thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.settings import EpisodeSettings, read_settings, write_settings
from studio.episode.thresholds import Thresholds


@pytest.mark.parametrize("thresholds", [Thresholds(), Thresholds(det=None), Thresholds(det=None, yaw=20.0)])
def test_thresholds_come_back_also_when_all_are_off(tmp_path: Path, thresholds: Thresholds) -> None:
    write_settings(tmp_path / "episode.toml", EpisodeSettings("x", thresholds=thresholds))
    assert read_settings(tmp_path / "episode.toml").thresholds == thresholds


def test_a_file_that_says_nothing_has_the_usual_threshold(tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_text('name = "x"\n', encoding="utf-8")
    assert read_settings(tmp_path / "episode.toml").thresholds == Thresholds()
