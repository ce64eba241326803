"""Times as a film cutter writes them."""

from __future__ import annotations

import math

from studio.ui.numbers import fixed_text

_STEPS = (0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02)
_WHOLE = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_SECONDS_FROM = 0.3         # seconds a label: from here on whole seconds
_FRAMES_FROM = 0.5          # frames a label: from here on frames


def time_code(seconds: float, fps: float) -> str:
    """Minutes, seconds and frames: 0:05:12, with hours from the first hour on: 1:00:05:12."""
    frames = math.floor(seconds * fps + 1e-6)
    rate = round(fps)
    whole, frame = divmod(frames, rate)
    return f"{clock(whole)}:{frame:02d}"


def clock(seconds: int) -> str:
    """0:05, 12:00, 1:00:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def ruler_step(seconds_per_label: float, fps: float) -> float:
    """The seconds between labels: at least what is asked for; whole seconds, frames that divide a second, or parts of a
    frame."""
    if seconds_per_label >= _SECONDS_FROM:
        return float(next((step for step in _WHOLE if step >= seconds_per_label), _WHOLE[-1]))
    if seconds_per_label * fps >= _FRAMES_FROM:
        rate = round(fps)
        counts = [count for count in range(1, rate + 1) if rate % count == 0]
        return next((count / fps for count in counts if count / fps >= seconds_per_label), 1.0)
    return next((step for step in _STEPS if step >= seconds_per_label), 1 / fps)


def ruler_label(seconds: float, step: float, fps: float) -> str:
    """What stands at a label: the clock, with frames where labels are closer than a second, milliseconds closer yet."""
    if step >= 1:
        return clock(round(seconds))
    if step >= 1 / fps - 1e-9:
        return time_code(seconds, fps)
    whole = math.floor(seconds + 1e-9)
    digits = 3 if step >= 0.001 else 5
    return clock(whole) + fixed_text(seconds - whole, digits)[1:]
