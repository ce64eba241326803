"""What the runs of stages found out, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.jobs.export_plan import ExportPlan


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value and what it is called; `tip` says what it is measured against."""

    name: str
    value: str
    tip: str = ""
    style: str = ""


def figures_of(plan: ExportPlan | None) -> tuple[Figure, ...]:
    """Of every stage of the plan that is up to date."""
    if plan is None:
        return ()
    details: dict[str, Mapping[str, Any]] = {item.stage: item.details for item in plan.stages if item.up_to_date}
    return tuple(_motion(details.get("loop", {})))


def _motion(loop: Mapping[str, Any]) -> list[Figure]:
    measured = loop.get("frame_diff")
    if not measured:
        return []
    tip = QCoreApplication.translate("Figures", "Mean absolute difference of consecutive frames of the loop, 0 to 255.")
    return [Figure(QCoreApplication.translate("Figures", "Frame-diff"), f"{measured['loop']:.2f}", tip)]
