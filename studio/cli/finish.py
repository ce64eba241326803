"""`studio assemble` and `studio export`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.store import EpisodeStore
from studio.finish.targets import TARGETS, WEB, target_named
from studio.jobs.assemble import Loop, assemble
from studio.jobs.export_plan import PlannedStage, plan_export
from studio.jobs.finish_episode import export_path, finish_episode
from studio.jobs.make_episode import EpisodeChanges, change_episode


@click.command("assemble")
@episode_argument
@click.option("--fps", type=float, help="Frames a second; 25 unless set.")
@json_option
def assemble_command(*, episode: Path, fps: float | None, as_json: bool) -> None:
    """Join the picks of EPISODE into the loop, as long as its voice."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, EpisodeStore.open(episode) as store:
        change_episode(store, EpisodeChanges(fps=fps), listen)
        loop, stage = assemble(store, listen)
    facts = {"episode": str(episode), "loop": str(loop.video), **loop_as_dict(loop), "stages": [stage.as_dict()]}
    console.result(facts, f"{loop.video}: {loop.plan.frames} frames from {len(loop.picks)} picks, period "
                          f"{loop.plan.period}. {motion_text(loop.frame_diff)}.")


@click.command("export")
@episode_argument
@click.option("--out", type=PATH, metavar="FILE.mp4", help="The finished video; inside the episode unless given.")
@click.option("--target", type=click.Choice([target.key for target in TARGETS]), default=WEB.key, show_default=True,
              help="What kind of video.")
@click.option("--dry-run", is_flag=True, help="Only say which stages would run and how long they would take.")
@click.option("--list", "listed", is_flag=True, help="Only list the videos exported so far.")
@json_option
def export_command(*, episode: Path, out: Path | None, target: str, dry_run: bool, listed: bool, as_json: bool) -> None:
    """Write the finished video of EPISODE: loop, voice or mix, and marks; captions as .srt beside it."""
    start_session()
    console = Console(as_json=as_json)
    if dry_run or listed:
        with EpisodeStore.open_to_read(episode) as store:
            say = _say_exports if listed else _say_plan
            say(console, store, out or export_path(store, target_named(target)))
        return
    with console.watching() as listen, EpisodeStore.open(episode) as store:
        done = finish_episode(store, out or export_path(store, target_named(target)), listen)
    render = done.render
    facts = {"episode": str(episode), "render": str(render.path), "duration_s": render.duration_s,
             "captions": str(render.captions) if render.captions else None, **loop_as_dict(done.loop),
             "stages": [stage.as_dict() for stage in done.stages]}
    console.result(facts, f"{render.path}: {render.duration_s:.2f} s, {done.loop.plan.frames} frames.")


def _say_plan(console: Console, store: EpisodeStore, out: Path) -> None:
    plan = plan_export(store, out)
    lines = [f"{plan.out}: {plan.width}x{plan.height}, {plan.seconds:.2f} s."]
    lines += [f"{item.stage:<7} {_forecast_text(item)}" for item in plan.stages]
    if plan.hindrance:
        lines = [plan.hindrance.error.message]
    console.result({"episode": str(store.folder), **plan.as_dict()}, "\n".join(lines))


def _forecast_text(item: PlannedStage) -> str:
    if item.up_to_date:
        return "up to date"
    return "not measured on this machine yet" if item.forecast_s is None else f"about {item.forecast_s:.1f} s"


def _say_exports(console: Console, store: EpisodeStore, out: Path) -> None:
    del out
    files = store.exports.all()
    rows = [{"path": str(item.path), "at": item.at.isoformat(timespec="seconds"), "bytes": item.size} for item in files]
    lines = [f"{item.at:%Y-%m-%d %H:%M} UTC  {item.size / 1e6:7.1f} MB  {item.path}" for item in files]
    console.result({"episode": str(store.folder), "exports": rows}, "\n".join(lines) or "Nothing was exported yet.")


def motion_text(frame_diff: Mapping[str, Any]) -> str:
    """How much the loop moves, with its class, and at its seam where that is shown."""
    seam = "" if frame_diff["seam"] is None else f", at the seam {frame_diff['seam']:.2f}"
    return f"Frame-diff {frame_diff['loop']:.2f} ({frame_diff['kind']} motion){seam}"


def loop_as_dict(loop: Loop) -> dict[str, Any]:
    """The loop as JSON values."""
    return {"unique_frames": len(loop.picks), "loop_frames": loop.plan.frames, "period": loop.plan.period,
            "fps": str(loop.plan.fps), "frame_diff": loop.frame_diff, "notices": list(loop.notices),
            "picks": [asdict(pick) for pick in loop.picks]}
