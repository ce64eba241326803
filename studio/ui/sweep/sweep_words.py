"""Titles and names of a sweep in words."""

from __future__ import annotations

from studio.episode.sweep_records import Sweep
from studio.review.lab.words import say
from studio.ui.language import shown_language
from studio.ui.translation import tr


def sweep_title(sweep: Sweep) -> str:
    """Such as `Sweep 3 · four presets on the same 30 frames`."""
    presets, frames = presets_text(len(sweep.arms)), tr("the same %n frame(s)", "", len(sweep.frames))
    return tr("Sweep {number} · {presets} on {frames}").format(number=sweep.id, presets=presets, frames=frames)


def presets_text(count: int) -> str:
    """`four presets`; from ten on in figures."""
    words = {2: tr("two presets"), 3: tr("three presets"), 4: tr("four presets"), 5: tr("five presets"),
             6: tr("six presets"), 7: tr("seven presets"), 8: tr("eight presets"), 9: tr("nine presets")}
    return words.get(count) or tr("%n preset(s)", "", count)


def score_word(score: str) -> str:
    """What a score is called, as in the report."""
    return say(shown_language(), f"score_{score}")


def sentence_case(text: str) -> str:
    """With a capital at the front."""
    return text[:1].upper() + text[1:]
