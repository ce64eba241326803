"""Waiting for what the workspace Export does in the background, and what its rows say."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.jobs.export_plan import ExportPlan
from studio.ui.export.export_model import StageKey
from studio.ui.export.export_workspace import ExportWorkspace

EXPORT_MS = 60_000


def wait_for_plan(workspace: ExportWorkspace, qtbot: QtBot) -> None:
    """Until the plan is that of the episode as it is."""
    model = workspace.model
    reading = model._reading
    qtbot.waitUntil(lambda: model.plan is not None and not reading._is_stale and not reading.is_under_way)


def export(workspace: ExportWorkspace, qtbot: QtBot) -> Path:
    """Click the button and wait for the file."""
    with qtbot.waitSignal(workspace.model.finished, timeout=EXPORT_MS) as done:
        QTest.mouseClick(workspace.stages.start, Qt.MouseButton.LeftButton)
        assert workspace.model.is_working
    path = done.args[0]
    assert isinstance(path, Path)
    wait_for_plan(workspace, qtbot)
    return path


def plan_of(workspace: ExportWorkspace) -> ExportPlan:
    """The plan that is shown."""
    plan = workspace.model.plan
    assert plan is not None
    return plan


def planned(workspace: ExportWorkspace) -> list[StageKey]:
    """What would run or has run, as its rows stand."""
    return [key for key, row in workspace.stages.rows.items() if row.line.mark.text()]


def state(workspace: ExportWorkspace, key: StageKey) -> str:
    """What a row says beside its stage's name."""
    return workspace.stages.rows[key].line.state.text()
