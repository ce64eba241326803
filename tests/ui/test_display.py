"""Without a display `studio` says one sentence and ends with 1; Qt never gets to abort."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.__main__ import asks_for_window
from studio.ui.display import display_problem, library_problem


def _studio_without_display(**environment: str) -> subprocess.CompletedProcess[str]:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return subprocess.run([sys.executable, "-m", "studio"], env={**kept, **environment}, capture_output=True, text=True,
                          check=False, timeout=60)


def test_no_display_is_one_sentence_that_names_the_command_line() -> None:
    done = _studio_without_display()
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("studio: There is no display")
    assert "studio make" in done.stderr
    assert "studio --help" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("environment", [{"DISPLAY": ":997"}, {"QT_QPA_PLATFORM": "nonsense"}, {"QT_QPA_PLATFORM": "xcb"},
                                         {"WAYLAND_DISPLAY": "wayland-none"}])
def test_a_display_that_cannot_be_used_is_a_sentence_too(environment: dict[str, str]) -> None:
    done = _studio_without_display(**environment)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "studio --help" in done.stderr


def test_offscreen_counts_as_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:size=800x600")
    assert display_problem() is None


def test_a_missing_library_names_the_line_that_installs_it() -> None:
    said = library_problem(ImportError("libEGL.so.1: cannot open shared object file"))
    assert "libEGL.so.1" in said
    assert "apt-get install -y" in said
    assert " libegl1 " in said
    assert "pip install" in library_problem(ModuleNotFoundError("No module named 'PySide6'"))


def test_only_no_words_or_an_episode_ask_for_the_window(episode: Path, tmp_path: Path) -> None:
    assert asks_for_window([])
    assert asks_for_window([str(episode)])
    assert not asks_for_window([str(tmp_path)])
    assert not asks_for_window(["--help"])
    assert not asks_for_window(["info", str(episode)])
    assert not asks_for_window([str(episode), "--json"])
