"""`studio loop`: how the loop runs and how much it moves."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.finish import motion_text
from studio.cli.options import episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.settings import MOST_HOLD
from studio.jobs.loop_settings import LoopChanges, change_loop, measure_loop
from studio.jobs.open_episode import open_episode


@click.command("loop")
@episode_argument
@click.option("--start", type=int, metavar="FRAME", help="The source frame to begin with.")
@click.option("--forward/--backward", default=None, help="Which way it goes first.")
@click.option("--hold", type=click.IntRange(0, MOST_HOLD), metavar="N", help="Extra frames that the turning pictures stand.")
@click.option("--fps", type=float, help="Frames a second.")
@json_option
def loop_command(*, episode: Path, start: int | None, forward: bool | None, hold: int | None, fps: float | None,
                 as_json: bool) -> None:
    """Change how the loop of EPISODE runs, and measure how much it moves, without encoding it."""
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        change_loop(store, LoopChanges(start, forward, hold, fps))
        work, measured = measure_loop(store, listen)
    plan = work.plan
    facts = {"episode": str(episode), "unique_frames": plan.picks, "loop_frames": plan.frames, "period": plan.period,
             "fps": str(plan.fps), "start": work.picks[plan.start].frame, "forward": plan.forward, "hold": plan.hold,
             "frame_diff": asdict(measured)}
    console.result(facts, f"{plan.picks} picks, period {plan.period} frames, {plan.frames} frames in all, from frame "
                          f"{work.picks[plan.start].frame} on. {motion_text(asdict(measured))}.")
