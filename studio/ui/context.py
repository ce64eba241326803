"""What every part of the window is given: no globals, no reaching through parents."""

from __future__ import annotations

from dataclasses import dataclass

from studio.ui.actions import ActionRegistry
from studio.ui.background import Background
from studio.ui.job_center import JobCenter
from studio.ui.notices import Notices
from studio.ui.weight_work import WeightWork
from studio.ui.window_state import WindowState


@dataclass(frozen=True, slots=True)
class WindowContext:
    """Shared services of one window."""

    actions: ActionRegistry
    background: Background
    jobs: JobCenter
    notices: Notices
    state: WindowState
    weights: WeightWork
