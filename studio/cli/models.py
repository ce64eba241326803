"""`studio models`."""

from __future__ import annotations

import click

from studio.cli.console import Console
from studio.cli.options import json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent
from studio.jobs.models import FETCHABLE, fetch_model, licence_of, look_for_models


@click.group("models")
def models_command() -> None:
    """Models and engines: what is here, what is missing, under what licence."""
    start_session()


@models_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """What is here and what is missing, with licences."""
    findings = look_for_models()
    lines = []
    for item in findings:
        lines.append(f"{'here   ' if item.here else 'missing'}  {item.name:<28} {item.licence:<24} {item.why}")
        if item.mend:
            lines.append(f"{'':>9}{'':<28} -> {item.mend}")
    Console(as_json=as_json).result({"models": [item.as_dict() for item in findings]}, "\n".join(lines))


@models_command.command("fetch")
@click.argument("name", type=click.Choice(FETCHABLE))
@click.option("--accept-licence", is_flag=True, help="You have read its licence and accept it.")
@json_option
def fetch_command(*, name: str, accept_licence: bool, as_json: bool) -> None:
    """Fetch a model after its licence was accepted."""
    console = Console(as_json=as_json)
    if not accept_licence:
        raise StudioError("usage", f"{licence_of(name)} Add --accept-licence if you accept that.")
    with console.watching() as listen:
        folder = fetch_model(name, accepted=True,
                             on_bytes=lambda have, of: listen(JobEvent("progress", "fetch", have, of or 0)))
    console.result({"name": name, "folder": folder}, f"{name} is in {folder}.")
