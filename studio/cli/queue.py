"""`studio queue`: the jobs that wait, run and ended, over all episodes; the same ones that the window shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.episode.frame_range import parse_frame_range
from studio.episode.settings import read_settings
from studio.episode.store import EpisodeStore
from studio.jobs.events import JobControl
from studio.jobs.job_queue import JobQueue
from studio.jobs.job_spec import ENGINE_KINDS, FINISH_KINDS, JobKind, JobSpec, QueuedJob
from studio.jobs.outputs import chosen_targets
from studio.jobs.run_job import MAX_SEEDS, run_queued

_KINDS = (*ENGINE_KINDS, *FINISH_KINDS)
_job_argument = click.argument("job", type=int)
_job_or_all = click.argument("job", type=int, required=False)


@click.group("queue")
def queue_command() -> None:
    """Jobs over several episodes, done one after the other; the window shows the same queue."""


@queue_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """The jobs in their order, then those that ended."""
    with _opened() as queue:
        jobs = queue.jobs()
    Console(as_json=as_json).result({"jobs": [_as_dict(job) for job in jobs]}, _table(jobs))


@queue_command.command("add")
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("episode", type=PATH)
@click.option("--frames", metavar="RANGE", help="generate, reroll: only these frames of the source.")
@click.option("--until-pass", is_flag=True, help="reroll: seed after seed, until each frame has a take that passes.")
@click.option("--max-seeds", type=click.IntRange(1, 1000), default=MAX_SEEDS, show_default=True,
              help="reroll: at most this many further seeds a frame.")
@click.option("--target", "targets", metavar="NAMES",
              help="export: what kinds of video, such as web,archive; those of the episode unless given.")
@click.option("--out", type=PATH, metavar="FILE.mp4", help="export: the first target's video.")
@click.option("--sweep", type=int, metavar="N", help="sweep: which one goes on; the latest unless given.")
@json_option
def add_command(*, kind: JobKind, episode: Path, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Put a job at the end of the queue: generate, reroll, score, sweep or export EPISODE."""
    start_session()
    read_settings(episode / "episode.toml")
    with _opened() as queue:
        job = queue.add(JobSpec(kind, episode, _options(kind, episode, values)))
    Console(as_json=as_json).result(_as_dict(job), f"Job {job.id}: {_what(job)}. `studio queue run` does what waits.")


@queue_command.command("run")
@json_option
def run_command(*, as_json: bool) -> None:
    """Do the waiting jobs, one after the other; one that fails does not stop the next."""
    start_session()
    console = Console(as_json=as_json)
    ended: list[QueuedJob] = []
    with _opened() as queue, console.watching() as listen:
        while (job := queue.claim(_KINDS)) is not None:
            job, _ = run_queued(queue, job, listen, JobControl())
            ended.append(job)
        left = queue.jobs()
    paused = [job for job in left if job.state == "paused"]
    running = [job for job in left if job.state == "running"]
    failed = [job for job in ended if job.state == "failed"]
    lines = [_line(job) for job in ended]
    if not ended:
        lines = [f"Job {job.id} runs in another process, which does what waits." for job in running] or ["No job waits."]
    if paused:
        lines.append(f"{len(paused)} paused; `studio queue resume` lets them wait for their turn again.")
    console.result({"jobs": [_as_dict(job) for job in ended], "failed": len(failed), "paused": len(paused)},
                   "\n".join(lines))
    if failed:
        raise StudioError("engine", f"{len(failed)} of {len(ended)} jobs failed: {failed[0].error}")


@queue_command.command("move")
@_job_argument
@click.argument("place", type=click.IntRange(1))
@json_option
def move_command(*, job: int, place: int, as_json: bool) -> None:
    """Let JOB be the one at PLACE, from 1, among those not ended."""
    with _opened() as queue:
        queue.move(job, place - 1)
    _show(as_json=as_json)


@queue_command.command("remove")
@_job_or_all
@click.option("--finished", is_flag=True, help="All that ended, instead of one.")
@json_option
def remove_command(*, job: int | None, finished: bool, as_json: bool) -> None:
    """Forget JOB; takes that it made stay."""
    if (job is None) != finished:
        raise StudioError("usage", "Give either the number of a job, or --finished.")
    with _opened() as queue:
        if job is None:
            queue.clear_finished()
        else:
            queue.remove(job)
    _show(as_json=as_json)


@queue_command.command("pause")
@_job_or_all
@json_option
def pause_command(*, job: int | None, as_json: bool) -> None:
    """Hold back JOB, or all that wait; one that runs goes on."""
    with _opened() as queue:
        queue.pause(job)
    _show(as_json=as_json)


@queue_command.command("resume")
@_job_or_all
@json_option
def resume_command(*, job: int | None, as_json: bool) -> None:
    """Let JOB, or all that are paused, wait for their turn again."""
    with _opened() as queue:
        queue.resume(job)
    _show(as_json=as_json)


@queue_command.command("retry")
@_job_argument
@json_option
def retry_command(*, job: int, as_json: bool) -> None:
    """Put a JOB that ended back at the end of the queue."""
    with _opened() as queue:
        queue.retry(job)
    _show(as_json=as_json)


def _opened() -> JobQueue:
    """The queue, with what another process left when it died shown as paused."""
    queue = JobQueue()
    queue.pause_orphans()
    for notice in queue.notices:
        click.echo(f"- {notice}", err=True)
    return queue


def _options(kind: JobKind, episode: Path, values: dict[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if kind in ("generate", "reroll") and values["frames"]:
        with EpisodeStore.open_to_read(episode) as store:
            options["frames"] = parse_frame_range(values["frames"]).select(store.frames.numbers())
    if kind == "reroll":
        options |= {"until_pass": values["until_pass"], "max_seeds": values["max_seeds"]}
    if kind == "export" and values["targets"]:
        options["targets"] = ",".join(target.key for target in chosen_targets(values["targets"]))
    if kind == "export" and values["out"]:
        options["out"] = str(values["out"].absolute())
    if kind == "sweep":
        options["sweep"] = _sweep(episode, values["sweep"])
    return options


def _sweep(episode: Path, wanted: int | None) -> int:
    with EpisodeStore.open_to_read(episode) as store:
        known = [sweep.id for sweep in store.sweeps.all()]
    if not known or (wanted is not None and wanted not in known):
        raise StudioError("usage", f"{episode.name} has no such sweep. `studio sweep {episode}` begins one.")
    return known[0] if wanted is None else wanted


def _show(*, as_json: bool) -> None:
    with JobQueue() as queue:
        jobs = queue.jobs()
    Console(as_json=as_json).result({"jobs": [_as_dict(job) for job in jobs]}, _table(jobs))


def _table(jobs: list[QueuedJob]) -> str:
    return "\n".join(map(_line, jobs)) or "The queue is empty."


def _line(job: QueuedJob) -> str:
    count = f"{job.done} of {job.total}" if job.total else ""
    return f"{job.id:>4}  {job.state:<8} {count:>12}  {_what(job)}" + (f": {job.error}" if job.error else "")


def _what(job: QueuedJob) -> str:
    return f"{job.spec.kind} {job.name}"


def _as_dict(job: QueuedJob) -> dict[str, Any]:
    return {"id": job.id, "kind": job.spec.kind, "episode": str(job.spec.episode), "options": dict(job.spec.options),
            "state": job.state, "done": job.done, "total": job.total, "created_at": job.created_at,
            "finished_at": job.finished_at, "error": job.error}
