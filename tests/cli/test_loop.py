"""`studio loop` against `studio assemble`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    return make_episode_with_takes(tmp_path / "a.episode", 12)


def test_settings_are_kept_and_the_numbers_are_those_of_the_encoded_loop(episode: Path) -> None:
    first = run_studio("loop", episode, "--json").result
    frame = first["start"] + 3
    changed = run_studio("loop", episode, "--start", frame, "--backward", "--hold", "2", "--fps", "12.5", "--json").result
    assert (changed["start"], changed["forward"], changed["hold"], changed["fps"]) == (frame, False, 2, "25/2")
    assert changed["period"] == first["period"] + 4
    assembled = run_studio("assemble", episode, "--json").result
    assert assembled["period"] == changed["period"]
    assert changed["frame_diff"] == pytest.approx(assembled["frame_diff"], abs=1e-4)
    assert run_studio("undo", episode).code == 0
    assert run_studio("loop", episode, "--json").result == first


def test_a_frame_without_a_pick_is_said(episode: Path) -> None:
    ran = run_studio("loop", episode, "--start", "9999", "--json")
    assert ran.code == 2
    assert "9999 has no pick" in ran.error["message"]


def test_a_hold_of_ages_is_refused_and_not_kept(episode: Path) -> None:
    assert run_studio("loop", episode, "--hold", "99999999999").code == 2
    assert run_studio("loop", episode).code == 0
