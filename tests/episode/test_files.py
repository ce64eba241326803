"""Where the names that a person writes lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.files import named_path


def test_names_count_from_the_folder_or_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    folder = tmp_path / "a.episode"
    assert named_path(folder, "../site") == folder / ".." / "site"
    assert named_path(folder, str(tmp_path / "b.pem")) == tmp_path / "b.pem"
    assert named_path(folder, "~/site") == tmp_path / "home" / "site"
    assert named_path(folder, "~nobody here/site") == folder / "~nobody here" / "site"
