"""`studio sweep`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from studio.cli.console import Console
from studio.cli.face_pack import fetch_face_pack_if_needed
from studio.cli.many_values import ManyValues
from studio.cli.options import PATH, episode_argument, json_option
from studio.cli.session import start_session
from studio.episode.store import EpisodeStore
from studio.episode.sweep_records import Sweep
from studio.jobs.events import JobControl
from studio.jobs.open_episode import open_episode
from studio.jobs.review_takes import frames_there
from studio.jobs.sweep import SweepReport, run_sweep
from studio.jobs.sweep_lab import read_sweep_table
from studio.jobs.sweep_plan import read_imports, read_vary, sweep_arms, sweep_frames
from studio.jobs.sweep_report import blind_results, write_report
from studio.review.lab.analysis import Analysis, analyse
from studio.review.lab.analysis_fields import analysis_to_fields
from studio.review.lab.sentences import analysis_sentences
from studio.review.lab.words import Language


@click.command("sweep", cls=ManyValues)
@episode_argument
@click.option("--presets", multiple=True, metavar="NAME ...", help="The presets to compare.")
@click.option("--frames", metavar="N|RANGE|random:N", help="On which frames: so many, spread evenly over the episode's "
                                                         "range; a range; or so many by chance. All unless given.")
@click.option("--vary", multiple=True, metavar="KEY=V,V ...", help="Each preset with each of these values: steps=8,12")
@click.option("--import", "imports", multiple=True, metavar="NAME=DIR ...", help="Pictures made elsewhere, compared alike.")
@click.option("--match", "mapping", default="name", show_default=True, metavar="name|order|FILE.csv",
              help="How those pictures are paired with frames.")
@click.option("--question", default="", metavar="TEXT", help="What you want to know; it stands in the report.")
@click.option("--report", type=PATH, metavar="DIR", help="Write report.html, and report.md with its pictures, there.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True,
              help="Of report and sentences.")
@json_option
def sweep_command(*, episode: Path, as_json: bool, **values: Any) -> None:  # noqa: ANN401
    """Set presets against each other on the same frames of EPISODE: what holds, what does not, what to do next.

    Takes that are there already are not made again; the same command goes on where it was stopped.
    """
    start_session()
    fetch_face_pack_if_needed(None, None, episode)
    console = Console(as_json=as_json)
    with console.watching() as listen, open_episode(episode, listen) as store:
        sweep = _sweep(store, values)
        report = run_sweep(store, sweep, listen, JobControl(), mapping=values["mapping"])
        written = write_report(store, report.sweep, values["report"], values["language"]) if values["report"] else []
        analysis = analyse(read_sweep_table(store, report.sweep), frames_there(store, report.sweep.frames))
        blind = _blind(store, report.sweep)
    console.result({**_as_dict(episode, report), "report": [str(path) for path in written],
                    "lab": analysis_to_fields(analysis), "blind": blind,
                    "sentences": list(analysis_sentences(analysis, values["language"]))},
                   _text(report, analysis, values["language"], written))


def _sweep(store: EpisodeStore, values: dict[str, Any]) -> Sweep:
    presets = [name for given in values["presets"] for name in given.split(",") if name]
    arms = sweep_arms(presets, read_vary(values["vary"]), read_imports(values["imports"]), store.settings.seed)
    frames = sweep_frames(store, values["frames"] or "")
    return store.sweeps.begin(arms, frames, values["question"])


def _as_dict(episode: Path, report: SweepReport) -> dict[str, Any]:
    return {
        "episode": str(episode), "sweep": report.sweep.id, "presets": [arm.label for arm in report.sweep.arms],
        "frames": list(report.sweep.frames), "made": report.made, "found": report.found, "scored": report.scored,
        "failed": [{"preset": label, "frame": frame, "kind": error.kind, "message": error.message}
                   for label, frame, error in report.failed],
    }


def _blind(store: EpisodeStore, sweep: Sweep) -> dict[str, Any]:
    """The votes, with the presets' names, and what they say of each pair."""
    names = [arm.label for arm in sweep.arms]
    return {
        "votes": [{"frame": vote.frame, "left": names[vote.left], "right": names[vote.right],
                   "better": {1: names[vote.left], -1: names[vote.right]}.get(vote.choice)}
                  for vote in store.sweeps.votes(sweep.id)],
        "results": [{"first": result.first, "second": result.second, "first_wins": result.wins.passed,
                     "decided": result.wins.tried, "ties": result.ties, "share": result.wins.share,
                     "low": result.wins.low, "high": result.wins.high, "p": result.p}
                    for result in blind_results(store, sweep)],
    }


def _text(report: SweepReport, analysis: Analysis, language: Language, written: Sequence[Path]) -> str:
    head = (f"Sweep {report.sweep.id}: {report.made} takes made, {report.found} were there, {report.scored} scored, "
            f"{len(report.failed)} failed.")
    without_scores = replace(analysis, differences=())      # they are many: the report and --json have them
    return "\n".join([head, *analysis_sentences(without_scores, language), *map(str, written)])
