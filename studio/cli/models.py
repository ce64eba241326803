"""`studio models`."""

from __future__ import annotations

import click

from studio.cli.console import Console
from studio.cli.options import json_option
from studio.cli.session import start_session
from studio.jobs.models import look_for_models


@click.group("models")
def models_command() -> None:
    """Engines and analyzers: what works here, what lacks something, under what licence."""
    start_session()


@models_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """What works here and what lacks something, with licences; `studio weights list` names the files."""
    findings = look_for_models()
    lines = []
    for item in findings:
        lines.append(f"{'here   ' if item.here else 'missing'}  {item.name:<28} {item.licence:<24} {item.why}")
        if item.mend:
            lines.append(f"{'':>9}{'':<28} -> {item.mend}")
    Console(as_json=as_json).result({"models": [item.as_dict() for item in findings]}, "\n".join(lines))
