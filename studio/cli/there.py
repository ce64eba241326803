"""`--host NAME` of commands that are about a machine: they are run on that one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from studio.jobs.hosts.host import HERE


def runs_there(command: click.Command) -> None:
    """Let the command, or each of a group's, take --host NAME."""
    each = command.commands.values() if isinstance(command, click.Group) else (command,)
    for item in each:
        if not any(option.name == "host" for option in item.params):
            item.params.append(click.Option(["--host"], metavar="NAME", expose_value=False, is_eager=True, callback=_run,
                                            help="Run it on this host of `studio hosts list` instead of here."))


def without_host(words: Sequence[str]) -> list[str]:
    """The words without `--host NAME`."""
    left: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--host":
            next(rest, None)
        elif not word.startswith("--host="):
            left.append(word)
    return left


def _run(ctx: click.Context, parameter: click.Parameter, host: str | None) -> None:
    """Run the words of the command line there, and end as it ends there."""
    del parameter
    if not host or host == HERE:
        return
    from studio.cli.session import start_session
    from studio.jobs.hosts.run_there import run_there

    start_session()
    sys.stdout.flush()
    ctx.exit(run_there(host, without_host(ctx.find_root().obj)))
