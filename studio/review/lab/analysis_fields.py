"""An analysis as plain JSON values, for programs."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import Any

from studio.review.lab.analysis import Analysis

_SAID = {"PassRate": ("share",), "Interval": ("share",), "PairComparison": ("p", "holds"),
         "Dependence": ("effective",), "FramesAdvice": ("more",), "Recommendation": ("decided", "seconds_per_pass"),
         "ParetoPoint": ("on_front",)}
"""What follows from a part's fields and is told beside them."""


def analysis_to_fields(analysis: Analysis) -> dict[str, Any]:
    """All numbers of `analysis` by their names in the lab; what is not finite becomes None."""
    return {item.name: _plain(getattr(analysis, item.name)) for item in fields(analysis)}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if is_dataclass(value):
        names = (*(item.name for item in fields(value)), *_SAID.get(type(value).__name__, ()))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | bool):
        return value
    number = value.item() if hasattr(value, "item") else value
    return None if isinstance(number, float) and not math.isfinite(number) else number
