"""Generating with real workers: cut pipes, killed engines, wishes of the person."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from studio.episode.errors import StudioError
from studio.episode.store import EpisodeStore
from studio.episode.thresholds import Thresholds
from studio.jobs.events import JobControl, JobEvent, StopRequested
from studio.jobs.generate_takes import GenerateOptions, generate_takes
from studio.jobs.inputs import ReferenceInput
from studio.jobs.make_episode import EpisodeChanges, change_episode, open_or_create
from studio.jobs.reroll import reroll
from studio.jobs.review_takes import load_review
from studio.jobs.worker_client import local_worker
from tests.cli.small_inputs import SLOW_STEPS, write_inputs
from tests.jobs.difficult_worker import DEVICE_MEMORY, NOTE
from tests.patience import within

CUTS = 20


def ignore(event: JobEvent) -> None:
    del event


def prepare(folder: Path, frames: int, steps: int = 3) -> EpisodeStore:
    inputs = write_inputs(folder / "in", frames, steps=steps)
    store = open_or_create(folder / "a.episode", ignore)
    change_episode(store, EpisodeChanges(
        references=[ReferenceInput(inputs["identity"])], source=inputs["source"], preset=str(inputs["preset"]),
        analyzer="builtin", thresholds=Thresholds(det=0.3)), ignore)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EpisodeStore]:
    with prepare(tmp_path, 8) as store:
        yield store


def pictures(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("??/*.png")}


def inodes(*folders: Path) -> dict[Path, int]:
    """A take made twice would be another file under its name."""
    return {path: path.stat().st_ino for folder in folders for path in folder.glob("??/*.png")
            if not path.name.startswith(".")}


@pytest.mark.slow
def test_twenty_cut_pipes_change_nothing(store: EpisodeStore, tmp_path: Path, private_home: Path) -> None:
    counter = tmp_path / "counter"
    seen: dict[Path, int] = {}

    def cutting(name: str) -> Sequence[str]:
        if name.startswith("analyzer:"):
            return local_worker(name)
        return [sys.executable, "-m", "tests.jobs.cutting_relay", str(counter), str(CUTS), "7", name]

    def watch(event: JobEvent) -> None:
        nonlocal seen
        if event.kind == "take":
            found = inodes(store.folder / "takes", private_home / "cache" / "takes")
            assert seen.items() <= found.items()
            seen = found

    seed = 200
    while not counter.exists() or int(counter.read_text()) <= CUTS:
        store.change_settings({"seed": seed})       # another seed, another eight takes, until all cuts were made
        with contextlib.suppress(StudioError):      # too many cuts in a row end a run; the next one goes on
            if not generate_takes(store, watch, JobControl(), options=GenerateOptions(command=cutting)).report.failed:
                seed += 1
    store.change_settings({"seed": seed})
    assert not generate_takes(store, watch, JobControl()).report.failed
    made = pictures(store.folder / "takes")
    assert len(made) >= 8
    with prepare(tmp_path / "calm", 8) as calm:
        for quiet_seed in range(200, seed + 1):
            calm.change_settings({"seed": quiet_seed})
            generate_takes(calm, ignore, JobControl())
        assert pictures(calm.folder / "takes").items() <= made.items()
        assert calm.takes.count() == 8 * (seed + 1 - 200)


def test_a_killed_engine_costs_one_attempt(tmp_path: Path) -> None:
    def kill_once(event: JobEvent) -> None:
        if event.kind in ("step", "take") and not killed:
            for child in psutil.Process().children(recursive=True):
                if "worker draft" in " ".join(child.cmdline()):
                    killed.append(child.pid)
                    child.kill()

    killed: list[int] = []
    with prepare(tmp_path, 8, SLOW_STEPS) as store:
        report = generate_takes(store, kill_once, JobControl()).report
    assert killed
    assert (report.made, report.found, report.failed, report.scored) == (8, 0, [], 8)


@pytest.mark.parametrize("wish", ["stop", "finish"])
def test_a_stopped_run_keeps_what_was_finished_and_goes_on(tmp_path: Path, wish: str) -> None:
    control = JobControl()
    shown: list[int] = []

    def stop_after_two(event: JobEvent) -> None:
        if event.kind == "take":
            shown.append(event.take or 0)
            if len(shown) == 2:
                control.wish = "stop" if wish == "stop" else "finish"

    with prepare(tmp_path, 8, SLOW_STEPS) as store:
        with pytest.raises(StopRequested):
            generate_takes(store, stop_after_two, control)
        assert 2 <= store.takes.count() < 8
        assert len(shown) == store.takes.count()
        report = generate_takes(store, ignore, JobControl()).report
    assert report.found >= len(shown)       # more, where a take was finished in the cache as the stop came
    assert report.made + report.found == 8
    assert report.failed == []


def test_equal_frames_share_a_take(tmp_path: Path) -> None:
    with prepare(tmp_path, 3) as store:
        source = next((store.folder / "source").iterdir())
        copies = tmp_path / "twice"
        copies.mkdir()
        for number in range(4):
            (copies / f"{number}.png").write_bytes((source / "f00.png").read_bytes())
        change_episode(store, EpisodeChanges(source=copies), ignore)
        report = generate_takes(store, ignore, JobControl()).report
        assert store.takes.count() == 1
        assert report.made + report.found == 4
        assert {row[1] for row in store.scores.of_recipe(1, None)} == {0, 1, 2, 3}


def test_a_worker_that_is_not_there_is_a_sentence(store: EpisodeStore) -> None:
    options = GenerateOptions(command=lambda _: ["/nonexistent/studio"])
    with pytest.raises(StudioError, match="could not be started"):
        generate_takes(store, ignore, JobControl(), options=options)


def test_a_take_whose_scoring_failed_counts_once(store: EpisodeStore, tmp_path: Path) -> None:
    def difficult(name: str) -> Sequence[str]:
        return [sys.executable, "-m", "tests.jobs.difficult_worker", "unscored", str(tmp_path / "memory"), name]

    told: list[JobEvent] = []
    report = generate_takes(store, told.append, JobControl(), options=GenerateOptions(command=difficult)).report
    assert [(event.kind, event.done) for event in told if event.kind == "take"] == [("take", n) for n in range(1, 9)]
    assert {(event.done, event.total) for event in told if event.kind == "failure"} <= {(n, 8) for n in range(1, 9)}
    assert (report.made, report.failed, len(report.unscored), report.scored, report.finished) == (8, [], 1, 7, 8)


def test_what_the_engine_says_while_it_works_is_told(store: EpisodeStore, tmp_path: Path) -> None:
    def on_device(name: str) -> Sequence[str]:
        return [sys.executable, "-m", "tests.jobs.difficult_worker", "device", str(tmp_path / "memory"), name]

    told: list[JobEvent] = []
    generate_takes(store, told.append, JobControl(), options=GenerateOptions(command=on_device))
    assert {event.memory for event in told if event.kind == "step"} == {DEVICE_MEMORY}
    assert {event.memory for event in told if event.kind != "step"} == {None}
    assert NOTE in [event.text for event in told if event.kind == "notice" and event.stage == "generate"]


def test_named_frames_are_rerolled_also_where_they_have_a_pick(store: EpisodeStore) -> None:
    generate_takes(store, ignore, JobControl())
    assert len(load_review(store).picks) == 8
    for _ in range(2):
        report = reroll(store, 1, ignore, JobControl(), until_pass=False, frames=[2, 5, 99])
        assert (report.made, report.rounds) == (2, 1)
    seeds: dict[int, set[int]] = {}
    for item in load_review(store).candidates:
        seeds.setdefault(item.frame, set()).add(item.seed - 200)
    assert seeds == {number: {0, 1, 2} if number in (2, 5) else {0} for number in range(8)}


@pytest.mark.parametrize("mode", ["loading", "slow"])
def test_a_stop_is_heard_while_the_engine_is_busy(store: EpisodeStore, tmp_path: Path, mode: str) -> None:
    def difficult(name: str) -> Sequence[str]:
        return [sys.executable, "-m", "tests.jobs.difficult_worker", mode, str(tmp_path / "memory"), name]

    control = JobControl()
    stopped_at: list[float] = []

    def stop_soon(event: JobEvent) -> None:
        if not stopped_at and (event.kind == "step" or "for an hour" in event.text):
            stopped_at.append(time.monotonic())
            threading.Timer(0.3, control.stop).start()

    with pytest.raises(StopRequested):
        generate_takes(store, stop_soon, control, options=GenerateOptions(command=difficult))
    assert time.monotonic() - stopped_at[0] < within(2.3)
    assert not psutil.Process().children(recursive=True)
