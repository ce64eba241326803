"""The engines that the person added: where each checkout lies, and which Python runs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.folders import config_folder
from studio.finish.engines.adapter import EngineAdapter, EngineKind
from studio.finish.engines.registry import engine_named, known_engines
from studio.jobs.personal_table import edited_table, read_table


@dataclass(frozen=True, slots=True)
class AddedEngine:
    """`path` and `python` are on `host`, by the person's name for it; "": on this machine. `fingerprint` is that of the
    checkout when it was added or tested last: what it made before counts no more when that changes."""

    name: str
    path: str
    python: str
    variant: str
    host: str = ""
    fingerprint: str = ""

    @property
    def adapter(self) -> EngineAdapter:
        """What the studio knows of it."""
        return engine_named(self.name)

    def as_dict(self) -> dict[str, str]:
        """As the command line prints it."""
        return asdict(self)


def engines_path() -> Path:
    """Where they are kept; a TOML file that a person may edit."""
    return config_folder() / "engines.toml"


def added_engines() -> list[AddedEngine]:
    """By name. Raises StudioError("input") where the file cannot be read as such."""
    path = engines_path()
    table = read_table(path, "engines", "latentsync")
    return sorted((_engine_from(name, values, path) for name, values in table.items()), key=lambda item: item.name)


def added_engine(name: str, kind: EngineKind | None = None) -> AddedEngine:
    """The one of that name; StudioError("missing") where it was not added, "usage" where it is of another kind."""
    for engine in added_engines():
        if engine.name != name:
            continue
        if kind and engine.adapter.facts.kind != kind:
            raise StudioError("usage", f"{name} is an engine for {engine.adapter.facts.kind}, not for {kind}: choose "
                                       "another.")
        return engine
    fits = [known.facts.name for known in known_engines().values() if kind in (None, known.facts.kind)]
    raise StudioError("missing", f"The engine {name} was not added. `studio engines add NAME --path DIR --python EXE` adds "
                                 f"one of {', '.join(fits)}.")


def keep_engine(engine: AddedEngine) -> None:
    """Keep it, in place of one of the same name."""
    added_engines()             # refuses a damaged file before it is written over
    with edited_table(engines_path(), "engines") as table:
        table[engine.name] = {name: value for name, value in engine.as_dict().items() if name != "name" and value}


def forget_engine(name: str) -> None:
    """Forget it; its checkout, and what it made, stay."""
    added_engine(name)
    with edited_table(engines_path(), "engines") as table:
        del table[name]


def _engine_from(name: str, values: object, path: Path) -> AddedEngine:
    given = values if isinstance(values, Mapping) else {}
    known = {item.name for item in fields(AddedEngine)} - {"name"}
    texts = {key: value for key, value in given.items() if key in known and isinstance(value, str)}
    if not texts.get("path") or not texts.get("python"):
        raise StudioError("input", f'{path}: [engines.{name}] needs a path and a python, such as path = "/opt/LatentSync".')
    if name not in known_engines():
        raise StudioError("input", f"{path}: [engines.{name}] is no engine that this version knows; it knows "
                                   f"{', '.join(known_engines())}. Take that table out, or update the studio.")
    facts = engine_named(name).facts
    variant = texts.get("variant", facts.usual_variant)
    if variant not in facts.variants:
        raise StudioError("input", f"{path}: {name} has no variant {variant}; it has {', '.join(facts.variants)}.")
    return AddedEngine(**{**texts, "name": name, "variant": variant})
