"""`studio review`: what it lists is what the window's filter bar shows, and may be decided on as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture(scope="module")
def episode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        return make_episode_with_takes(tmp_path_factory.mktemp("listed") / "a.episode", 12)


def listed(episode: Path, *words: str) -> list[dict[str, Any]]:
    ran = run_studio("review", episode, *words, "--json")
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = ran.result["list"]
    return found


def det(take: dict[str, Any]) -> float | None:
    value: float | None = take["scores"]["det"] if take["scores"] else None
    return value


def test_takes_are_filtered_by_scores_and_sorted(episode: Path) -> None:
    every = listed(episode, "--list")
    known = sorted(value for take in every if (value := det(take)) is not None)
    assert len(every) == 12
    middle = known[len(known) // 2]
    below = listed(episode, "--where", f"det<{middle}", "--sort", "det", "--descending")
    assert [det(take) for take in below] == [value for value in reversed(known) if value < middle]
    between = listed(episode, "--where", f"det>={known[1]}", "--where", f"det<={middle}", "--sort", "det")
    assert [det(take) for take in between] == [value for value in known if known[1] <= value <= middle]
    assert {take["key"] for take in listed(episode, "--where", f"det={middle}")} == {
        take["key"] for take in every if det(take) == middle}
    unmeasured = [take["key"] for take in every if det(take) is None]
    assert [take["key"] for take in listed(episode, "--sort", "det")][len(known):] == unmeasured
    assert listed(episode, "--descending")[0]["frame"] == max(take["frame"] for take in every)


def test_picks_and_those_that_are_out(episode: Path) -> None:
    picks, out = listed(episode, "--show", "picks"), listed(episode, "--show", "out")
    counts = run_studio("review", episode, "--json").result
    assert "list" not in counts
    assert (len(picks), len(out)) == (counts["picks"], counts["rejected"])
    assert {take["standing"] for take in out} <= {"failed", "rejected"}
    assert {take["standing"] for take in picks} <= {"passed", "accepted", "chosen"}


def test_what_is_listed_is_decided_as_one_step(episode: Path) -> None:
    out = listed(episode, "--show", "out")
    assert out
    decided = run_studio("review", episode, "--accept", "listed", "--show", "out", "--json")
    assert decided.result["list"] == []
    by_hand = listed(episode, "--show", "by-hand")
    assert {take["key"] for take in by_hand} == {take["key"] for take in out}
    assert run_studio("undo", episode, "--json").result["undo"] == f"accept {len(out)} takes"
    assert listed(episode, "--show", "out") == out


@pytest.mark.parametrize("condition", ["beauty>1", "det", "det<<1", "det<high"])
def test_a_condition_that_cannot_be_read_is_said(episode: Path, condition: str) -> None:
    ran = run_studio("review", episode, "--where", condition)
    assert ran.code == 2
    assert "cannot be read" in ran.err
    assert "det, identity" in ran.err
