"""The visible credit of a video, as one of the things that are laid over its pictures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from studio.episode.settings import EpisodeSettings
from studio.jobs.language import program_language
from studio.jobs.target_step import LaidOver

if TYPE_CHECKING:
    from studio.finish.overlay import FrameOverlay

CREDIT_REVISION = 1


def credit_overlay(settings: EpisodeSettings, engine: str, language: Literal["en", "ru"] | None = None) -> LaidOver | None:
    """Says that it is generated, and by which engine; None where the episode's settings do not ask for it."""
    from studio.finish.credit import CreditOverlay, credit_text

    if not settings.visible_credit:
        return None
    text = credit_text(engine, language=language or program_language())

    def make(width: int, height: int, fps: Fraction) -> FrameOverlay:
        del fps
        return CreditOverlay(text, width, height)

    return LaidOver(["credit", CREDIT_REVISION, text], make)
