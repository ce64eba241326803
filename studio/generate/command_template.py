"""The person's own command line as a template: words with fields, never a shell."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = (
    "source", "identity", "identities", "out", "prompt", "negative_prompt", "seed", "steps", "denoise", "weight",
    "guidance", "width", "height",
)
"""`source`, `identity` and `out` are files (PNG), `identities` the folder of all reference pictures, 1.png on."""

_FIELD = re.compile(r"\{(\w+)\}")
_READ_AT_ONCE = 1 << 20


def parse_template(command: str) -> tuple[str, ...]:
    """The words of `command`, split as a POSIX shell would (on Windows a backslash is a plain character).

    Raises StudioError("input") for an open quote, an unknown field, or a template without {out}.
    """
    words = _split(command)
    names = [name for word in words for name in _FIELD.findall(word)]
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    for name in names:
        if name not in FIELDS:
            hint = suggestion(name, FIELDS)
            raise StudioError("input", f"The preset's command has an unknown field {{{name}}}{hint}. Known: {known}.")
    if "out" not in names:
        raise StudioError("input", f"The preset's command has no {{out}}, where its picture must go. Known: {known}.")
    return words


def fill(template: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """The template's words with every field replaced; a value stays one word whatever is in it."""
    return [_FIELD.sub(lambda match: values[match[1]], word) for word in template]


def script_digest(template: Sequence[str], folder: Path) -> str:
    """Hex sha256 of the script the template runs, "" where none is found: edited, it makes other takes.

    All text files that the template names count (`python3 make.py --graph graph.json`: two); without any, the
    first file of another kind. Words with fields are passed over. `folder` is where relative names start.
    """
    files = [path for path in (folder / word for word in template if not _FIELD.search(word)) if _is_file(path)]
    digest = hashlib.sha256()
    for path in [path for path in files if _is_text(path)] or files[:1]:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest() if files else ""


def _split(command: str) -> tuple[str, ...]:
    lexer = shlex.shlex(command, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if os.name == "nt":
        lexer.escape = ""
    try:
        words = tuple(lexer)
    except ValueError as error:
        raise StudioError("input", "The preset's command has a quote that is not closed.", str(error)) from error
    if not words:
        raise StudioError("input", "The preset's command is empty: write the program and its arguments there.")
    return words


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except OSError:     # a word too long for a file name, say
        return False


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" not in file.read(_READ_AT_ONCE)
