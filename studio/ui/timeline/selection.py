"""What is selected on the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["nothing", "track", "clip", "caption", "marker"]


@dataclass(frozen=True, slots=True)
class Selection:
    """One thing: `track` is the id of its track (clips and tracks), `index` its place (clips, captions, markers)."""

    kind: Kind = "nothing"
    track: str = ""
    index: int = -1


NOTHING = Selection()
