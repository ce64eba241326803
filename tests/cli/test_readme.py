"""Every command that the README writes is one, with words and options that it takes."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import click
import pytest

from studio.cli.main import studio

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
_IN_BLOCKS = [re.split(r"\s{3,}", line)[0] for block in _BLOCKS for line in block.splitlines() if line.startswith("studio ")]
_IN_TEXT = re.findall(r"`(studio [^`]+)`", re.sub(r"^```.*?^```$", "", README, flags=re.DOTALL | re.MULTILINE))
_NO_COMMANDS = {"studio EPISODE", "studio COMMAND --help", "studio sample.episode"}
_ELSEWHERE = re.compile(r"studio (doctor|models|weights) .*--host ")        # asks the host while it reads its words


@pytest.mark.parametrize("line", [line for line in sorted(set(_IN_BLOCKS)) if not _ELSEWHERE.match(line)])
def test_a_line_can_be_run_as_it_is_written(line: str) -> None:
    _parse(studio, "studio", shlex.split(line)[1:])


@pytest.mark.parametrize("line", sorted(set(_IN_TEXT) - _NO_COMMANDS))
def test_what_the_text_names_is_there(line: str) -> None:
    with contextlib.suppress(click.MissingParameter):           # `studio info` by itself is a name
        _parse(studio, "studio", shlex.split(line)[1:])


def test_all_of_them_were_found() -> None:
    assert len(_IN_BLOCKS) > 15
    assert len(_IN_TEXT) > 40


def _parse(command: click.Command, name: str, words: list[str]) -> None:
    """As click does before it runs anything; a group hands the rest to its own commands."""
    with command.make_context(name, list(words)) as context:
        rest = [*context._protected_args, *context.args]
        if isinstance(command, click.Group) and rest:
            inner = command.get_command(context, rest[0])
            assert inner is not None, f"{name} has no {rest[0]}"
            _parse(inner, rest[0], rest[1:])
