"""Takes read as columns, and the facts beside them, are those that the review of single takes reads."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.jobs.review_facts import read_review_facts
from studio.jobs.review_takes import load_review
from studio.jobs.take_columns import load_columns
from studio.review.column_picks import PickOrder, standing_codes
from tests.ui.episodes import make_episode_with_takes

_DECISIONS = {"accept": 1, "reject": -1, None: 0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve frames with two takes each; some decided, one chosen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(tmp_path_factory.mktemp("home")))
        made = make_episode_with_takes(tmp_path_factory.mktemp("columns") / "x.episode", 12, seeds=2, picture=(64, 96))
    with EpisodeStore.open(made) as store:
        takes = load_columns(store)
        store.history.decide(1, takes.takes[2:5].tolist(), "accept")
        store.history.decide(-1, takes.takes[8:9].tolist(), "reject")
        store.history.choose(int(takes.frame_ids[7]), int(takes.takes[7]), "choose")
    return made


@pytest.mark.parametrize("frames", ["", "2-7", "3,9"])
def test_columns_are_the_candidates(folder: Path, frames: str) -> None:
    with EpisodeStore.open(folder) as store:
        store.change_settings({"frames": frames})
        columns, review = load_columns(store), load_review(store)
        store.change_settings({"frames": ""})
    assert len(columns) == len(review.candidates) > 0
    for row, item in enumerate(review.candidates):
        assert (columns.frames[row], columns.takes[row], columns.keys[row], columns.seeds[row]) == (
            item.frame, item.take, item.key, item.seed)
        assert (columns.decisions[row], bool(columns.chosen[row])) == (_DECISIONS[item.decision], item.chosen)
        assert bool(columns.scored[row]) == (item.scores is not None)
        for name, value in (item.scores.as_dict() if item.scores else {}).items():
            held = float(columns.scores[name][row])
            assert math.isnan(held) if value is None else held == value
    rows = PickOrder(columns).picks(standing_codes(columns, review.thresholds))
    assert columns.takes[rows].tolist() == [pick.take for pick in review.picks]


def test_without_a_recipe_there_are_no_takes(tmp_path: Path) -> None:
    with EpisodeStore.create(tmp_path / "empty.episode", EpisodeSettings("empty")) as store:
        assert len(load_columns(store)) == 0
    facts = read_review_facts(tmp_path / "empty.episode")
    assert (facts.preset, facts.seconds_a_take, facts.motion) == ("", None, None)


def test_the_facts_beside_the_takes(folder: Path) -> None:
    facts = read_review_facts(folder)
    assert (facts.preset, facts.engine) == ("small", "draft")
    assert facts.seconds_a_take == pytest.approx(0.4)
    assert facts.motion is None


def test_missing_scores_are_no_zeros(folder: Path) -> None:
    with EpisodeStore.open_to_read(folder) as store:
        columns = load_columns(store)
    faceless = columns.scores["faces"] == 0
    assert faceless.any()
    assert np.isnan(columns.scores["det"][faceless]).all()
