"""Each stage's result can be found alone, while it is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.episode.decision_table import REJECT
from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.finish_episode import finish_episode
from studio.jobs.outputs import outputs_of
from studio.jobs.review_takes import load_review
from studio.jobs.stage_results import result_named, stage_results
from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes


def test_results_are_listed_with_time_and_engine_until_they_are_out_of_date(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 12)
    with EpisodeStore.open(folder) as store:
        before = stage_results(store, outputs_of(store))
        assert [(item.name, item.path) for item in before] == [("loop", None), ("export-web", None), ("marks-web", None)]
        with pytest.raises(StudioError, match="out of date"):
            result_named(before, "loop")
        finish_episode(store, outputs_of(store), lambda _: None, JobControl())
        after = stage_results(store, outputs_of(store))
        assert [(item.engine, item.device, item.path is not None and item.path.exists()) for item in after] == [
            ("x264", "cpu", True), ("ffmpeg", "cpu", True), ("c2pa", "cpu", True)]
        assert result_named(after, "export-web") == after[1].path
        with pytest.raises(StudioError, match="loop, export-web, marks-web"):
            result_named(after, "mix")
        listed = run_studio("stages", folder, "--json").result["stages"]
        assert [item["path"] for item in listed] == [str(item.path) for item in after]
        store.history.decide(REJECT, [load_review(store).picks[0].take], "reject")
    assert run_studio("stages", folder).out.count("out of date") == 3
