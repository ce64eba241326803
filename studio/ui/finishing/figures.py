"""What the runs of stages found out, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.jobs.export_plan import ExportPlan
from studio.ui.numbers import fixed_text, number_text

MOTION_KEYS = ("frame_diff", "flow_motion", "flicker", "longest_hold")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value and what it is called; `tip` says what it is measured against, `short` is for narrow places."""

    name: str
    value: str
    tip: str = ""
    style: str = ""
    short: str = ""


def figures_of(plan: ExportPlan | None) -> tuple[Figure, ...]:
    """Of every stage of the plan that is up to date."""
    if plan is None:
        return ()
    details: dict[str, Mapping[str, Any]] = {item.stage: item.details for item in plan.stages if item.up_to_date}
    return (*loudness_figures(details.get("mix", {})), *sync_figures(details.get("lipsync", {})),
            *motion_figures(details.get("loop", {})).values())


def loudness_figures(mix: Mapping[str, Any]) -> tuple[Figure, ...]:
    """Loudness and true peak of the sound as it is heard, with ✓ where both are what was asked for."""
    measured = mix.get("loudness")
    if not measured or measured["after"] is None:
        return ()
    lufs = QCoreApplication.translate("Figures", "{number} LUFS").format(number=number_text(measured["after"]))
    reached = bool(measured["reached"])
    wanted = QCoreApplication.translate("Figures", "Wanted: {number} LUFS, true peak at most −1 dBTP; measured on the AAC.")
    loudness = Figure(QCoreApplication.translate("Figures", "Loudness"), f"{'✓' if reached else '✕'} {lufs}",
                      wanted.format(number=number_text(measured["wanted"])) if measured["wanted"] is not None else "",
                      "accepted" if reached else "undecided")
    if measured["true_peak"] is None:
        return (loudness,)
    peak = QCoreApplication.translate("Figures", "{number} dBTP").format(number=number_text(measured["true_peak"]))
    return loudness, Figure(QCoreApplication.translate("Figures", "True peak"), peak,
                            QCoreApplication.translate("Figures", "At most −1 dBTP is asked for."))


def sync_figures(lip_sync: Mapping[str, Any]) -> tuple[Figure, ...]:
    """How well the mouth follows the voice: `0.81 · lag 0 frames · n 250`."""
    score = lip_sync.get("sync")
    if not score:
        return ()
    name = QCoreApplication.translate("Figures", "Sync")
    if score["correlation"] is None:
        return (Figure(name, QCoreApplication.translate("Figures", "cannot be told"),
                       QCoreApplication.translate("Figures", "The mouth stands still, or no face is seen.")),)
    lag = QCoreApplication.translate("Figures", "no lag fits") if score["lag_frames"] is None else \
        QCoreApplication.translate("Figures", "lag {frames} frames").format(frames=number_text(score["lag_frames"], 0))
    low, high = score["interval"] or (score["correlation"],) * 2
    tip = QCoreApplication.translate(
        "Figures", "Correlation of the mouth's opening and the voice, 95 % interval {low} to {high}; about 0 for another "
                   "voice. Lag: positive where the mouth is late.").format(low=fixed_text(low), high=fixed_text(high))
    correlation = fixed_text(score["correlation"])
    told = " · ".join((correlation, lag, f"n {score['n']}"))
    return (Figure(name, told, f"{told}\n{tip}", short=f"{correlation} · {lag}"),)


def motion_figures(loop: Mapping[str, Any]) -> dict[str, Figure]:
    """Those of `MOTION_KEYS` that were measured; where gaps were filled or flicker taken out, before → after."""
    motion = loop.get("motion") or {}
    after = motion.get("after")
    if not after:
        return {}
    before = motion.get("before") or {}
    names = {
        "frame_diff": (QCoreApplication.translate("Figures", "Frame-diff"), QCoreApplication.translate(
            "Figures", "Mean absolute difference of neighbours, 0 to 255; skipped frames and flicker raise it as motion "
                       "does.")),
        "flow_motion": (QCoreApplication.translate("Figures", "Flow"), QCoreApplication.translate(
            "Figures", "Mean length of the optical flow from one picture to the next, in pixels of pictures 256 long.")),
        "flicker": (QCoreApplication.translate("Figures", "Flicker"), QCoreApplication.translate(
            "Figures", "What of the difference remains without the motion, 0 to 255; lower is steadier.")),
        "longest_hold": (QCoreApplication.translate("Figures", "Longest hold"), QCoreApplication.translate(
            "Figures", "Frames for which one picture stands.")),
    }
    return {key: Figure(names[key][0], _change(before.get(key), after[key]), names[key][1]) for key in MOTION_KEYS
            if after.get(key) is not None}


def _change(before: float | None, after: float) -> str:
    texts = [fixed_text(value) if isinstance(value, float) else str(value) for value in (before, after) if value is not None]
    return " → ".join(texts)
