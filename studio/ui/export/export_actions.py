"""The commands of the workspace Export."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("export.start", QT_TRANSLATE_NOOP("Actions", "Export the video"), "Export", ("Ctrl+Return", "Ctrl+Enter")),
    ActionSpec("export.stop", QT_TRANSLATE_NOOP("Actions", "Stop the export"), "Export", ("Ctrl+.",)),
    ActionSpec("export.play", QT_TRANSLATE_NOOP("Actions", "Play or pause the result"), "Export", ("Space",), "play"),
    ActionSpec("export.reveal", QT_TRANSLATE_NOOP("Actions", "Show the video in its folder"), "Export",
               ("Ctrl+Shift+R",), "folder"),
    ActionSpec("export.folder", QT_TRANSLATE_NOOP("Actions", "Choose the folder to export to…"), "Export",
               ("Ctrl+Shift+F",)),
)
