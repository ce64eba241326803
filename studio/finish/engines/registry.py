"""Which engines there are: every module of this folder that has an `ENGINE`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

import studio.finish.engines as folder
from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.finish.engines.adapter import EngineAdapter


@cache
def known_engines() -> Mapping[str, EngineAdapter]:
    """By name, in the order of the names."""
    names = [item.name for item in pkgutil.iter_modules(folder.__path__)]
    modules = [import_module(f"{folder.__name__}.{name}") for name in names]
    engines: list[EngineAdapter] = [module.ENGINE for module in modules if hasattr(module, "ENGINE")]
    return {engine.facts.name: engine for engine in sorted(engines, key=lambda engine: engine.facts.name)}


def engine_named(name: str) -> EngineAdapter:
    """Raises StudioError("usage") for a name that no file of this folder has."""
    engines = known_engines()
    if name not in engines:
        raise StudioError("usage", f"The studio knows no engine {name}{suggestion(name, engines)}. "
                                   f"Known: {', '.join(engines)}.")
    return engines[name]
