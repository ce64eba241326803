"""`studio make` and `studio demo`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.face_pack import fetch_face_pack_if_needed
from studio.cli.finish import motion_text
from studio.cli.finish_options import finish_changes, finish_options
from studio.cli.options import PATH, changes_from, input_options, json_option, recipe_options
from studio.cli.session import existing_thresholds, start_session
from studio.episode.store import EPISODE_SUFFIX
from studio.jobs.events import JobControl
from studio.jobs.make_episode import MadeEpisode, make_episode


@click.command("make")
@input_options
@recipe_options
@finish_options
@click.option("--out", type=PATH, required=True, metavar="FILE.mp4",
              help="The finished video; of several targets the first one's, with the others beside it.")
@click.option("--episode", type=PATH, metavar="DIR", help="The episode folder; the name of --out unless given.")
@json_option
def make_command(*, out: Path, episode: Path | None, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """The whole job: source, identity and voice in, finished video out.

    Run again it continues where it stopped; changed inputs make new takes, and old ones stay.
    """
    start_session()
    folder = episode or out.with_suffix(EPISODE_SUFFIX)
    fetch_face_pack_if_needed(values["analyzer"], values["face_pack"], folder)
    console = Console(as_json=as_json)
    changes = replace(changes_from(values, existing_thresholds(folder)), finish=finish_changes(values))
    with console.watching() as listen:
        made = make_episode(folder, changes, out, listen, JobControl())
    console.result(made.as_dict(), describe(made))


@click.command("demo")
@click.option("--out", type=PATH, default=Path("demo.mp4"), show_default=True, metavar="FILE.mp4",
              help="Where the sample episode's video goes.")
@json_option
def demo_command(*, out: Path, as_json: bool) -> None:
    """Make the sample episode: a portrait from a public archive, a head turn made from it, a short voice."""
    from studio.jobs.sample import make_sample

    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen:
        made = make_sample(out, listen, JobControl())
    console.result(made.as_dict(), describe(made))


def describe(made: MadeEpisode) -> str:
    """The result in a few lines."""
    facts = made.as_dict()
    lines = [
        *(f"{render.path}: {render.duration_s:.2f} s, {facts['loop_frames']} frames from "
          f"{facts['unique_frames']} picks of {facts['frames']} frames." for render in made.renders),
        f"{motion_text(facts['frame_diff'])}.",
        "  ".join(f"{stage['name']} {'up to date' if stage['cached'] else format(stage['seconds'], '.1f') + ' s'}"
                  for stage in facts["stages"]),
        f"Episode: {facts['episode']}",
    ]
    return "\n".join(lines)
