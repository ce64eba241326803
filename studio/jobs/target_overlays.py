"""What lies over the picture of every target: burnt captions and the visible credit, as the episode's settings wish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from studio.episode.finish_rules import OFF
from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.episode.track import Caption
from studio.finish.caption_font import CaptionFont
from studio.finish.captions import within
from studio.finish.overlay import FrameOverlay
from studio.finish.targets import Target
from studio.jobs.caption_letters import letters_of_captions
from studio.jobs.language import program_language

CAPTIONS_REVISION, CREDIT_REVISION = 1, 1
BURNED = "burned"


@dataclass(frozen=True, slots=True)
class LaidOver:
    """One overlay: all that it depends on, as JSON values, and how it is made for a video of that width, height and
    rate."""

    inputs: Any
    make: Callable[[int, int, Fraction], FrameOverlay]


def target_overlays(store: EpisodeStore, target: Target) -> list[LaidOver]:
    """The overlays in the order in which they lie over one another; the credit names the engine of the takes.

    Raises StudioError as `letters_of_captions`.
    """
    settings, recipe = store.settings, store.takes.current_recipe()
    captions = _drawn_captions(store, target)
    found = [_burnt(captions, letters_of_captions(store, captions, target))] if captions else []
    return found + ([_credit(recipe[2] if recipe else "")] if settings.visible_credit else [])


def is_laid_over(store: EpisodeStore, target: Target) -> bool:
    """Whether there are any; asks nothing of fonts."""
    return store.settings.visible_credit or bool(_drawn_captions(store, target))


def _drawn_captions(store: EpisodeStore, target: Target) -> Sequence[Caption]:
    timeline = store.timeline()
    return within(timeline.captions, *timeline.span_s) if burns_captions(store.settings, target) else ()


def burns_captions(settings: EpisodeSettings, target: Target) -> bool:
    """Whether captions are drawn into the target's picture."""
    return settings.captions_as == BURNED or (target.burns_captions and settings.captions_as != OFF)


def _burnt(captions: Sequence[Caption], font: CaptionFont | None) -> LaidOver:
    def make(width: int, height: int, fps: Fraction) -> FrameOverlay:
        from studio.finish.burnt_captions import BurntCaptions

        return BurntCaptions(captions, width, height, fps, font)

    said = [[item.start_s, item.end_s, item.text] for item in captions]
    drawn_with = {"font": font.sha256} if font else {}
    return LaidOver({"captions": said, "revision": CAPTIONS_REVISION, **drawn_with}, make)


def _credit(engine: str) -> LaidOver:
    from studio.finish.credit import CreditOverlay, credit_text

    text = credit_text(engine, program_language())

    def make(width: int, height: int, fps: Fraction) -> FrameOverlay:
        del fps
        return CreditOverlay(text, width, height)

    return LaidOver({"credit": text, "revision": CREDIT_REVISION}, make)
