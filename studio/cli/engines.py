"""`studio engines`: programs in environments of their own, for lip sync and Foley."""

from __future__ import annotations

import os
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.options import json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.finish.engines.registry import engine_named, known_engines
from studio.jobs.engines.added import AddedEngine, added_engines, engines_path, forget_engine
from studio.jobs.engines.trial import EngineTrial, add_engine, try_engine
from studio.jobs.events import JobControl
from studio.jobs.hosts.host import find_host

_name_argument = click.argument("name")


@click.group("engines")
def engines_command() -> None:
    """Lip sync and Foley by programs that live in environments of their own: a checkout, and the Python that runs it."""
    start_session()


@engines_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """Engines that were added, and those that the studio knows."""
    added = {engine.name: engine for engine in added_engines()}
    rows = [_row(name, added.get(name)) for name in known_engines()]
    lines = [f"{row['name']:<14} {row['kind']:<9} {row['path'] or 'not added: ' + str(row['fetched_by'])}" for row in rows]
    Console(as_json=as_json).result({"engines": rows, "file": str(engines_path())}, "\n".join(lines))


@engines_command.command("add")
@_name_argument
@click.option("--path", "checkout", metavar="DIR", required=True, help="Its checkout, with its weights.")
@click.option("--python", metavar="EXE", required=True, help="The Python of its own environment.")
@click.option("--variant", metavar="NAME", help="Which of its variants, such as 1.5 of latentsync; `engines list` has them.")
@click.option("--host", metavar="NAME", default="", help="The machine where both are, by its name in `studio hosts list`.")
@json_option
def add_command(*, name: str, checkout: str, python: str, variant: str | None, host: str, as_json: bool) -> None:
    """Look at the engine NAME where it lies, say what lacks, and keep it where nothing does."""
    facts = engine_named(name).facts
    if variant is not None and variant not in facts.variants:
        raise StudioError("usage", f"{name} has no variant {variant}; it has {', '.join(facts.variants)}.")
    if host:
        find_host(host)
    else:
        checkout, python = str(Path(checkout).expanduser().absolute()), _program(python)
    console = Console(as_json=as_json)
    with console.watching() as listen:
        engine = add_engine(AddedEngine(name, checkout, python, variant or facts.usual_variant, host), listen, JobControl())
    licences = [f"{item.name}: {item.terms}{f' Not in {item.regions}.' if item.regions else ''}" for item in facts.licences]
    console.result({**engine.as_dict(), "file": str(engines_path()), "licences": licences},
                   "\n".join([f"{name} is added. `studio engines test {name}` tries it. Its licence:", *licences]))


@engines_command.command("test")
@_name_argument
@json_option
def test_command(*, name: str, as_json: bool) -> None:
    """Run the engine NAME on two seconds that come with the studio, and check what it makes."""
    console = Console(as_json=as_json)
    with console.watching() as listen:
        trial = try_engine(name, listen, JobControl())
    console.result(trial.as_dict(), _text(trial))


@engines_command.command("remove")
@_name_argument
@json_option
def remove_command(*, name: str, as_json: bool) -> None:
    """Forget the engine NAME; its checkout, and what it made, stay."""
    forget_engine(name)
    Console(as_json=as_json).result({"removed": name}, f"{name} is forgotten.")


def _row(name: str, engine: AddedEngine | None) -> dict[str, object]:
    facts = engine_named(name).facts
    return {"name": name, "title": facts.title, "kind": facts.kind, "added": engine is not None,
            "path": engine.path if engine else "", "python": engine.python if engine else "",
            "host": engine.host if engine else "", "variant": engine.variant if engine else "",
            "variants": dict(facts.variants), "fetched_by": facts.fetched_by,
            "licences": [{"name": item.name, "address": item.address, "sale": item.sale, "regions": item.regions}
                         for item in facts.licences]}


def _program(python: str) -> str:
    """A path as a whole one; a mere name is looked for on the PATH when it is run."""
    return str(Path(python).expanduser().absolute()) if os.path.dirname(python) else python  # noqa: PTH120


def _text(trial: EngineTrial) -> str:
    where = f" on {trial.host}" if trial.host else ""
    return (f"{trial.name} {trial.variant} works{where}, on Python {trial.python}: {trial.seconds:.1f} s for "
            f"{trial.video_s:g} s of video, loading included.\nChecked: {', '.join(trial.checked)}.")
