"""`studio strangers` and `studio forecast`: what the window shows, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.media.pictures import encode_png
from studio.source.sample_person import sample_portrait
from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    return make_episode_with_takes(tmp_path / "a.episode", 12)


def test_folders_are_named_and_the_cost_is_told(episode: Path, tmp_path: Path) -> None:
    ran = run_studio("strangers", "show", episode, "--threshold", "0.7", "--threshold", "0.1", "--json")
    assert ran.code == 0, ran.err
    assert "No faces of other people are at hand" in ran.err
    costs = ran.result["thresholds"]
    assert [cost["threshold"] for cost in costs] == [0.7, 0.1]
    assert costs[0]["takes_lost"] > costs[1]["takes_lost"] == 0
    assert (costs[0]["strangers"], costs[0]["strangers_share"], ran.result["strangers"]) == (0, None, None)
    others = tmp_path / "others"
    others.mkdir()
    (others / "x.png").write_bytes(encode_png(sample_portrait()[:-2]))
    assert run_studio("strangers", "add", others, "--json").result["pictures"] == 1
    assert run_studio("strangers", "list", "--json").result["folders"] == [str(others)]
    refused = run_studio("strangers", "show", episode, "--json")
    assert refused.error["kind"] == "missing"
    assert "builtin cannot compare faces" in refused.error["message"]
    assert run_studio("strangers", "remove", others).code == 0
    assert run_studio("strangers", "list").out == "No folder was named.\n"


def test_a_threshold_that_is_no_number_is_refused(episode: Path) -> None:
    assert run_studio("strangers", "show", episode, "--threshold", "nan").code == 2


def test_plans_stand_side_by_side(episode: Path) -> None:
    ran = run_studio("forecast", episode, "--if", "frames=24", "preset=A voice=60", "--unique", "5", "--json")
    assert ran.code == 0, ran.err
    plans = ran.result["plans"]
    assert [(plan["wish"]["preset"], plan["wish"]["frames"]) for plan in plans] == [("small", 12), ("small", 24), ("A", 12)]
    assert [found is None for found in ran.result["unique"]] == [False, False, True]
    assert ran.result["unique"][0]["wanted"] == 5
