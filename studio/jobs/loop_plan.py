"""The loop that an episode's settings make of so many picks."""

from __future__ import annotations

from fractions import Fraction

from studio.episode.settings import EpisodeSettings
from studio.finish.loop import LoopPlan, frame_rate, plan_loop
from studio.finish.palindrome import palindrome_period


def plan_of(settings: EpisodeSettings, picks: int, voice_seconds: Fraction | float,
            start: int | None = None) -> LoopPlan:
    """As `plan_loop`, with the episode's rate, start, direction and hold; a start beyond the picks is the last one.

    `picks` counts all pictures of the loop, those that fill gaps included; `start` is then the one that it begins with.
    """
    start = min(max(0, settings.loop_start if start is None else start), max(0, picks - 1))
    return plan_loop(picks, voice_seconds, frame_rate(settings.fps), start=start, forward=settings.loop_forward,
                     hold=max(0, settings.hold))


def plan_without_voice(settings: EpisodeSettings, picks: int) -> LoopPlan:
    """One period of the loop, to look at before there is a voice."""
    period = palindrome_period(picks, max(0, settings.hold)) if picks else 1
    return plan_of(settings, picks, period / frame_rate(settings.fps))
