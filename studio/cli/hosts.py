"""`studio hosts`: other machines whose engines are used."""

from __future__ import annotations

import shlex

import click

from studio.cli.console import Console
from studio.cli.options import json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent
from studio.jobs.hosts.host import STUDIO_COMMAND, Host, add_host, hosts_path, read_hosts, remove_host
from studio.jobs.hosts.probe import FRAME_BYTES, HostReport, probe_host

_name_argument = click.argument("name")
_OF_NO_USE_THERE = ("engine ", "analyzer ", "sound", "display")
"""Findings shown otherwise, or about what is done here."""


@click.group("hosts")
def hosts_command() -> None:
    """Other machines whose engines are used, reached through ssh; nothing but the studio has to be installed there."""
    start_session()


@hosts_command.command("add")
@_name_argument
@click.argument("target", metavar="SSH-TARGET")
@click.option("--python", metavar="EXE", help="The Python there that has the studio, such as ~/studio/.venv/bin/python.")
@click.option("--command", "words", metavar="WORDS", help="The words that start the studio there; `studio` unless given.")
@click.option("--ssh-config", metavar="FILE", type=click.Path(exists=True, dir_okay=False, resolve_path=True),
              help="An ssh configuration in place of your own.")
@json_option
def add_command(*, name: str, target: str, python: str | None, words: str | None, ssh_config: str | None,
                as_json: bool) -> None:
    """Make a host known as NAME: SSH-TARGET is user@computer, ssh://user@computer:port, or a host of ~/.ssh/config."""
    host = Host(name, target, _command(python, words), ssh_config or "")
    add_host(host)
    Console(as_json=as_json).result({**host.as_dict(), "file": str(hosts_path())},
                                    f"{name} is known now. `studio hosts test {name}` tries it.")


@hosts_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """All hosts."""
    hosts = read_hosts()
    lines = [f"{host.name:<16} {host.target:<32} {shlex.join(host.command)}" for host in hosts]
    Console(as_json=as_json).result({"hosts": [host.as_dict() for host in hosts]},
                                    "\n".join(lines) or "No host is known. `studio hosts add NAME SSH-TARGET` adds one.")


@hosts_command.command("test")
@_name_argument
@json_option
def test_command(*, name: str, as_json: bool) -> None:
    """Connect to the host NAME, ask what works there, measure the line, and say what to do."""
    console = Console(as_json=as_json)
    with console.watching() as listen:
        report = probe_host(name, lambda text: listen(JobEvent("loading", name, text=text)))
    console.result(report.as_dict(), _text(report))


@hosts_command.command("remove")
@_name_argument
@json_option
def remove_command(*, name: str, as_json: bool) -> None:
    """Forget the host NAME; takes that it made stay."""
    remove_host(name)
    Console(as_json=as_json).result({"removed": name}, f"{name} is forgotten.")


def _command(python: str | None, words: str | None) -> tuple[str, ...]:
    if python and words:
        raise StudioError("usage", "Give either --python or --command.")
    if python:
        return (python, "-m", "studio")
    try:
        return tuple(shlex.split(words)) if words else STUDIO_COMMAND
    except ValueError as error:
        raise StudioError("usage", f"--command cannot be read as words: {error}.") from error


def _text(report: HostReport) -> str:
    megabytes = FRAME_BYTES / 1e6
    lines = [
        f"{report.host} ({report.target}) is {report.computer}, studio {report.software}; it answered after "
        f"{report.connect_s:.1f} s.",
        f"  round trip  {1000 * report.round_trip_s:.1f} ms (median, n = {len(report.round_trips_s)})",
        f"  frames      {megabytes:.1f} MB there and back in {1000 * report.frame_s:.0f} ms (median, n = "
        f"{len(report.frames_s)}): {report.bytes_per_s / 1e6:.0f} MB/s",
    ]
    lines += [f"  engine      {name:<12} {'ready' if status.available else status.why}"
              for name, status in report.engines.items()]
    lines += [f"  {'ok     ' if item.works else 'missing'}     {item.name}: {item.found}" for item in report.findings
              if not item.name.startswith(_OF_NO_USE_THERE)]
    to_do = report.to_do()
    lines += ["To do:", *(f"  {sentence}" for sentence in to_do)] if to_do else ["Nothing is left to do."]
    return "\n".join(lines)
