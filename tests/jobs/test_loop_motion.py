"""Steps between picks measured without encoding are those of the encoded loop."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.episode.store import EpisodeStore
from studio.finish.frame_diff import loop_difference
from studio.jobs.assemble import assemble, voice_seconds
from studio.jobs.events import JobControl
from studio.jobs.loop_motion import STEPS_FILE, LoopSteps, as_shown, loop_size
from studio.jobs.loop_plan import plan_of, plan_without_voice
from studio.jobs.review_takes import load_review
from studio.media.pictures import encode_png
from tests.ui.episodes import make_episode_with_takes


@pytest.fixture
def store(tmp_path: Path) -> EpisodeStore:
    return EpisodeStore.open(make_episode_with_takes(tmp_path / "a.episode", 12))


@pytest.mark.parametrize("fps", [25.0, 3.0])        # at 3 a second the voice ends before the loop has turned
def test_the_number_is_that_of_the_assembled_loop(store: EpisodeStore, fps: float) -> None:
    store.change_settings({"fps": fps})
    review = load_review(store)
    keys = {item.take: item.key for item in review.candidates}
    picked = [keys[pick.take] for pick in review.picks]
    taken = [(key, store.takes.picture_path(key)) for key in picked]
    size = loop_size(taken[0][1])
    steps = LoopSteps(store.folder)
    assert np.isnan(steps.differences(picked, size)).all()
    steps.measure(pairwise(taken), size)
    plan = plan_of(store.settings, len(picked), voice_seconds(store))
    measured = loop_difference(as_shown(steps.differences(picked, size), plan), plan)
    loop, _ = assemble(store, lambda _: None, JobControl())
    assert plan.frames == loop.plan.frames
    assert asdict(measured) == pytest.approx(loop.frame_diff, abs=1e-5)
    store.close()


def test_what_was_measured_is_kept_whichever_way_round(store: EpisodeStore) -> None:
    keys = [item.key for item in load_review(store).candidates][:3]
    taken = [(key, store.takes.picture_path(key)) for key in keys]
    size = loop_size(taken[0][1])
    steps = LoopSteps(store.folder)
    steps.measure(pairwise(taken), size)
    steps.keep()
    again = LoopSteps(store.folder)
    assert again.differences(keys, size).tolist() == steps.differences(keys, size).tolist()
    assert again.differences(keys[::-1], size).tolist() == steps.differences(keys, size).tolist()[::-1]
    store.close()


def test_a_damaged_file_is_measured_anew_and_other_sizes_are_made_to_fit(tmp_path: Path) -> None:
    (tmp_path / "stages").mkdir()
    (tmp_path / STEPS_FILE).write_text("[1, 2", encoding="utf-8")
    steps = LoopSteps(tmp_path)
    small, large = np.zeros((8, 8, 3), np.uint8), np.full((16, 16, 3), 10, np.uint8)
    for name, picture in (("a", small), ("b", large)):
        (tmp_path / f"{name}.png").write_bytes(encode_png(picture))
    steps.measure([(("a", tmp_path / "a.png"), ("b", tmp_path / "b.png"))], (8, 8))
    assert steps.differences(["a", "b"], (8, 8)).tolist() == [10.0]


def test_a_start_behind_the_picks_is_the_last_one_and_without_a_voice_one_period_is_planned(store: EpisodeStore) -> None:
    settings = store.change_settings({"loop_start": 99, "hold": 2})
    plan = plan_of(settings, 5, 2.0)
    assert plan.start == 4
    assert plan.indices[0] == 4
    assert plan_without_voice(settings, 5).frames == plan.period
    store.close()
