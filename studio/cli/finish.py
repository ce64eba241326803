"""`studio assemble` and `studio export`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.finish_options import finish_changes, finish_options
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import say, start_session
from studio.episode.store import EpisodeStore
from studio.jobs.assemble import Loop, assemble
from studio.jobs.clean_stages import clean_stages
from studio.jobs.events import JobControl
from studio.jobs.export_plan import plan_export
from studio.jobs.finish_chain import finish_chain
from studio.jobs.finish_episode import finish_episode
from studio.jobs.licences import sale_of_episode, sale_text
from studio.jobs.make_episode import EpisodeChanges, change_episode
from studio.jobs.marks_step import marks_line
from studio.jobs.open_episode import open_episode
from studio.jobs.outputs import Output, outputs_of
from studio.jobs.stage_results import StageResult, result_named, stage_results
from studio.jobs.step_forecast import PlannedStage


@click.command("assemble")
@episode_argument
@click.option("--fps", type=float, help="Frames a second; 25 unless set.")
@json_option
def assemble_command(*, episode: Path, fps: float | None, as_json: bool) -> None:
    """Join the picks of EPISODE into the loop, as long as its voice."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, EpisodeChanges(fps=fps), listen)
        loop, stage = assemble(store, listen, JobControl())
    facts = {"episode": str(episode), "loop": str(loop.video), **loop_as_dict(loop), "stages": [stage.as_dict()]}
    console.result(facts, f"{loop.video}: {loop.plan.frames} frames from {len(loop.picks)} picks, period "
                          f"{loop.plan.period}. {motion_text(loop.frame_diff)}. {measures_text(loop.motion)}.")


@click.command("export")
@episode_argument
@click.option("--out", type=PATH, metavar="FILE.mp4",
              help="The first target's video, the others beside it; inside the episode unless given.")
@finish_options
@click.option("--dry-run", is_flag=True, help="Only say which stages would run and how long they would take.")
@click.option("--list", "listed", is_flag=True, help="Only list the videos exported so far.")
@json_option
def export_command(*, episode: Path, out: Path | None, dry_run: bool, listed: bool, as_json: bool,
                   **values: Any) -> None:  # noqa: ANN401
    """Write the finished videos of EPISODE, one a target; only stages that are out of date run.

    What the options say is kept in the episode, unless this is a dry run.
    """
    start_session()
    console = Console(as_json=as_json)
    if dry_run or listed:
        with EpisodeStore.open_to_read(episode) as store:
            if listed:
                _say_exports(console, store)
            else:
                store.suppose_settings(finish_changes(values))
                _say_plan(console, store, outputs_of(store, out=out))
        return
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_episode(store, EpisodeChanges(finish=finish_changes(values)), listen)
        done = finish_episode(store, outputs_of(store, out=out), listen, JobControl())
        marks, sale = marks_line(store.settings), sale_of_episode(store)
    render = done.render
    facts = {"episode": str(episode), **render.as_dict(), "renders": [one.as_dict() for one in done.renders],
             **loop_as_dict(done.loop), "stages": [stage.as_dict() for stage in done.stages], "marks": marks,
             "sale": asdict(sale)}
    lines = [f"{one.path}: {one.duration_s:.2f} s, {done.loop.plan.frames} frames." for one in done.renders]
    lines += [text for stage in done.stages if (text := sync_text(stage.details))]
    lines += [marks, sale_text(sale)]
    console.result(facts, "\n".join(lines))


@click.command("stages")
@episode_argument
@click.option("--open", "opened", metavar="NAME", help="Open the result of this stage with the program for its kind.")
@click.option("--clean", is_flag=True, help="Remove old results that nothing uses any more, as every export does.")
@json_option
def stages_command(*, episode: Path, opened: str | None, clean: bool, as_json: bool) -> None:
    """What each stage of finishing EPISODE left: file, time, engine; each can be looked at alone."""
    start_session()
    if clean:
        with open_episode(episode, say) as store:
            freed = clean_stages(store, finish_chain(store, outputs_of(store)).steps)
        Console(as_json=as_json).result({"episode": str(episode), "freed": freed.as_dict()},
                                        freed.sentence or "Nothing to remove: every result is in use, or among the latest.")
        return
    with EpisodeStore.open_to_read(episode) as store:
        results = stage_results(store, outputs_of(store))
    if opened is not None:
        click.launch(str(result_named(results, opened).absolute()))
    width = max(len(result.name) for result in results)
    lines = [f"{result.name:<{width}}  {_result_text(result)}" for result in results]
    Console(as_json=as_json).result({"episode": str(episode), "stages": [result.as_dict() for result in results]},
                                    "\n".join(lines))


def _result_text(result: StageResult) -> str:
    if result.path is None or result.seconds is None:
        return "out of date"
    sync = sync_text(result.details)
    return f"{result.seconds:8.1f} s  {result.engine:<8} {result.device:<5} {result.path}{sync and f'  {sync}'}"


def _say_plan(console: Console, store: EpisodeStore, outputs: Sequence[Output]) -> None:
    plan = plan_export(store, outputs)
    lines = [f"{video.path}: {video.width}x{video.height}, {plan.seconds:.2f} s." for video in plan.videos]
    width = max((len(item.title) for item in plan.stages), default=0)
    lines += [f"{item.title:<{width}}  {_forecast_text(item)}" for item in plan.stages]
    if plan.forecast_s:
        lines.append(f"{'All':<{width}}  about {plan.forecast_s:.1f} s")
    marks = marks_line(store.settings)
    lines += [marks, sale_text(plan.sale)]
    if plan.hindrance:
        lines = [plan.hindrance.error.message]
    console.result({"episode": str(store.folder), **plan.as_dict(), "marks": marks}, "\n".join(lines))


def _forecast_text(item: PlannedStage) -> str:
    if item.up_to_date:
        return "up to date"
    return "not measured on this machine yet" if item.forecast_s is None else f"about {item.forecast_s:.1f} s"


def _say_exports(console: Console, store: EpisodeStore) -> None:
    files = store.exports.all()
    rows = [{"path": str(item.path), "at": item.at.isoformat(timespec="seconds"), "bytes": item.size} for item in files]
    lines = [f"{item.at:%Y-%m-%d %H:%M} UTC  {item.size / 1e6:7.1f} MB  {item.path}" for item in files]
    console.result({"episode": str(store.folder), "exports": rows}, "\n".join(lines) or "Nothing was exported yet.")


def sync_text(details: Mapping[str, Any]) -> str:
    """How well the mouth follows the voice, of a lip sync's details; "" of every other stage's."""
    score = details.get("sync")
    if not score:
        return ""
    if score["correlation"] is None:
        return "Lip sync cannot be scored: the mouth stands still, or no face is seen."
    low, high = score["interval"]
    lag = "no lag fits" if score["lag_frames"] is None else f"lag {score['lag_frames']} frames"
    return f"Lip sync: correlation {score['correlation']:.2f} ({low:.2f} to {high:.2f}) of mouth and voice, {lag}."


def motion_text(frame_diff: Mapping[str, Any]) -> str:
    """How much the loop moves, with its class, and at its seam where that is shown."""
    seam = "" if frame_diff["seam"] is None else f", at the seam {frame_diff['seam']:.2f}"
    return f"Frame-diff {frame_diff['loop']:.2f} ({frame_diff['kind']} motion){seam}"


def measures_text(motion: Mapping[str, Any]) -> str:
    """Flow motion, flicker and the longest hold, after what they were before where something was done to the loop."""
    before, after = motion["before"], motion["after"]
    measures = (("Flow motion", "flow_motion", " px"), ("flicker", "flicker", ""),
                ("longest hold", "longest_hold", " frames"))
    return ", ".join(f"{label} {_measure(before, name, ' -> ')}{_measure(after, name, unit)}"
                     for label, name, unit in measures)


def _measure(measures: Mapping[str, Any] | None, name: str, unit: str) -> str:
    if measures is None:
        return ""
    value = measures[name]
    return f"{'none' if value is None else format(value, '.4g')}{unit}"


def loop_as_dict(loop: Loop) -> dict[str, Any]:
    """The loop as JSON values."""
    return {"unique_frames": len(loop.picks), "loop_frames": loop.plan.frames, "period": loop.plan.period,
            "fps": str(loop.plan.fps), "frame_diff": loop.frame_diff, "motion": loop.motion, "notices": list(loop.notices),
            "picks": [asdict(pick) for pick in loop.picks]}
