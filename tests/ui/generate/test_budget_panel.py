"""The budget in two columns: what is to come and what it took."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from studio.jobs.budget import Budget, StageBudget
from studio.ui.background import Background
from studio.ui.generate.budget_panel import BudgetPanel


def test_forecast_and_measured_stand_in_columns_of_their_own(qtbot: QtBot, tmp_path: Path) -> None:
    panel = BudgetPanel(tmp_path, Background())
    qtbot.addWidget(panel)
    panel.show_budget(Budget((StageBudget("generate", 10, 121.0, 4.0, 2), StageBudget("loop", 1, None, 0.0, 0)), 2.0), 72.0)
    assert panel.rows.value("generate") == ("2:01", "1:16")
    assert panel.rows.value("loop") == ("?", "–")
    assert panel.whole.value("all") == ("?", "1:16")
    assert panel.whole.value("money") == ("?", "0.04")
