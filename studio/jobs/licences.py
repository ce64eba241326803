"""Whether a finished video may be sold, by the licences of the models that had a part in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from studio.episode.external_takes import EXTERNAL_ENGINE
from studio.episode.store import EpisodeStore
from studio.weights.catalog import CATALOG, rows_wanted_by
from studio.weights.weight_file import Sale, WeightFile

Answer: TypeAlias = Sale

_FREE: Final = ("draft", "builtin")
_OWN: Final = {"command": "your own script", EXTERNAL_ENGINE: "imported pictures"}


@dataclass(frozen=True, slots=True)
class SaleAnswer:
    """`because` names the models that forbid it ("no"), or those whose licence the studio does not know ("unknown");
    `terms` says of each of them, where the table of weights knows it, what its licence says."""

    answer: Answer
    because: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def may_be_sold(engine: str, analyzer: str, weights: Iterable[str] = ()) -> SaleAnswer:
    """By the engine that made the takes, the analyzer that chose among them ("" where there was none), and the names of
    the weights that the takes themselves record.

    "yes" speaks of the models alone; whose face and whose voice it is, is for the person to know.
    """
    users = [user for user in (engine, analyzer) if user and user not in _FREE]
    recorded = list(weights)
    rows = _rows(users, recorded)
    forbidding = [row for row in rows if row.licence.sale == "no"]
    if forbidding:
        return _answer("no", forbidding, [])
    return _unsettled([row for row in rows if row.licence.sale == "unknown"], _unknown(users, recorded))


def sale_of_episode(store: EpisodeStore) -> SaleAnswer:
    """Of the takes that review and the loop work on, and the analyzer that scored them last."""
    recipe, scorer = store.takes.current_recipe(), store.scores.current_scorer()
    shared: dict[str, Any] = json.loads(store.takes.current_recipe_content() or "{}")
    weights = [str(name) for name, _ in shared.get("weights", [])]
    return may_be_sold(recipe[2] if recipe else "", scorer[1] if scorer else "", weights)


def sale_of_marks(marks: Mapping[str, Any]) -> SaleAnswer:
    """Of a take or a render, by what it says of itself."""
    request = marks.get("request") or {}
    engine = str(marks.get("engine") or request.get("settings", {}).get("engine", ""))
    analyzer = str(marks.get("analyzer") or "").partition(" ")[0]
    recorded = marks.get("weights") or request.get("weights") or []
    return may_be_sold(engine, analyzer, [str(item if isinstance(item, str) else item[0]) for item in recorded])


def _rows(users: Iterable[str], recorded: Iterable[str]) -> list[WeightFile]:
    """What an engine cannot do without, and what the takes say was used, each once, in the table's order."""
    needed = {row.name for user in users for row in rows_wanted_by(user) if not row.optional}
    return [row for row in CATALOG.values() if row.name in needed or row.name in recorded]


def _unknown(users: Iterable[str], recorded: Iterable[str]) -> list[str]:
    own = [_OWN.get(user, user) for user in users if not rows_wanted_by(user)]
    return own + [name for name in recorded if name not in CATALOG]


def _unsettled(rows: list[WeightFile], names: list[str]) -> SaleAnswer:
    return _answer("unknown", rows, names) if rows or names else SaleAnswer("yes")


def _answer(answer: Answer, rows: list[WeightFile], names: list[str]) -> SaleAnswer:
    titles = tuple(row.title for row in rows)
    return SaleAnswer(answer, (*titles, *names), tuple(f"{row.title}: {row.licence.terms}" for row in rows))
