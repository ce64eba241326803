"""Whether an engine can use the options of a preset."""

from __future__ import annotations

from collections.abc import Mapping

from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion
from studio.episode.settings_check import Rule, shown
from studio.episode.take_request import OptionValue


def require_options(engine: str, values: Mapping[str, OptionValue], rules: Mapping[str, Rule]) -> None:
    """Raise StudioError("input") that names the first of `values` that `engine` cannot use, `rules` being all it knows."""
    for name, value in values.items():
        if name not in rules:
            raise StudioError("input", f"The engine {engine} has no option {name}{suggestion(name, rules)}. "
                                       f"Known: {', '.join(rules)}.")
        if not rules[name].accepts(value):
            raise StudioError("input", f"The option {name} of the engine {engine} must be {rules[name].wanted}, not "
                                       f"{shown(value)}.")
