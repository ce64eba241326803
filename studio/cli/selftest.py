"""`studio selftest`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.options import PATH, json_option
from studio.cli.session import start_session
from studio.episode.files import write_atomically
from studio.generate.open_engine import engine_names
from studio.jobs.events import JobControl
from studio.jobs.selftest import PRESET, SelftestReport, selftest

_SIGNS = {True: "ok     ", False: "failed ", None: "unknown"}


@click.command("selftest")
@click.option("--engine", type=click.Choice(engine_names()), required=True, help="Which engine to try.")
@click.option("--preset", default=PRESET, show_default=True, metavar="NAME|FILE", help="With the settings of which preset.")
@click.option("--out", type=PATH, metavar="FILE", help="The file to send; selftest-ENGINE.json unless given.")
@json_option
def selftest_command(*, engine: str, preset: str, out: Path | None, as_json: bool) -> None:
    """Try an engine on the sample person: four frames, checked for black, fog, identity and sameness.

    What was found, seconds, memory and versions are written into a small file without paths or tokens.
    """
    start_session()
    console = Console(as_json=as_json)
    with console.watching() as listen:
        report = selftest(engine, listen, JobControl(), preset)
    file = out or Path(f"selftest-{engine}.json")
    write_atomically(file, (json.dumps(report.as_dict(), indent=1) + "\n").encode("utf-8"))
    console.result({**report.as_dict(), "file": str(file)}, _text(report, file))
    if not report.passed:
        sys.exit(1)


def _text(report: SelftestReport, file: Path) -> str:
    lines = [f"{_SIGNS[check.passed]}  {check.name:<9} {check.sentence}" for check in report.checks]
    seconds = report.facts.get("seconds")
    if seconds:
        lines.append(f"Loaded in {seconds['load']:.1f} s; first picture {seconds['first']:.2f} s, then "
                     f"{seconds['each']:.2f} s each, on {report.facts['device']}.")
    return "\n".join([*lines, f"Written to {file}: send it with a question."])
