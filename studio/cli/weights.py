"""`studio weights`."""

from __future__ import annotations

import sys
import textwrap
from dataclasses import asdict
from pathlib import Path

import click

from studio.cli.console import Console
from studio.cli.face_pack import accept_in_terminal
from studio.cli.options import PATH, json_option
from studio.cli.session import start_session
from studio.episode.errors import StudioError
from studio.jobs.events import JobEvent, Listener
from studio.jobs.weights import WeightFinding, look_for_weights
from studio.weights.catalog import CATALOG, catalog_row
from studio.weights.download import OnBytes
from studio.weights.fetch import fetch, licence_question
from studio.weights.import_weights import import_weights
from studio.weights.locate import missing_error
from studio.weights.verify import PartCheck, verify
from studio.weights.weight_file import size_text

_SALE = {"yes": "may be sold", "no": "not for sale", "unknown": "sale not settled"}
_INDENT = " " * 9


@click.group("weights")
def weights_command() -> None:
    """Model files: what is here, what is missing, how it is fetched, checked and taken in."""
    start_session()


@weights_command.command("list")
@json_option
def list_command(*, as_json: bool) -> None:
    """Every file that an engine or analyzer needs, with size, licence and what that allows."""
    findings = look_for_weights()
    lines = [line for item in findings for line in _lines(item)]
    Console(as_json=as_json).result({"weights": [item.as_dict() for item in findings]}, "\n".join(lines))


@weights_command.command("fetch")
@click.argument("name")
@click.option("--accept-licence", is_flag=True, help="You have read its licence and accept it.")
@json_option
def fetch_command(*, name: str, accept_licence: bool, as_json: bool) -> None:
    """Fetch the weights NAME after their licence was accepted; what is here already is not fetched again.

    An earlier try that was cut off goes on where it ended.
    """
    row = catalog_row(name)
    console = Console(as_json=as_json)
    if accept_licence and not as_json:
        click.echo(licence_question(row), err=True)
    ask = (lambda _: True) if accept_licence else accept_in_terminal if _somebody_is_there() else None
    with console.watching() as listen:
        path = fetch(row, ask, _bytes_to(listen, "fetch"))
    console.result({"name": name, "path": str(path)}, f"{row.title} is in {path}.")


@weights_command.command("verify")
@click.argument("name", required=False)
@json_option
def verify_command(*, name: str | None, as_json: bool) -> None:
    """Read the files of NAME, or of everything that is here, and compare their digests."""
    rows = [catalog_row(name)] if name else [CATALOG[item.name] for item in look_for_weights() if item.here]
    console = Console(as_json=as_json)
    checks: list[PartCheck] = []
    with console.watching() as listen:
        for row in rows:
            checks += verify(row, _bytes_to(listen, row.name))
    if name and all(check.state == "missing" for check in checks):
        raise missing_error(catalog_row(name))
    bad = [check for check in checks if not check.good]
    if bad:
        raise StudioError("damaged", " ".join(f"{check.name}: {check.part} is {_STATES.get(check.state, check.state)}."
                                              for check in bad) + _mend(bad))
    console.result({"checks": [check.as_dict() for check in checks]}, _verified(checks))


@weights_command.command("import")
@click.argument("folder", type=PATH)
@click.option("--copy", is_flag=True, help="Copy the files instead of linking to them.")
@json_option
def import_command(*, folder: Path, copy: bool, as_json: bool) -> None:
    """Take in the weights that lie in FOLDER: ComfyUI's `models`, a diffusers folder, any other.

    Files are known by name, size and the tensors they hold; pickles (.pt, .pth, .ckpt, .bin) are never opened.
    """
    console = Console(as_json=as_json)
    with console.watching() as listen:
        report = import_weights(folder, copy=copy, on_bytes=_bytes_to(listen, "import"))
    lines = [f"taken in  {name}" for name in report.imported] + [f"was here  {name}" for name in report.already]
    console.result(asdict(report), "\n".join([*lines, *(f"- {notice}" for notice in report.notices)]))


_STATES = {"missing": "missing", "another size": "of another size", "another file": "another file than the published"}


def _mend(bad: list[PartCheck]) -> str:
    names = dict.fromkeys(check.name for check in bad)
    where = " ".join(f"Delete {check.path}." for check in bad if check.path)
    return f" {where} Then run " + ", ".join(f"`studio weights fetch {name}`" for name in names) + "."


def _verified(checks: list[PartCheck]) -> str:
    if not checks:
        return "There are no weights here to check."
    lines = [f"{check.state:<13} {check.name:<16} {check.part}" for check in checks]
    new = sum(check.state == "recorded now" for check in checks)
    if new:
        lines.append(f"{new} files have no published digest: theirs are recorded now and compared from here on.")
    return "\n".join(lines)


def _lines(item: WeightFinding) -> list[str]:
    """A row for a person: how it stands, then what it allows, then what to do; one that stands for another is short."""
    wanted = f"instead of {item.instead_of}" if item.instead_of else f"for {', '.join(item.wanted_by)}"
    lines = [f"{'here   ' if item.here else 'missing'}  {item.name:<16} {item.size_text:>8}  {item.title}, {wanted}"]
    if not item.instead_of:
        terms = f"{item.licence}: {_SALE[item.sale]}. {item.terms}" + (f" Not in {item.regions}." if item.regions else "")
        lines += textwrap.wrap(terms, 110, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)
        lines += [f"{_INDENT}-> {step}" for step in item.steps]
    return [*lines, f"{_INDENT}in {item.path}"] if item.here else lines


def _bytes_to(listen: Listener, stage: str) -> OnBytes:
    def tell(have: int, of: int | None) -> None:
        listen(JobEvent("loading", stage, text=f"{size_text(have)} of {size_text(of)}" if of else size_text(have)))
        listen(JobEvent("progress", stage, have, of or 0))

    return tell


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
