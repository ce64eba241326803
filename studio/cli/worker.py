"""`studio worker`: what other processes of ours start."""

from __future__ import annotations

import sys

import click


@click.command("worker")
@click.argument("name")
@click.option("--keep-going", "keeps_going", is_flag=True,
              help="Where the input ends without a word, as when a line breaks, finish what was accepted first.")
@click.option("--fresh", is_flag=True, help="Find no takes of before and keep none.")
def worker_command(*, name: str, keeps_going: bool, fresh: bool) -> None:
    """Serve an engine (draft, command ...) or an analyzer (analyzer:NAME) on standard input and output.

    Other parts of the studio start this themselves, here or through ssh; it ends when its input ends.
    """
    from studio.jobs.run_worker import run_worker

    sys.exit(run_worker(name, keeps_going=keeps_going, fresh=fresh))
