"""The queue of jobs: its order, its claims, and what is left of it after a kill."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.jobs.events import JobControl, JobEvent
from studio.jobs.job_queue import JobQueue, is_alive, this_process
from studio.jobs.job_spec import ENGINE_KINDS, FINISH_KINDS, JobKind, JobSpec
from studio.jobs.run_job import run_job, run_queued
from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import make_arguments, write_inputs
from tests.jobs.test_generate_takes import prepare

KINDS = (*ENGINE_KINDS, *FINISH_KINDS)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[JobQueue]:
    with JobQueue(tmp_path / "queue.db") as queue:
        yield queue


def spec(name: str, kind: JobKind = "generate") -> JobSpec:
    return JobSpec(kind, Path("/episodes") / f"{name}.episode", {"frames": [1, 2]} if kind == "reroll" else {})


def order(queue: JobQueue) -> list[tuple[str, str]]:
    return [(job.name, job.state) for job in queue.jobs()]


def test_jobs_are_done_in_their_order(queue: JobQueue) -> None:
    jobs = [queue.add(spec(name)) for name in "abcd"]
    queue.move(jobs[3].id, 0)
    queue.move(jobs[0].id, 2)
    assert [job.name for job in queue.jobs()] == ["d", "b", "a", "c"]
    first = queue.claim(KINDS)
    assert first is not None
    queue.finish(first.id, "done")
    queue.move(jobs[2].id, 0)
    assert order(queue) == [("c", "waiting"), ("b", "waiting"), ("a", "waiting"), ("d", "done")]


def test_a_spec_comes_back_as_it_was(queue: JobQueue) -> None:
    given = JobSpec("reroll", Path("/episodes/ä b.episode"), {"frames": [3, 5], "until_pass": True})
    queue.add(given)
    with JobQueue(queue.path) as other:
        assert other.jobs()[0].spec == given


def test_a_job_is_claimed_by_one_only(queue: JobQueue) -> None:
    for number in range(40):
        queue.add(spec(str(number), "export"))
    claimed: list[int] = []

    def pull() -> None:
        with JobQueue(queue.path) as mine:
            while (job := mine.claim(KINDS)) is not None:
                claimed.append(job.id)

    threads = [threading.Thread(target=pull) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [job.id for job in sorted(queue.jobs(), key=lambda job: job.id)]
    assert len(set(claimed)) == 40


def test_a_device_and_an_episode_have_one_engine_at_a_time(queue: JobQueue) -> None:
    kinds: tuple[JobKind, ...] = ("generate", "reroll", "export", "generate")
    for name, kind in zip("aaab", kinds, strict=True):
        queue.add(spec(name, kind))
    pulled = [queue.claim(KINDS, "first"), queue.claim(ENGINE_KINDS, "first"), queue.claim(FINISH_KINDS, "first"),
              queue.claim(ENGINE_KINDS, "second"), queue.claim(ENGINE_KINDS, "third")]
    assert [job and (job.name, job.spec.kind) for job in pulled] == [
        ("a", "generate"), None, ("a", "export"), ("b", "generate"), None]
    queue.finish(1, "done")
    again = queue.claim(KINDS, "first")
    assert again is not None
    assert again.spec.kind == "reroll"


def test_paused_jobs_wait_for_being_resumed(queue: JobQueue) -> None:
    jobs = [queue.add(spec(name)) for name in "ab"]
    queue.pause()
    assert queue.claim(KINDS) is None
    queue.resume(jobs[1].id)
    claimed = queue.claim(KINDS)
    assert claimed is not None
    assert claimed.id == jobs[1].id
    queue.resume()
    assert order(queue) == [("a", "waiting"), ("b", "running")]


def test_ended_jobs_are_retried_or_cleared(queue: JobQueue) -> None:
    jobs = [queue.add(spec(name)) for name in "abc"]
    queue.claim(KINDS)
    queue.finish(jobs[0].id, "failed", "No take.")
    queue.claim(KINDS)
    queue.finish(jobs[1].id, "done")
    assert queue.job(jobs[0].id).error == "No take."
    assert queue.job(jobs[0].id).finished_at
    queue.retry(jobs[0].id)
    assert queue.clear_finished() == 1
    assert order(queue) == [("c", "waiting"), ("a", "waiting")]
    assert queue.job(jobs[0].id).error == ""


def test_what_runs_is_not_removed(queue: JobQueue) -> None:
    job = queue.add(spec("a"))
    queue.claim(KINDS)
    with pytest.raises(StudioError, match="is running"):
        queue.remove(job.id)
    queue.finish(job.id, "stopped")
    queue.remove(job.id)
    with pytest.raises(StudioError, match="no job"):
        queue.job(job.id)


def test_a_killed_process_leaves_its_job_paused(queue: JobQueue) -> None:
    for name in "abc":
        queue.add(spec(name))
    script = ("import os, sys, signal\nfrom pathlib import Path\nfrom studio.jobs.job_queue import JobQueue\n"
              "queue = JobQueue(Path(sys.argv[1])); job = queue.claim(('generate',)); queue.note_progress(job.id, 3, 8)\n"
              "os._exit(9)")
    done = subprocess.run([sys.executable, "-c", script, str(queue.path)], check=False)
    assert done.returncode == 9
    assert [job.name for job in queue.recover()] == ["a", "b", "c"]
    assert order(queue) == [("a", "paused"), ("b", "paused"), ("c", "paused")]
    assert (queue.jobs()[0].done, queue.jobs()[0].total) == (3, 8)
    assert queue.claim(KINDS) is None


def test_another_living_process_keeps_its_jobs(queue: JobQueue) -> None:
    for name in "ab":
        queue.add(spec(name))
    queue.claim(KINDS)
    assert queue.recover() == []
    assert order(queue) == [("a", "running"), ("b", "waiting")]


def test_a_process_is_told_from_a_later_one_of_the_same_number() -> None:
    number, started, computer = this_process().split(" ", 2)
    assert number == str(os.getpid())
    assert is_alive(this_process())
    assert not is_alive(f"{number} {float(started) - 60:.2f} {computer}")
    assert is_alive(f"{number} 1.00 another computer")


def test_a_damaged_queue_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.write_bytes(b"no database at all" * 400)
    with JobQueue(path) as queue:
        assert "damaged" in queue.notices[0]
        queue.add(spec("a"))
    assert (tmp_path / "queue.broken.db").read_bytes().startswith(b"no database")


def test_a_fault_of_ours_fails_the_job_and_not_the_queue(queue: JobQueue, tmp_path: Path) -> None:
    with prepare(tmp_path, 2) as store:
        folder = store.folder
    queue.add(JobSpec("generate", folder))
    queue.add(JobSpec("generate", folder / "nowhere"))

    def broken(event: JobEvent) -> None:
        raise ZeroDivisionError(event.kind)

    ends = []
    while (job := queue.claim(KINDS)) is not None:
        ends.append(run_queued(queue, job, broken, JobControl()))
    assert [(job.state, error and error.kind) for job, error in ends] == [("failed", "internal"), ("failed", "input")]


@pytest.mark.slow
def test_the_command_line_works_the_queue_off(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path / "in", frames=4)
    out = tmp_path / "a.mp4"
    assert run_studio(*make_arguments(inputs, out)).code == 0
    episode = out.with_suffix(".episode")
    added = [run_studio("queue", "add", *words, "--json").result["id"] for words in (
        ("reroll", str(episode), "--frames", "1-2"), ("export", str(episode), "--out", str(tmp_path / "b.mp4")),
        ("generate", str(episode)))]
    assert run_studio("queue", "add", "score", str(tmp_path / "none")).code == 1
    run_studio("queue", "move", str(added[2]), "1")
    run_studio("queue", "pause", str(added[1]))
    ran = run_studio("queue", "run", "--json")
    assert ran.code == 0, ran.err
    assert [(job["id"], job["state"]) for job in ran.result["jobs"]] == [(added[2], "done"), (added[0], "done")]
    assert ran.result["paused"] == 1
    run_studio("queue", "resume")
    assert run_studio("queue", "run", "--json").result["jobs"][0]["state"] == "done"
    assert (tmp_path / "b.mp4").stat().st_size > 10_000
    listed = json.loads(run_studio("queue", "remove", "--finished", "--json").out)
    assert listed == {"jobs": []}


def test_a_job_without_an_episode_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="not an episode"):
        run_job(JobSpec("export", tmp_path / "none"), lambda _: None, JobControl())
