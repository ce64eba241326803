"""What the steps of the history are called that the window makes.

In English, as the command line files its own, so that a window in either language reads them (see `localized`).
"""

from __future__ import annotations

from studio.episode.decision_table import ACCEPT, REJECT

GAPS = "Frames without a pick"
DEFLICKER = "Deflicker"
FRAME_RATE = "Frames a second"
LOOP_START = "Start of the loop"
LOOP_DIRECTION = "Direction of the loop"
HOLD = "Hold at turns"
IN, OUT, NEITHER = "In", "Out", "Neither in nor out"
SPLIT = "Split"
MARKER, NO_MARKER = "Marker", "Marker taken away"
WHOLE_RECORDING = "The whole recording"
MOVE_CLIP, MOVE_TO_TRACK, TRIM_CLIP = "Move clip", "Move clip to another track", "Trim clip"
CLIP_GAIN, FADE_IN, FADE_OUT = "Gain of a clip", "Fade in", "Fade out"
TRACK_KIND, TRACK_GAIN = "Kind of a track", "Gain of a track"
REMOVE_CLIP, REMOVE_TRACK, REMOVE_CAPTION = "Remove a clip", "Remove a track", "Remove a caption"
WRITE_CAPTION, MOVE_CAPTION, CAPTION_TIME = "Write a caption", "Move caption", "Change a caption's time"
ALL_FRAMES = "all frames"


def decided(value: int, count: int) -> str:
    """`reject 3 takes`; `value` 1 accepts, -1 rejects, 0 clears."""
    word = {ACCEPT: "accept", REJECT: "reject"}.get(value, "clear")
    return f"{word} {count:d} {'take' if count == 1 else 'takes'}"


def decided_frame(value: int, frame: int) -> str:
    """`Reject #52`."""
    return f"Accept #{frame}" if value == ACCEPT else f"Reject #{frame}"


def chosen(frame: int) -> str:
    """Which take stands for its frame."""
    return f"choose the pick of #{frame}"


def settings_used(frame: int) -> str:
    """The settings of a take become the episode's."""
    return f"Use the settings of #{frame}"


def preset(name: str) -> str:
    """Another preset."""
    return f"preset {name}"


def frames(extent: str) -> str:
    """Another range; "" is all of them."""
    return f"frames {extent}" if extent else ALL_FRAMES


def threshold(score: str, limit: float | None) -> str:
    """`threshold of face found 0.75`, by the score's name in English."""
    return f"switch off the threshold of {score}" if limit is None else f"threshold of {score} {limit:g}"


def added(file: str) -> str:
    """A sound."""
    return f"Add {file}"


def captions(file: str) -> str:
    """Captions out of a file."""
    return f"Captions from {file}"


def muted(sound: str, *, on: bool) -> str:
    """A track, by its name."""
    return f"Mute {sound}" if on else f"Unmute {sound}"


def alone(sound: str, *, on: bool) -> str:
    """A track alone, or no longer."""
    return f"Solo {sound}" if on else f"Solo of {sound} off"


def gain(sound: str) -> str:
    """Of a track, by its name."""
    return f"Gain of {sound}"
