"""Whether a finished video may be sold, by the licences of the models that had a part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from studio.episode.external_takes import EXTERNAL_ENGINE

Answer: TypeAlias = Literal["yes", "no", "unknown"]

_FREE: Final = ("draft", "klein", "builtin", "opencv-zoo")
_NOT_FOR_SALE: Final = {"flux-pulid": "FLUX.1-dev", "insightface": "insightface"}
_OWN: Final = {"command": "your own script", EXTERNAL_ENGINE: "imported pictures"}


@dataclass(frozen=True, slots=True)
class SaleAnswer:
    """`because` names the models that forbid it ("no"), or those whose licence the studio does not know ("unknown")."""

    answer: Answer
    because: tuple[str, ...] = ()


def may_be_sold(engine: str, analyzer: str) -> SaleAnswer:
    """By the engine that made the takes and the analyzer that chose among them ("" where there was none).

    "yes" speaks of the models alone; whose face and whose voice it is, is for the person to know.
    """
    parts = [part for part in (engine, analyzer) if part and part not in _FREE]
    forbidding = tuple(_NOT_FOR_SALE[part] for part in parts if part in _NOT_FOR_SALE)
    if forbidding:
        return SaleAnswer("no", forbidding)
    unknown = tuple(_OWN.get(part, part) for part in parts)
    return SaleAnswer("unknown", unknown) if unknown else SaleAnswer("yes")
