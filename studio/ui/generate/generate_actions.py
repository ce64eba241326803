"""The commands of the workspace Generate."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("generate.start", QT_TRANSLATE_NOOP("Actions", "Make the missing takes"), "Generate", ("Ctrl+Return",)),
    ActionSpec("generate.pause", QT_TRANSLATE_NOOP("Actions", "Pause or resume"), "Generate", ("P",)),
    ActionSpec("generate.finish", QT_TRANSLATE_NOOP("Actions", "Stop after this frame"), "Generate", ("F",)),
    ActionSpec("generate.cancel", QT_TRANSLATE_NOOP("Actions", "Cancel at once"), "Generate", ("Shift+Escape",)),
    ActionSpec("generate.retry_failed", QT_TRANSLATE_NOOP("Actions", "Try failed frames again"), "Generate", ("R",)),
    ActionSpec("generate.queue_up", QT_TRANSLATE_NOOP("Actions", "Queue: job earlier"), "Generate", ("Alt+Up",)),
    ActionSpec("generate.queue_down", QT_TRANSLATE_NOOP("Actions", "Queue: job later"), "Generate", ("Alt+Down",)),
    ActionSpec("generate.queue_hold", QT_TRANSLATE_NOOP("Actions", "Queue: hold or resume job"), "Generate", ("Shift+P",)),
    ActionSpec("generate.queue_retry", QT_TRANSLATE_NOOP("Actions", "Queue: run job again"), "Generate", ("Shift+R",)),
    ActionSpec("generate.queue_remove", QT_TRANSLATE_NOOP("Actions", "Queue: remove job"), "Generate", ("Delete",)),
    ActionSpec("generate.queue_resume_all", QT_TRANSLATE_NOOP("Actions", "Queue: resume all"), "Generate"),
    ActionSpec("generate.queue_clear", QT_TRANSLATE_NOOP("Actions", "Queue: clear finished"), "Generate"),
)
