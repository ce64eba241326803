"""Gaps and flicker of a loop, as the episode's settings wish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.decision_table import REJECT
from studio.episode.store import EpisodeStore
from studio.finish.mp4_packets import packet_facts
from studio.jobs.assemble import Loop, assemble, loop_work
from studio.jobs.events import JobControl, StopRequested
from studio.jobs.loop_settings import measure_loop
from studio.jobs.review_takes import load_review
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    """Twelve frames, two in the middle without a pick."""
    with EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12)) as store:
        picks = load_review(store).picks
        middle = len(picks) // 2
        store.history.decide(REJECT, [pick.take for pick in picks[middle:middle + 2]], "reject")
        yield store


def _loop(store: EpisodeStore) -> Loop:
    return assemble(store, lambda _: None, JobControl())[0]


@pytest.mark.parametrize("gaps", ["hold", "between"])
def test_gaps_are_filled_as_wished(store: EpisodeStore, gaps: str) -> None:
    skipped = _loop(store)
    store.change_settings({"gaps": gaps, "loop_start": len(skipped.picks) - 1})
    work = loop_work(store)
    assert work.stage.digest != skipped.run.inputs
    assert work.plan.picks >= skipped.plan.picks + 2
    assert work.plan.start == work.plan.picks - 1           # the last pick, wherever it stands now
    filled = _loop(store)
    assert filled.plan.frames == skipped.plan.frames
    before, after = filled.run.details["motion"]["before"], filled.run.details["motion"]["after"]
    assert (before["pictures"], after["pictures"]) == (skipped.plan.picks, work.plan.picks)
    assert filled.frame_diff["loop"] == pytest.approx(measure_loop(store, lambda _: None)[1].loop, abs=1e-5)


def test_flicker_is_taken_out_and_measured(store: EpisodeStore) -> None:
    plain = _loop(store)
    assert plain.run.details["motion"]["before"] is None
    store.change_settings({"deflicker": True})
    steady = _loop(store)
    assert steady.video != plain.video
    motion = steady.run.details["motion"]
    assert motion["before"] == plain.run.details["motion"]["after"]
    assert motion["after"]["flicker"] <= motion["before"]["flicker"] + 0.01


def test_a_stop_ends_the_look_at_all_picks_before_the_first(store: EpisodeStore) -> None:
    store.change_settings({"deflicker": True})
    control = JobControl()
    control.stop()
    work = loop_work(store)
    with pytest.raises(StopRequested):
        work.pictures.reader([store.takes.picture_path(key) for key in work.keys], control.obey)
    assert not store.stages.count("loop")


def test_a_loop_that_is_encoded_again_keeps_more(store: EpisodeStore) -> None:
    shown = _loop(store)
    store.change_settings({"lip_sync": "draft"})
    again = loop_work(store)
    assert again.crf < 18
    assert again.stage.digest != shown.run.inputs
    assert packet_facts(_loop(store).video).frames == shown.plan.frames
