"""All commands of the window, workspace by workspace."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.export.export_actions import SPECS as EXPORT
from studio.ui.frame.window_actions import SPECS as WINDOW
from studio.ui.generate.generate_actions import SPECS as GENERATE
from studio.ui.prepare.prepare_actions import SPECS as PREPARE
from studio.ui.review.review_actions import SPECS as REVIEW
from studio.ui.timeline.timeline_actions import SPECS as TIMELINE

CATALOG: tuple[ActionSpec, ...] = (*WINDOW, *PREPARE, *GENERATE, *REVIEW, *TIMELINE, *EXPORT)
