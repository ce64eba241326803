"""Takes made outside the studio: what is not known of them stays marked as unknown inside their settings.

`TakeSettings` has a value in every field. Of an external take the fields that nobody knows are named in the option
`unknown` (comma-separated, as `seed,steps`), and hold no value that could be taken for a real one: numbers
`UNKNOWN_NUMBER`, texts the empty one, choices their first word. `references` among the names: whose face it was
made from is unknown too. Whoever shows settings goes through `shown_settings`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.episode.take_request import TakeRequest

EXTERNAL_ENGINE = "external"
UNKNOWN_OPTION = "unknown"
UNKNOWN_NUMBER = -1
"""Outside the range of every setting."""


def unknown_settings(request: TakeRequest) -> tuple[str, ...]:
    """Names of what is not known of a take; empty for one that an engine made."""
    return _unknown(request.settings.options)


def shown_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as people may see them, from `asdict` or a mark's JSON: unknown ones None and listed as `unknown`."""
    unknown = _unknown(settings["options"])
    if not unknown:
        return dict(settings)
    options = [item for item in settings["options"] if item[0] != UNKNOWN_OPTION]
    known = {name: None if name in unknown else value for name, value in settings.items()}
    return {**known, "options": options, "unknown": list(unknown)}


def external_recipe_json(preset: str) -> str:
    """What the external takes imported under one preset's name share: that name alone."""
    return json.dumps({EXTERNAL_ENGINE: preset})


def _unknown(options: Any) -> tuple[str, ...]:  # noqa: ANN401
    named = dict(options).get(UNKNOWN_OPTION, "")
    return tuple(str(named).split(",")) if named else ()
