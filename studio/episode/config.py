"""The studio's own settings: one TOML file, read tolerantly, written without losing what others put there."""

from __future__ import annotations

import logging
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.episode.errors import StudioError
from studio.episode.file_lock import holding_file
from studio.episode.files import write_atomically
from studio.episode.folders import config_folder
from studio.episode.settings_check import is_text

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

CONFIG_VERSION = 1
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StudioConfig:
    """What the person set once for every episode. None: not set.

    `rate_per_hour` is what an hour of the device costs, in whatever currency; `take_cache_bytes` bounds the
    cache of finished takes (0 switches it off); `accepted_licences` are names of licences agreed to; in
    `stranger_folders` are pictures of other people, who must not pass for the references' person.
    """

    default_preset: str | None = None
    ffmpeg: str | None = None
    face_pack: str | None = None
    rate_per_hour: float | None = None
    take_cache_bytes: int = 20 * 2**30
    accepted_licences: tuple[str, ...] = ()
    stranger_folders: tuple[str, ...] = ()


def config_path() -> Path:
    """The settings file; it need not exist."""
    return config_folder() / "config.toml"


def load_config(path: Path | None = None) -> tuple[StudioConfig, list[str]]:
    """The settings and what has to be said of them, a sentence each; never raises.

    No file: the defaults. A file that is not TOML is renamed aside and the defaults are used; a value that
    cannot be used leaves its default; unknown keys are left alone; a newer version is read as far as known.
    """
    path = path or config_path()
    document, notices = _read(path)
    values, more = _usable_values(document, path)
    notices += [*_newer(document, path), *more]
    for notice in notices:
        log.warning(notice)
    return StudioConfig(**values), notices


def update_config(
    change: Callable[[StudioConfig], StudioConfig], path: Path | None = None
) -> tuple[StudioConfig, list[str]]:
    """Apply `change` to the settings on disk and write what it changed; the new settings and any notices.

    Comments, unknown keys and the version of the file stay. Other processes wait meanwhile, so none of their
    changes is lost. Raises StudioError("input") for a value out of range, "disk" where the file cannot be
    written, "busy" where another process holds it for long.
    """
    path = path or config_path()
    with holding_file(path):
        before, notices = load_config(path)
        after = change(before)
        _refuse_bad(after)
        changed = {name: value for name, value in _as_toml(after).items() if value != _as_toml(before)[name]}
        if changed:
            write_atomically(path, _edited(path, changed).encode("utf-8"))
    return after, notices


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a value in the file must be, in words too, and how it is held in memory."""

    accepts: Callable[[Any], bool]
    wanted: str
    held: Callable[[Any], Any]


def _is_name(value: object) -> bool:
    return is_text(value) and value != ""


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and type(value) is not bool and 0 <= value < math.inf


def _is_bytes(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_name, value))


_RULES: Mapping[str, _Rule] = {
    "default_preset": _Rule(_is_name, "a preset's name", str),
    "ffmpeg": _Rule(_is_name, "the path of ffmpeg", str),
    "face_pack": _Rule(_is_name, "a face pack's name or folder", str),
    "rate_per_hour": _Rule(_is_amount, "a number, 0 or more", float),
    "take_cache_bytes": _Rule(_is_bytes, "a whole number, 0 or more", int),
    "accepted_licences": _Rule(_are_names, "a list of names", tuple),
    "stranger_folders": _Rule(_are_names, "a list of folders", tuple),
}


def _read(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig")), []
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [f"The settings file {path} cannot be read ({error.strerror or error}); defaults are used."]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [_set_aside(path, str(error))]


def _set_aside(path: Path, reason: str) -> str:
    aside = next(
        name for number in range(1, 10_000) if not (name := path.with_name(f"config.broken-{number}.toml")).exists()
    )
    broken = f"The settings file {path} is damaged ({reason})"
    try:
        path.replace(aside)
    except OSError as error:
        return f"{broken} and cannot be set aside ({error.strerror or error}); defaults are used."
    return f"{broken}; it was set aside as {aside.name} and defaults are used."


def _newer(document: Mapping[str, Any], path: Path) -> list[str]:
    version = document.get("schema", CONFIG_VERSION)
    if type(version) is int and 1 <= version <= CONFIG_VERSION:
        return []
    if type(version) is int and version > CONFIG_VERSION:
        return [f"The settings file {path} was made by a newer version of the studio (schema {version}); "
                "what this version knows of it is used."]
    return [f"The settings file {path} gives {version!r} as its schema, which must be a whole number from 1; "
            f"it is read as {CONFIG_VERSION}."]


def _usable_values(document: Mapping[str, Any], path: Path) -> tuple[dict[str, Any], list[str]]:
    given = {name: document[name] for name in _RULES if name in document}
    bad = [name for name, value in given.items() if not _RULES[name].accepts(value)]
    notices = [f"{name} in {path} must be {_RULES[name].wanted}; its default is used." for name in bad]
    values = {name: _RULES[name].held(value) for name, value in given.items() if name not in bad}
    return values, notices


def _as_toml(config: StudioConfig) -> dict[str, Any]:
    values = {field.name: getattr(config, field.name) for field in fields(config)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _refuse_bad(config: StudioConfig) -> None:
    values = _as_toml(config).items()
    bad = [name for name, value in values if value is not None and not _RULES[name].accepts(value)]
    if bad:
        raise StudioError("input", f"{'; '.join(f'{name} must be {_RULES[name].wanted}' for name in bad)}.")


def _edited(path: Path, changed: Mapping[str, Any]) -> str:
    document = _document(path)
    document.setdefault("schema", CONFIG_VERSION)
    for name, value in changed.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
    return document.as_string()


def _document(path: Path) -> TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        return tomlkit.parse(path.read_bytes().decode("utf-8-sig") if path.exists() else "")
    except (OSError, UnicodeDecodeError, ParseError) as error:
        raise StudioError(
            "damaged", f"{path} is damaged and could not be set aside. Rename or delete it.", str(error)
        ) from error
