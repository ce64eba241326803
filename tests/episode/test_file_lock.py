"""A file that another process holds is told as held, not as a trouble of the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from studio.episode.errors import StudioError
from studio.episode.file_lock import holding_file
from studio.jobs.personal_table import edited_table


def test_what_another_holds_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "made" / "engines.toml"
    path.parent.mkdir()
    with FileLock(path.with_name(".engines.lock")), pytest.raises(StudioError, match=r"holds .*engines\.toml") as caught, \
            holding_file(path, 0.05):
        raise AssertionError
    assert caught.value.kind == "busy"


def test_it_is_free_again_afterwards_and_a_failed_change_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "made" / "engines.toml"
    with edited_table(path, "engines") as table:
        table["one"] = {"path": "a"}
    before = path.read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        _change_and_fail(path)
    with holding_file(path, 0.05):
        assert path.read_text(encoding="utf-8") == before


def _change_and_fail(path: Path) -> None:
    with edited_table(path, "engines") as table:
        table["two"] = {"path": "b"}
        del table["three"]
