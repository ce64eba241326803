"""How surely faces were found in the takes made on this machine, over all episodes: the ground of a preset's pass rate."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from studio.episode.face import SCORE_NAMES
from studio.episode.store import EpisodeStore
from studio.episode.take_request import TakeSettings
from studio.jobs.kept_lines import keep_lines, kept_lines

_FILE, _KEPT = "measured.jsonl", 1000
_FINENESS = 10_000          # det is kept to four decimals, downwards: a threshold of so many decides as on the score itself
_TAKE, _SCORED = 2, 7
_DET = 8 + SCORE_NAMES.index("det")
_FACES = 8 + SCORE_NAMES.index("faces")
_FREE = ("seed", "engine")
"""Settings in which a take may differ from its preset and still speak for it: a re-roll, a stand-in engine."""


@dataclass(frozen=True, slots=True)
class MeasuredTakes:
    """The takes of one episode with one preset and engine: `dets` has an entry a take, 0 where no face was found.

    `settings` is the fingerprint of the preset's values they were made with, `analyzer` says who measured.
    """

    episode: str
    preset: str
    settings: str
    engine: str
    analyzer: str
    dets: tuple[float, ...]

    @property
    def what(self) -> tuple[str, ...]:
        """All but the numbers: newer ones of the same take the place of older ones."""
        return self.episode, self.preset, self.settings, self.engine, self.analyzer


def measured_in(store: EpisodeStore) -> list[MeasuredTakes]:
    """What the episode's current analyzer measured, those of the latest recipe first; none without a score."""
    scorer = store.scores.current_scorer()
    if scorer is None:
        return []
    dets: dict[tuple[str, str, str], dict[object, float]] = {}
    for recipe, preset, engine, content in store.takes.recipes():
        settings = json.loads(content).get("settings")
        if settings is None:            # made elsewhere: they do not speak for what this machine makes
            continue
        found = dets.setdefault((preset, _fingerprint(settings), engine), {})
        found.update(_dets(store, recipe, scorer[0]))
    episode, analyzer = str(store.folder.absolute()), f"{scorer[1]} {scorer[2]}"
    return [MeasuredTakes(episode, *what, analyzer, tuple(found.values())) for what, found in dets.items() if found]


def file_measured(store: EpisodeStore) -> None:
    """Keep what was measured in an episode with this machine's, where it is new."""
    known = {item.what: item for item in read_measured()}
    keep_lines(_FILE, [asdict(item) for item in measured_in(store) if known.get(item.what) != item])


def read_measured() -> list[MeasuredTakes]:
    """The latest of each episode and preset on this machine, oldest first; unreadable lines are passed over."""
    latest: dict[tuple[str, ...], MeasuredTakes] = {}
    for item in kept_lines(_FILE, _KEPT, _from_line):
        latest.pop(item.what, None)
        latest[item.what] = item
    return list(latest.values())


def fingerprint(settings: TakeSettings) -> str:
    """The same for takes that speak for these values: of one preset, whatever seed or engine."""
    return _fingerprint(json.loads(json.dumps(asdict(settings))))       # tuples as a recipe has them


def _dets(store: EpisodeStore, recipe: int, scorer: int) -> dict[object, float]:
    """By take: 0 where no face was found; those that were not measured are left out."""
    dets: dict[object, float] = {}
    for row in store.scores.of_recipe(recipe, scorer):
        det = 0.0 if row[_FACES] == 0 else row[_DET]
        if row[_SCORED] is not None and isinstance(det, float):
            dets[row[_TAKE]] = math.floor(det * _FINENESS + 1e-6) / _FINENESS
    return dets


def _fingerprint(settings: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in settings.items() if name not in _FREE}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _from_line(given: dict[str, Any]) -> MeasuredTakes:
    return MeasuredTakes(**{**given, "dets": tuple(map(float, given["dets"]))})
