"""One piece of work for the queue, and how it is run: the same for window and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

JobKind: TypeAlias = Literal["generate", "reroll", "score", "export"]


@dataclass(frozen=True, slots=True)
class JobSpec:
    """What to do with which episode. `options` by kind:

    generate: none. reroll: `max_seeds` (int), `until_pass` (bool), `frames` (list of frame numbers, or absent for all
    without a pick). score: `analyzer`, `face_pack`. export: `out` (path of the video), `target`.
    """

    kind: JobKind
    episode: Path
    options: Mapping[str, Any] = field(default_factory=dict)
