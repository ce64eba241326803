"""The commands of the workspace Review."""

from __future__ import annotations

from studio.ui.actions import ActionSpec
from studio.ui.translation import QT_TRANSLATE_NOOP

DECIDING: tuple[ActionSpec, ...] = (
    ActionSpec("review.accept", QT_TRANSLATE_NOOP("Actions", "Accept"), "Review", ("P",)),
    ActionSpec("review.reject", QT_TRANSLATE_NOOP("Actions", "Reject"), "Review", ("X",)),
    ActionSpec("review.clear", QT_TRANSLATE_NOOP("Actions", "Clear the decision"), "Review", ("U",)),
    ActionSpec("review.accept_next", QT_TRANSLATE_NOOP("Actions", "Accept and go on"), "Review", ("Shift+P",)),
    ActionSpec("review.reject_next", QT_TRANSLATE_NOOP("Actions", "Reject and go on"), "Review", ("Shift+X",)),
    ActionSpec("review.clear_next", QT_TRANSLATE_NOOP("Actions", "Clear and go on"), "Review", ("Shift+U",)),
    ActionSpec("review.auto_advance", QT_TRANSLATE_NOOP("Actions", "Go on after each decision"), "Review", ("A",),
               checkable=True),
    ActionSpec("review.choose", QT_TRANSLATE_NOOP("Actions", "Make this take the pick of its frame"), "Review",
               ("Return", "Enter")),
)
SELECTING: tuple[ActionSpec, ...] = (
    ActionSpec("review.select_all", QT_TRANSLATE_NOOP("Actions", "Select all"), "Edit", ("Ctrl+A",)),
    ActionSpec("review.select_none", QT_TRANSLATE_NOOP("Actions", "Select none"), "Edit", ("Ctrl+D",)),
    ActionSpec("review.invert", QT_TRANSLATE_NOOP("Actions", "Invert the selection"), "Edit", ("Ctrl+I",)),
)
SHOWING: tuple[ActionSpec, ...] = (
    ActionSpec("review.grid", QT_TRANSLATE_NOOP("Actions", "Grid"), "View", ("G", "Escape")),
    ActionSpec("review.loupe", QT_TRANSLATE_NOOP("Actions", "Loupe"), "View", ("E",)),
    ActionSpec("review.compare", QT_TRANSLATE_NOOP("Actions", "Compare"), "View", ("C",)),
    ActionSpec("review.survey", QT_TRANSLATE_NOOP("Actions", "Survey"), "View", ("N",)),
    ActionSpec("review.zoom", QT_TRANSLATE_NOOP("Actions", "Zoom"), "View", ("Z",)),
    ActionSpec("review.filter_bar", QT_TRANSLATE_NOOP("Actions", "Filter"), "View", ("\\",)),
    ActionSpec("review.larger", QT_TRANSLATE_NOOP("Actions", "Larger pictures"), "View", ("+", "="), repeats=True),
    ActionSpec("review.smaller", QT_TRANSLATE_NOOP("Actions", "Smaller pictures"), "View", ("-",), repeats=True),
    ActionSpec("review.play", QT_TRANSLATE_NOOP("Actions", "Play the picks"), "Review", ("Space",), "play"),
)
GOING_ON: tuple[ActionSpec, ...] = (
    ActionSpec("review.reroll_selected", QT_TRANSLATE_NOOP("Actions", "Re-roll the selected frames"), "Review",
               ("Ctrl+R",)),
    ActionSpec("review.reroll_out", QT_TRANSLATE_NOOP("Actions", "Re-roll every frame without a pick"), "Review",
               ("Ctrl+Shift+R",)),
    ActionSpec("review.use_picks", QT_TRANSLATE_NOOP("Actions", "Use the picks"), "Review", ("Ctrl+Return",)),
)
LOOKING: tuple[ActionSpec, ...] = (
    ActionSpec("review.zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom in"), "View", ("Ctrl+=", "Ctrl++"), repeats=True),
    ActionSpec("review.zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom out"), "View", ("Ctrl+-",), repeats=True),
    ActionSpec("review.source", QT_TRANSLATE_NOOP("Actions", "Show the source frame, or swap the sides compared"), "View",
               ("S",)),
    ActionSpec("review.against", QT_TRANSLATE_NOOP("Actions", "Compare with something else"), "View", ("B",)),
    ActionSpec("review.scores", QT_TRANSLATE_NOOP("Actions", "Scores over the picture"), "View", ("I",)),
    ActionSpec("review.marks", QT_TRANSLATE_NOOP("Actions", "Face and landmarks over the picture"), "View", ("L",)),
    ActionSpec("review.drop", QT_TRANSLATE_NOOP("Actions", "Take out of the survey"), "Review", ("Delete", "Backspace")),
    ActionSpec("review.play_selected", QT_TRANSLATE_NOOP("Actions", "Play the selected takes"), "Review", ("Shift+Space",)),
    ActionSpec("review.go_to_frame", QT_TRANSLATE_NOOP("Actions", "Go to a frame…"), "Review", ("Ctrl+G",)),
    ActionSpec("review.use_settings", QT_TRANSLATE_NOOP("Actions", "Use the settings of this take"), "Review"),
    ActionSpec("review.reroll_frame", QT_TRANSLATE_NOOP("Actions", "Re-roll this frame"), "Review", ("R",)),
    ActionSpec("review.reveal_take", QT_TRANSLATE_NOOP("Actions", "Show the file of this take"), "Review"),
)
SWEEPS: tuple[ActionSpec, ...] = (
    ActionSpec("review.sweep", QT_TRANSLATE_NOOP("Actions", "Sweep"), "View", ("W",)),
    ActionSpec("review.new_sweep", QT_TRANSLATE_NOOP("Actions", "Compare presets in a new sweep…"), "Review", ("Shift+W",)),
    ActionSpec("review.sweep_go_on", QT_TRANSLATE_NOOP("Actions", "Go on with the sweep"), "Review", ("Shift+G",)),
    ActionSpec("review.sweep_report", QT_TRANSLATE_NOOP("Actions", "Write the sweep's report…"), "Review", ("Shift+R",)),
    ActionSpec("review.blind", QT_TRANSLATE_NOOP("Actions", "Compare the sweep's takes blind"), "Review", ("Shift+B",)),
    ActionSpec("review.sweep_more", QT_TRANSLATE_NOOP("Actions", "Run the sweep on more frames"), "Review", ("Shift+M",)),
    ActionSpec("review.sweep_default", QT_TRANSLATE_NOOP("Actions", "Make the chosen preset the default"), "Review",
               ("Shift+D",)),
)
SPECS: tuple[ActionSpec, ...] = (*DECIDING, *SELECTING, *SHOWING, *LOOKING, *GOING_ON, *SWEEPS)
