"""Named generation settings: a preset, read from and written to TOML strictly."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.episode.errors import StudioError
from studio.episode.files import safe_name
from studio.episode.nearest import suggestion
from studio.episode.settings_check import SETTING_NAMES, Problems, Text, is_text, settings_from, shown
from studio.episode.take_request import TakeSettings

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import Table

PRESET_KEYS: tuple[str, ...] = ("note", *SETTING_NAMES)
SUFFIX = ".toml"
LARGEST_FILE = 2**20
"""Bytes; a larger file is not a preset, whatever its name."""

LONGEST_NAME = 50
"""Characters of four bytes at most: name and suffix stay under the 255 bytes that a file's name may have."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings with a name; the name never enters a take's key."""

    name: str
    settings: TakeSettings
    note: str = ""


def parse_preset(text: str, name: str, where: str, engines: Collection[str] | None = None) -> Preset:
    """The preset that `text` (TOML) describes; `where` names its file in what is said of it.

    Keys are the fields of `TakeSettings`, a table `[options]` for the engine's own, and `note`. With
    `engines`, the engine must be one of them. Raises StudioError("input") that names every problem at once.
    """
    values = _toml(text, name, where)
    settings, problems = settings_from(_settings_only(values), engines)
    problems = _unknown_keys(values) + _note_problems(values) + problems
    if settings is None or problems:
        raise StudioError("input", f'The preset "{name}" ({where}) cannot be used: {"; ".join(problems)}.')
    return Preset(name, settings, str(values.get("note", "")))


def read_preset_text(path: Path) -> str:
    """The text of a preset's file, without a byte order mark. Raises StudioError("input") naming the file."""
    data = _read_small(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StudioError(
            "input", f"The preset file {path} is not UTF-8 text (line {line}). Save it as UTF-8.", str(error)
        ) from error


def dump_preset(preset: Preset, over: str = "") -> str:
    """The preset as TOML, every value written out.

    With `over`, an earlier text of the same preset, its comments and order are kept and its values replaced.
    """
    import tomlkit

    document = tomlkit.parse(over)
    values: dict[str, object] = {"note": preset.note, **asdict(preset.settings)}
    values["options"] = dict(preset.settings.options)
    _merge(document, values)
    if not preset.settings.options:
        del document["options"]
    return tomlkit.dumps(document)


def with_values(
    preset: Preset, values: Mapping[str, object], engines: Collection[str] | None = None
) -> Preset:
    """The preset with some values replaced, as given on a command line or in an editor.

    Raises StudioError("usage") naming every value that is unknown or out of range.
    """
    current = {**asdict(preset.settings), "options": dict(preset.settings.options)}
    settings, problems = settings_from({**current, **_settings_only(values)}, engines)
    problems = _unknown_keys(values) + problems
    if settings is None or problems:
        raise StudioError("usage", f'The preset "{preset.name}" cannot be changed so: {"; ".join(problems)}.')
    return Preset(preset.name, settings, preset.note)


def typed_value(text: str) -> object:
    """A value as a person writes it on a command line: of its TOML type, `.7` a number too; anything else is text."""
    with suppress(tomllib.TOMLDecodeError):
        return tomllib.loads("value = " + text)["value"]
    with suppress(ValueError):
        return float(text)
    return text


def check_preset_name(name: str) -> str:
    """`name` in its one spelling (NFC), if a file can be called so on Linux, macOS and Windows.

    It must not be taken for a path or an option either. Raises StudioError("input") with a name that would.
    """
    usable = _usable_name(name)
    if unicodedata.normalize("NFC", name) == usable:
        return usable
    raise StudioError(
        "input", f'{shown(name)} cannot name a preset on every system; "{usable}" could, for example.'
    )


def _usable_name(text: str) -> str:
    name = "".join(character for character in text if is_text(character))
    name = safe_name(re.sub(r"(?i)^[-.\s]+|(\.toml|[.\s])+$", "", name), LONGEST_NAME)
    first = unicodedata.normalize("NFKC", name.split(".")[0]).strip()
    return name if safe_name(first) == first else f"preset_{name}"[:LONGEST_NAME].rstrip(" .")


def _merge(table: TOMLDocument | Table, values: Mapping[str, object]) -> None:
    """Make `table` hold `values` and nothing else, touching only what differs, so that comments stay."""
    from tomlkit.items import Table

    before = table.unwrap()
    for key in before.keys() - values.keys():
        del table[key]
    for key, value in values.items():
        inside = table.get(key)
        if isinstance(value, Mapping) and isinstance(inside, Table):
            _merge(inside, value)
        elif key not in before or (type(before[key]), before[key]) != (type(value), value):
            table[key] = value


def _read_small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or error
        raise StudioError(
            "input", f"The preset file {path} cannot be read: {reason}. Check the path.", str(error)
        ) from error
    if len(data) > LARGEST_FILE:
        raise StudioError("input", f"{path} is no preset: it is larger than {LARGEST_FILE} bytes.")
    return data


def _toml(text: str, name: str, where: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem, place = _toml_place(str(error), text)
    raise StudioError(
        "input", f'The preset "{name}" ({where}) is not valid TOML at {place}: {problem}. Correct that line.'
    )


def _toml_place(message: str, text: str) -> tuple[str, str]:
    """What is wrong, and `line L, column C`: tomllib says both in one sentence, or "at end of document"."""
    found = re.fullmatch(r"(.*) \(at (line \d+, column \d+|end of document)\)", message, re.DOTALL)
    if found is None:
        return message, "an unknown line"
    lines = text.split("\n")
    end = f"line {len(lines)}, column {len(lines[-1]) + 1}"
    return found[1], end if found[2] == "end of document" else found[2]


def _settings_only(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if key in SETTING_NAMES}


def _unknown_keys(values: Mapping[str, object]) -> Problems:
    return [f'"{key}" is not a known key{_known(key)}' for key in values if key not in PRESET_KEYS]


def _known(key: str) -> str:
    return suggestion(key, PRESET_KEYS) or f", known are {', '.join(PRESET_KEYS)}"


def _note_problems(values: Mapping[str, object]) -> Problems:
    rule, note = Text(), values.get("note", "")
    return [] if rule.accepts(note) else [f"note must be {rule.wanted}, not {shown(note)}"]
