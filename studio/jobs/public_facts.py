"""What everybody may read of a preset and of weights: without places of this machine, addresses, and names of its users."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from functools import cache
from pathlib import PurePath, PurePosixPath
from typing import Any

from studio.jobs.private_text import without_private
from studio.weights.catalog import CATALOG

_ADDRESS = re.compile(r"\w+://\S+")
_USER_AT = re.compile(r"[^\s@='\"]+@(?=\w)")
_PLACE = re.compile(r"[\\/~]|[A-Za-z]:[\\/]")
_WINDOWS = re.compile(r"(?:^|[\s='\"])(?:[A-Za-z]:\\|\\\\)")
_LIST_SIGNS = re.compile(r"([=,;])")
_SEPARATORS = re.compile(r"[\\/]+")
_USERS_FOLDERS = ("home", "users")
_LEFT_OUT = "..."


def public_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings of takes whose `options`, pairs of name and value (None: they differ), name no place and no person."""
    options = settings.get("options")
    if options is None:
        return dict(settings)
    return {**settings, "options": [[name, public_option(value)] for name, value in options]}


def public_option(value: Any) -> Any:  # noqa: ANN401
    """An engine's option: texts word by word, each path as its file's name; the words are for reading, not for a shell."""
    if not isinstance(value, str):
        return value
    text = _USER_AT.sub(f"{_LEFT_OUT}@", _ADDRESS.sub(_LEFT_OUT, value))
    return without_private(" ".join(map(_public_word, _words(text))))


def public_preset(name: str) -> str:
    """A preset's name; of one that is a file somewhere, the file's name without its ending."""
    last = _last_part(name)
    return name if last == name else last.removesuffix(".toml")


def public_weight(name: str) -> str:
    """The name under which takes record a file of weights, without its folder, unless that is one of a published model: a
    LoRA lies where the person put it."""
    folder, _, file = name.rpartition("/")
    return name if folder in _model_folders() else file


@cache
def _model_folders() -> frozenset[str]:
    parts = (PurePosixPath(part.path).parent.name for row in CATALOG.values() for part in row.parts)
    return frozenset((*CATALOG, *parts))


def _public_word(word: str) -> str:
    """`--lora=/a/b.safetensors` becomes `--lora=b.safetensors`."""
    return "".join(_last_part(part) for part in _LIST_SIGNS.split(word))


def _last_part(path: str) -> str:
    """The file's name; of a folder, and of what may be one, nothing."""
    parts = [part for part in _SEPARATORS.split(path) if part]
    if not parts or not _SEPARATORS.search(path):
        return path
    is_user = len(parts) > 1 and parts[-2].lower() in _USERS_FOLDERS
    return parts[-1] if PurePath(parts[-1]).suffix and not is_user else _LEFT_OUT


def _words(text: str) -> list[str]:
    """A path alone, or the words of a command as its engine splits them (Windows' backslashes stay, wherever this runs)."""
    if _PLACE.match(text) and "{" not in text:
        return [text]
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    if os.name == "nt" or _WINDOWS.search(text):
        lexer.escape = ""
    try:
        return list(lexer)
    except ValueError:          # a quote that is not closed: no command, but a text
        return text.split()
