"""The visible credit as a thing laid over the pictures: asked for or not, in the program's language."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from studio.episode.settings import EpisodeSettings
from studio.jobs.credit_overlay import credit_overlay


def test_only_where_it_is_asked_for() -> None:
    assert credit_overlay(EpisodeSettings("a"), "draft") is None


def test_its_inputs_are_its_words_and_it_is_made_for_the_size_of_the_video() -> None:
    settings = replace(EpisodeSettings("a"), visible_credit=True)
    english, russian = (credit_overlay(settings, "draft", language) for language in ("en", "ru"))
    assert english is not None
    assert russian is not None
    assert english.inputs[-1] == "Generated · draft"
    assert russian.inputs[-1] == "Сгенерировано · draft"
    patch = english.make(640, 480, Fraction(25)).at(3)
    assert patch is not None
    assert patch.left + patch.pixels.shape[1] == 640 - 12
