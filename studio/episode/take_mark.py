"""What stands inside every take's PNG: enough to find its place again without a database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.episode.take_request import TakeRequest
from studio.episode.take_table import TakeFacts

MARK_KEYWORD = "studio"


@dataclass(frozen=True, slots=True)
class TakeMark:
    """The request and facts of a take, and where it was first used. `source` is the source's digest."""

    request: TakeRequest
    facts: TakeFacts
    preset: str
    source: str
    frame: int

    def to_text(self) -> str:
        """Deterministic JSON: equal takes have equal files, whenever they were made."""
        content = {
            "key": self.request.key, "request": json.loads(self.request.canonical_json()), "preset": self.preset,
            "source": self.source, "frame": self.frame, "label": self.facts.label, "width": self.facts.width,
            "height": self.facts.height, "software": self.facts.software, "generated": True,
        }
        return json.dumps(content, sort_keys=True, ensure_ascii=True)

    @staticmethod
    def from_text(text: str) -> TakeMark:
        """The inverse; raises ValueError where the text is not ours or its key does not fit its request."""
        try:
            content: Mapping[str, Any] = json.loads(text)
            request = TakeRequest.from_json(json.dumps(content["request"]))
            facts = TakeFacts(content["label"], content["width"], content["height"], None, "", content["software"])
            mark = TakeMark(request, facts, content["preset"], content["source"], content["frame"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a take's mark: {error}") from error
        if content["key"] != request.key:
            raise ValueError("the key does not fit the request")
        return mark
