"""The commands of the workspace Prepare."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("prepare.add_picture", QT_TRANSLATE_NOOP("Actions", "Add a reference picture…"), "File"),
    ActionSpec("prepare.paste", QT_TRANSLATE_NOOP("Actions", "Paste a reference picture"), "Edit", ("Ctrl+V",)),
    ActionSpec("prepare.choose_video", QT_TRANSLATE_NOOP("Actions", "Choose a source video…"), "File"),
    ActionSpec("prepare.choose_folder", QT_TRANSLATE_NOOP("Actions", "Choose a folder of pictures as the source…"), "File"),
    ActionSpec("prepare.choose_voice", QT_TRANSLATE_NOOP("Actions", "Choose a voice…"), "File"),
    ActionSpec("prepare.look", QT_TRANSLATE_NOOP("Actions", "Look for faces in the source"), "Edit"),
    ActionSpec("prepare.stop_looking", QT_TRANSLATE_NOOP("Actions", "Stop looking for faces"), "Edit"),
    ActionSpec("prepare.next_frame", QT_TRANSLATE_NOOP("Actions", "Next frame of the source"), "View", (".",), repeats=True),
    ActionSpec("prepare.previous_frame", QT_TRANSLATE_NOOP("Actions", "Previous frame of the source"), "View", (",",),
               repeats=True),
    ActionSpec("prepare.range_start", QT_TRANSLATE_NOOP("Actions", "Range starts at this frame"), "Edit", ("I",)),
    ActionSpec("prepare.range_end", QT_TRANSLATE_NOOP("Actions", "Range ends at this frame"), "Edit", ("O",)),
    ActionSpec("prepare.all_frames", QT_TRANSLATE_NOOP("Actions", "Use all frames"), "Edit", ("Shift+A",)),
    ActionSpec("prepare.new_preset", QT_TRANSLATE_NOOP("Actions", "New preset…"), "File"),
    ActionSpec("prepare.save_preset", QT_TRANSLATE_NOOP("Actions", "Save the preset"), "File", ("Ctrl+S",)),
    ActionSpec("prepare.import_preset", QT_TRANSLATE_NOOP("Actions", "Import presets…"), "File"),
    ActionSpec("prepare.generate", QT_TRANSLATE_NOOP("Actions", "Generate what is missing"), "Generate", ("Ctrl+Return",)),
)
