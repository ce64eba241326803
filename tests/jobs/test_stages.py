"""Stages run once for the same inputs, and again when an input or their result is gone."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobEvent
from studio.jobs.stages import Stage, StageWork, file_digest, run_stage
from studio.jobs.timings import read_timings, seconds_per_item
from tests.episode.make_store import make_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with make_store(tmp_path / "a.episode") as store:
        yield store


def _ignore(event: JobEvent) -> None:
    del event


class Work:
    """Counts its runs and writes its result."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, path: Path) -> StageWork:
        self.runs += 1
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("result")
        return StageWork(4, {"runs": self.runs})


def test_a_stage_runs_once_for_equal_inputs(store: EpisodeStore) -> None:
    work = Work()
    first, ran = run_stage(store, Stage("loop", {"a": 1, "b": [2]}, ".txt"), work, _ignore)
    again, found = run_stage(store, Stage("loop", {"b": [2], "a": 1}, ".txt"), work, _ignore)
    assert (ran.cached, found.cached, work.runs) == (False, True, 1)
    assert again.output == first.output
    assert again.details == {"runs": 1}


def test_a_result_that_is_found_again_counts_as_used_now(store: EpisodeStore) -> None:
    run, _ = run_stage(store, Stage("loop", {"a": 1}, ".txt"), Work(), _ignore)
    os.utime(store.path(run.output), (1000, 1000))
    run_stage(store, Stage("loop", {"a": 1}, ".txt"), Work(), _ignore)
    assert time.time() - store.path(run.output).stat().st_mtime < 60


def test_a_new_input_or_a_lost_result_runs_it_again(store: EpisodeStore) -> None:
    work = Work()
    run, _ = run_stage(store, Stage("loop", {"a": 1}, ".txt"), work, _ignore)
    run_stage(store, Stage("loop", {"a": 2}, ".txt"), work, _ignore)
    assert work.runs == 2
    store.path(run.output).unlink()
    run_stage(store, Stage("loop", {"a": 1}, ".txt"), work, _ignore)
    assert work.runs == 3


def test_a_result_under_its_own_name_is_gone_where_another_run_wrote_over_it(store: EpisodeStore) -> None:
    work = Work()
    for title in ("a", "b", "a", "a"):
        run_stage(store, Stage("publish", {"title": title}, file="page.txt"), work, _ignore)
    assert work.runs == 3


def test_a_result_of_several_files_is_gone_where_one_of_them_is(store: EpisodeStore) -> None:
    runs = []

    def work(path: Path) -> StageWork:
        runs.append(path)
        for name in ("page.txt", "beside.txt"):
            path.with_name(name).write_text("result")
        return StageWork(1, {"files": ["beside.txt"]})

    for _ in range(2):
        run_stage(store, Stage("publish", {}, file="page.txt"), work, _ignore)
    store.path("beside.txt").unlink()
    run_stage(store, Stage("publish", {}, file="page.txt"), work, _ignore)
    assert len(runs) == 2


def test_a_stage_that_fails_is_not_filed(store: EpisodeStore) -> None:
    def fail(path: Path) -> StageWork:
        raise RuntimeError(str(path))

    with pytest.raises(RuntimeError):
        run_stage(store, Stage("loop", {"a": 1}, ".txt"), fail, _ignore)
    work = Work()
    run_stage(store, Stage("loop", {"a": 1}, ".txt"), work, _ignore)
    assert work.runs == 1


def test_times_are_kept_for_this_machine(store: EpisodeStore) -> None:
    run_stage(store, Stage("loop", {"a": 1}, ".txt", "x264", "D"), Work(), _ignore)
    timings = read_timings()
    assert [(timing.stage, timing.engine, timing.preset, timing.items) for timing in timings] == [
        ("loop", "x264", "D", 4)]
    each = seconds_per_item(timings)
    assert each is not None
    assert 0 < each < 1


def test_broken_timings_are_passed_over(store: EpisodeStore, private_home: Path) -> None:
    run_stage(store, Stage("loop", {"a": 1}, ".txt"), Work(), _ignore)
    whole: dict[str, object] = {"stage": "loop", "engine": "", "preset": "", "device": "cpu", "items": 3, "seconds": 1.0}
    odd: list[dict[str, object]] = [{"items": 0}, {"items": "3"}, {"seconds": "1"}, {"seconds": -1.0},
                                    {"seconds": math.nan}, {"other": 1}]
    lines = ["not json", "[1]", '{"stage": 1}', *(json.dumps(whole | one) for one in odd)]
    with (private_home / "data" / "timings.jsonl").open("ab") as file:
        file.write(b"\xff\xfe\n" + "\n".join(lines).encode())
    assert len(read_timings()) == 1


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"cannot be read: Is a directory") as caught:
        file_digest(tmp_path)
    assert caught.value.kind == "input"


def test_what_a_killed_run_left_goes_and_what_another_run_writes_stays(store: EpisodeStore) -> None:
    stage = Stage("loop", {"a": 1}, ".txt")
    folder = store.path(stage.output).parent
    folder.mkdir(parents=True)
    left, written, mine = folder / ".a1.part.mp4", folder / ".b2.part.mp4", folder / "kept.mp4"
    for path in (left, written, mine):
        path.write_bytes(b"0")
    yesterday = time.time() - 25 * 3600
    for path in (left, mine):
        os.utime(path, (yesterday, yesterday))
    run_stage(store, stage, Work(), _ignore)
    assert sorted(path.name for path in folder.iterdir()) == sorted([written.name, mine.name, Path(stage.output).name])
