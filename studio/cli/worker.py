"""`studio worker`: what other processes of ours start."""

from __future__ import annotations

import sys

import click


@click.command("worker")
@click.argument("name")
def worker_command(*, name: str) -> None:
    """Serve an engine (draft, command ...) or an analyzer (analyzer:NAME) on standard input and output.

    Other parts of the studio start this themselves, here or through ssh; it ends when its input ends.
    """
    from studio.jobs.run_worker import run_worker

    sys.exit(run_worker(name))
