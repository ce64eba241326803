"""From rows to picks: the current recipe, source, range and scorer alone decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.decision_table import ACCEPT, REJECT
from studio.episode.errors import StudioError
from studio.episode.face import Scores
from studio.episode.frame_table import SourceRow
from studio.jobs.review_takes import load_review, require_picks, takes_on_frames
from tests.episode.make_store import add_take, make_store


def test_picks_follow_scores_decisions_and_range(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        takes = [add_take(store, number) for number in range(6)]
        scorer = store.scores.set_scorer("builtin", "1", "identity")
        for take, det in zip(takes, (0.9, 0.8, 0.95, None, 0.86, 0.5), strict=True):
            store.scores.commit(take, scorer, Scores(det=det, faces=int(det is not None)))
        assert [pick.frame for pick in load_review(store).picks] == [0, 2, 4]
        store.history.decide(ACCEPT, takes_on_frames(load_review(store), "5"), "accept")
        store.history.decide(REJECT, takes_on_frames(load_review(store), "0-1"), "reject")
        assert [pick.frame for pick in load_review(store).picks] == [2, 4, 5]
        store.change_settings({"frames": "3-5"})
        assert [pick.frame for pick in load_review(store).picks] == [4, 5]
        assert load_review(store).summary().frames == 3


def test_scores_of_another_analyzer_do_not_count(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 0)
        other = store.scores.set_scorer("insightface", "1", "identity")
        store.scores.commit(take, other, Scores(det=0.99, faces=1))
        store.scores.set_scorer("builtin", "1", "identity")
        review = load_review(store)
        assert review.candidates[0].scores is None
        assert not review.picks
        store.scores.set_scorer("insightface", "1", "identity")
        assert load_review(store).picks


def test_takes_of_an_earlier_source_or_recipe_stay_but_do_not_count(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        add_take(store, 0)
        store.frames.register(SourceRow("e" * 64, "video", "source/y", 8, 8, 25.0), [(0, 0.0, "")])
        assert load_review(store).candidates == []
        store.frames.make_current("d" * 64, "source/x")
        assert len(load_review(store).candidates) == 1
        store.takes.set_current_recipe(store.takes.add_recipe('{"other":1}', "A", "draft"))
        assert load_review(store).candidates == []
        assert store.takes.count() == 1


def test_no_pick_says_which_threshold_and_what_to_do(tmp_path: Path) -> None:
    with make_store(tmp_path / "a.episode") as store:
        take = add_take(store, 3)
        scorer = store.scores.set_scorer("builtin", "1", "identity")
        store.scores.commit(take, scorer, Scores(det=0.81, faces=1))
        with pytest.raises(StudioError, match=r"0\.81.*--min-det 0\.8") as caught:
            require_picks(store, load_review(store))
        assert caught.value.kind == "nothing"
