"""Whether a finished video may be sold, by the licences of the models that had a part in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from studio.episode.external_takes import EXTERNAL_ENGINE
from studio.episode.finish_rules import DRAFT, OFF
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.engines.registry import known_engines
from studio.finish.targets import Target
from studio.jobs.outputs import chosen_targets
from studio.jobs.public_facts import public_weight
from studio.weights.catalog import CATALOG, rows_wanted_by
from studio.weights.weight_file import Licence, Sale, WeightFile

Answer: TypeAlias = Sale

_FREE: Final = (DRAFT, "builtin")
_STRICTEST_FIRST: Final = ("no", "unknown", "yes")
_OWN: Final = {"command": "your own script", EXTERNAL_ENGINE: "imported pictures"}


@dataclass(frozen=True, slots=True)
class SaleAnswer:
    """`because` names the models that forbid it ("no"), or those whose licence the studio does not know ("unknown");
    `terms` says of each of them, where the table of weights knows it, what its licence says."""

    answer: Answer
    because: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicensedPart:
    """What had a part in finishing: its title, and the licences of its weights; none: the studio does not know them."""

    title: str
    licences: tuple[Licence, ...] = ()

    @property
    def answer(self) -> Answer:
        """The strictest of its licences."""
        sales = [licence.sale for licence in self.licences]
        return "no" if "no" in sales else "unknown" if "unknown" in sales or not sales else "yes"

    @property
    def terms(self) -> tuple[str, ...]:
        """What the licences that do not simply allow it say, with the regions where they do not hold."""
        return tuple(f"{self.title}: {item.terms}{f' Not in {item.regions}.' if item.regions else ''}"
                     for item in self.licences if item.sale != "yes")


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


def with_parts(sale: SaleAnswer, parts: Iterable[LicensedPart]) -> SaleAnswer:
    """The same answer, or the stricter one of the parts that finishing added."""
    answers = [(sale.answer, sale.because, sale.terms), *((part.answer, (part.title,), part.terms) for part in parts)]
    strictest: Answer = min((answer for answer, _, _ in answers), key=_STRICTEST_FIRST.index)
    if strictest == "yes":
        return sale
    counted = [item for item in answers if item[0] == strictest]
    return SaleAnswer(strictest, tuple(name for _, because, _ in counted for name in because),
                      tuple(text for _, _, terms in counted for text in terms))


def finishing_parts(settings: EpisodeSettings, targets: Iterable[Target]) -> list[LicensedPart]:
    """Lip sync, Foley and upscaler by the episode's settings, for these targets; the built-in drafts need nobody's leave."""
    engines = dict.fromkeys(name for name in (settings.lip_sync, settings.foley) if name not in (OFF, DRAFT))
    parts = [_engine_part(name) for name in engines]
    enlarges = any(target.shape == "large" for target in targets)
    return parts + ([LicensedPart(f"upscaler {Path(settings.upscaler).name}")] if settings.upscaler and enlarges else [])


def sale_text(sale: SaleAnswer) -> str:
    """The answer to "May I sell this?" for a person, in a sentence or two."""
    names = ", ".join(sale.because)
    text = {
        "yes": "May I sell this? Yes, as far as the licences of the models go.",
        "no": f"May I sell this? No: the licence of {names} does not allow it.",
        "unknown": f"May I sell this? Not settled: the studio does not know the terms of {names}.",
    }[sale.answer]
    return " ".join([text, *sale.terms])


def sale_of_episode(store: EpisodeStore, targets: Iterable[Target] | None = None) -> SaleAnswer:
    """Of the takes that review and the loop work on, the analyzer that scored them last, and what finishes them for
    `targets`, those of the episode's settings unless given."""
    recipe, scorer = store.takes.current_recipe(), store.scores.current_scorer()
    shared: dict[str, Any] = json.loads(store.takes.current_recipe_content() or "{}")
    weights = [public_weight(str(name)) for name, _ in shared.get("weights", [])]
    sale = may_be_sold(recipe[2] if recipe else "", scorer[1] if scorer else "", weights)
    return with_parts(sale, finishing_parts(store.settings, targets or chosen_targets(store.settings.targets)))


def sale_of_marks(marks: Mapping[str, Any]) -> SaleAnswer:
    """Of a take or a render, by what it says of itself."""
    request = marks.get("request") or {}
    engine = str(marks.get("engine") or request.get("settings", {}).get("engine", ""))
    analyzer = str(marks.get("analyzer") or "").partition(" ")[0]
    recorded = marks.get("weights") or request.get("weights") or []
    return may_be_sold(engine, analyzer, [str(item if isinstance(item, str) else item[0]) for item in recorded])


def _engine_part(name: str) -> LicensedPart:
    """By its adapter; an engine without one is of the person's own making."""
    engine = known_engines().get(name)
    return LicensedPart(engine.facts.title, engine.facts.licences) if engine else LicensedPart(name)


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
