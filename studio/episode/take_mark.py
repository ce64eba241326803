"""What stands inside every take's PNG: enough to find its place again without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.episode.external_takes import EXTERNAL_ENGINE, external_recipe_json, unknown_settings
from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts

MARK_KEYWORD = "fullmotion-studio"
"""The PNG keyword that all marks of ours stand under."""


@dataclass(frozen=True, slots=True)
class TakeMark:
    """The request and facts of a take, and where it was first used: the source's digest, the frame, the base seed."""

    request: TakeRequest
    facts: TakeFacts
    preset: str
    source: str
    frame: int
    base_seed: int

    def recipe_json(self) -> str:
        """What the takes of its run share; external pictures, which no one run made, share the preset's name alone."""
        if self.request.settings.engine == EXTERNAL_ENGINE:
            return external_recipe_json(self.preset)
        return self.request.recipe_json(self.base_seed)

    def as_facts(self) -> dict[str, Any]:
        """Plain JSON values without any time: equal takes have equal files, whenever they were made."""
        return {
            "key": self.request.key, "request": json.loads(self.request.canonical_json()), "preset": self.preset,
            "engine": self.request.settings.engine, "label": self.facts.label, "seed": self._seed,
            "source": self.source, "frame": self.frame, "base_seed": self.base_seed, "width": self.facts.width,
            "height": self.facts.height, "analyzer": self.request.landmarks_by, "software": self.facts.software,
        }

    @property
    def _seed(self) -> int | None:
        return None if "seed" in unknown_settings(self.request) else self.request.settings.seed

    @staticmethod
    def from_text(text: str) -> TakeMark:
        """From the facts as JSON, whatever else stands beside them.

        Raises ValueError where the text is not ours or its key does not fit its request.
        """
        try:
            content: Mapping[str, Any] = json.loads(text)
            request = TakeRequest.from_json(json.dumps(content["request"]))
            facts = TakeFacts(content["label"], content["width"], content["height"], None, "", content["software"])
            mark = TakeMark(request, facts, content["preset"], content["source"], content["frame"],
                            content["base_seed"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a take's mark: {error}") from error
        if content["key"] != request.key:
            raise ValueError("the key does not fit the request")
        return mark
