"""The commands of the workspace Timeline."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec("timeline.play", QT_TRANSLATE_NOOP("Actions", "Play or stop"), "Timeline", ("Space",), "play"),
    ActionSpec("timeline.back", QT_TRANSLATE_NOOP("Actions", "Play backward, again: faster"), "Timeline", ("J",)),
    ActionSpec("timeline.stop", QT_TRANSLATE_NOOP("Actions", "Stop; held with J or L: frame by frame"), "Timeline", ("K",)),
    ActionSpec("timeline.forward", QT_TRANSLATE_NOOP("Actions", "Play forward, again: faster"), "Timeline", ("L",)),
    ActionSpec("timeline.previous_frame", QT_TRANSLATE_NOOP("Actions", "Previous frame"), "Timeline", ("Left",),
               repeats=True),
    ActionSpec("timeline.next_frame", QT_TRANSLATE_NOOP("Actions", "Next frame"), "Timeline", ("Right",), repeats=True),
    ActionSpec("timeline.previous_point", QT_TRANSLATE_NOOP("Actions", "Previous edit point or marker"), "Timeline",
               ("<", "Up"), repeats=True),
    ActionSpec("timeline.next_point", QT_TRANSLATE_NOOP("Actions", "Next edit point or marker"), "Timeline",
               (">", "Down"), repeats=True),
    ActionSpec("timeline.home", QT_TRANSLATE_NOOP("Actions", "To the beginning"), "Timeline", ("Home",)),
    ActionSpec("timeline.end", QT_TRANSLATE_NOOP("Actions", "To the end"), "Timeline", ("End",)),
    ActionSpec("timeline.reject", QT_TRANSLATE_NOOP("Actions", "Reject the take under the playhead"), "Timeline", ("X",)),
    ActionSpec("timeline.accept", QT_TRANSLATE_NOOP("Actions", "Accept the take under the playhead"), "Timeline", ("P",)),
    ActionSpec("timeline.open", QT_TRANSLATE_NOOP("Actions", "Open the take under the playhead in Review"), "Timeline",
               ("E",)),
    ActionSpec("timeline.set_in", QT_TRANSLATE_NOOP("Actions", "In: begin here"), "Timeline", ("I",)),
    ActionSpec("timeline.set_out", QT_TRANSLATE_NOOP("Actions", "Out: end here"), "Timeline", ("O",)),
    ActionSpec("timeline.clear_range", QT_TRANSLATE_NOOP("Actions", "Neither in nor out"), "Timeline", ("Shift+I",)),
    ActionSpec("timeline.split", QT_TRANSLATE_NOOP("Actions", "Split the clip under the playhead"), "Timeline", ("S",)),
    ActionSpec("timeline.marker", QT_TRANSLATE_NOOP("Actions", "Marker at the playhead, or take it away"), "Timeline",
               ("M",)),
    ActionSpec("timeline.caption", QT_TRANSLATE_NOOP("Actions", "Caption at the playhead"), "Timeline", ("C",)),
    ActionSpec("timeline.select", QT_TRANSLATE_NOOP("Actions", "Select what lies under the playhead, again: the next"),
               "Timeline", ("Return", "Enter")),
    ActionSpec("timeline.write", QT_TRANSLATE_NOOP("Actions", "Write in the selected caption"), "Timeline", ("F2",)),
    ActionSpec("timeline.remove", QT_TRANSLATE_NOOP("Actions", "Remove what is selected"), "Timeline",
               ("Del", "Backspace")),
    ActionSpec("timeline.add_sound", QT_TRANSLATE_NOOP("Actions", "Add a sound…"), "Timeline", ("Ctrl+I",)),
    ActionSpec("timeline.choose_voice", QT_TRANSLATE_NOOP("Actions", "Choose a voice…"), "Timeline"),
    ActionSpec("timeline.import_captions", QT_TRANSLATE_NOOP("Actions", "Captions from a file…"), "Timeline"),
    ActionSpec("timeline.export_captions", QT_TRANSLATE_NOOP("Actions", "Captions to a file…"), "Timeline"),
    ActionSpec("timeline.hear_captions", QT_TRANSLATE_NOOP("Actions", "Captions from the voice"), "Timeline"),
    ActionSpec("timeline.snap", QT_TRANSLATE_NOOP("Actions", "Draw to edges, markers and playhead"), "Timeline", ("N",),
               checkable=True),
    ActionSpec("timeline.zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom in"), "Timeline", ("+", "="), repeats=True),
    ActionSpec("timeline.zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out"), "Timeline", ("-",), repeats=True),
    ActionSpec("timeline.fit", QT_TRANSLATE_NOOP("Actions", "Show all of it"), "Timeline", ("0",)),
)
