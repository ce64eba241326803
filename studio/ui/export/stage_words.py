"""What the rows of stages say."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.episode.finish_rules import OFF
from studio.episode.settings import EpisodeSettings
from studio.finish.targets import TARGETS
from studio.jobs.export_plan import ExportPlan
from studio.jobs.step_forecast import PlannedStage
from studio.ui.export.export_texts import about_text, seconds_text
from studio.ui.finishing.finish_words import step_choice, target_title
from studio.ui.localized import localized
from studio.ui.translation import tr

STEPS = ("loop", "lip_sync", "foley", "mix", "captions")
"""Rows that are always there, in order; those of each target follow."""
STEP_OF_STAGE = {"lipsync": "lip_sync"}
"""Stages that are named otherwise than their row."""


def step_title(step: str, settings: EpisodeSettings) -> str:
    """`Lip sync · draft`."""
    names = {
        "loop": QCoreApplication.translate("StageRows", "Loop"),
        "lip_sync": QCoreApplication.translate("StageRows", "Lip sync"),
        "foley": QCoreApplication.translate("StageRows", "Foley"),
        "mix": QCoreApplication.translate("StageRows", "Mix"),
        "captions": QCoreApplication.translate("StageRows", "Captions"),
    }
    return " · ".join(part for part in (names[step], step_choice(step, settings)) if part)


def stage_title(item: PlannedStage, plan: ExportPlan) -> str:
    """Of a stage that belongs to a target: `Web 512×768`."""
    if item.stage == "publish":
        return QCoreApplication.translate("StageRows", "Publish")
    target = next((target for target in TARGETS if target.key == item.target), None)
    if target is None:
        return localized(item.title or item.stage)
    if item.stage == "export":
        video = next((video for video in plan.videos if video.target == target and video.width), None)
        return f"{target_title(target)} {video.width}×{video.height}" if video else target_title(target)
    if item.stage == "picture":
        return QCoreApplication.translate("StageRows", "{target} · pictures").format(target=target_title(target))
    if item.stage == "marks":
        return QCoreApplication.translate("StageRows", "{target} · marks, C2PA").format(target=target_title(target))
    return f"{target_title(target)} · {localized(item.title or item.stage)}"


def planned_text(item: PlannedStage) -> str:
    """What there is to do."""
    if item.up_to_date:
        text = QCoreApplication.translate("StageRows", "up to date")
        took = QCoreApplication.translate("StageRows", "took {time}").format(time=seconds_text(item.measured_s or 0.0))
        notes = len(item.details.get("notices", ()))
        return " · ".join((text, took, *((tr("%n note(s)", "", notes),) if notes else ())))
    return tr("%n second(s) of sound", "", item.items) if item.unit == "seconds" else tr("%n frame(s)", "", item.items)


def forecast_text(item: PlannedStage) -> str:
    """What it will take."""
    if item.up_to_date:
        return "–"
    if item.forecast_s is None:
        return QCoreApplication.translate("StageRows", "not measured yet")
    return about_text(item.forecast_s)


def ground_text(item: PlannedStage) -> str:
    """What the forecast rests on; of a stage that has run, what it has to say."""
    if item.up_to_date and item.measured_s is not None:
        took = QCoreApplication.translate("StageRows", "It took {time} when it ran.")
        notices = [localized(notice) for notice in item.details.get("notices", ())]
        return "\n".join((took.format(time=seconds_text(item.measured_s)), *notices))
    if not item.runs:
        return QCoreApplication.translate("StageRows", "Not measured on this machine yet")
    return tr("From %n earlier run(s) on this machine", "", item.runs)


def idle_text(step: str, plan: ExportPlan | None, settings: EpisodeSettings) -> str:
    """Of a row that nothing has to be done for."""
    if step == "captions" and plan is not None and settings.captions_as != OFF:
        return tr("%n line(s)", "", plan.captions)
    if step == "mix" and plan is not None and plan.stages:
        return QCoreApplication.translate("StageRows", "the voice alone")
    return ""
