"""The lab speaks two languages, which say the same."""

from __future__ import annotations

import re

import numpy as np
import pytest

from studio.episode.sweep_table import FramesThere
from studio.review.lab.analysis import analyse
from studio.review.lab.blind import blind_result
from studio.review.lab.identity_threshold import strangers_pass, takes_lost
from studio.review.lab.sentences import (
    analysis_sentences,
    blind_sentence,
    plan_sentence,
    source_sentence,
    threshold_sentence,
)
from studio.review.lab.unique_frames import source_frames
from studio.review.lab.words import LANGUAGES, Language, catalogue, listed, number, percent, plural_form, probability, say
from tests.benchmarks.recipe_verdicts import verdicts
from tests.review.lab.orbits import latent, sweeps, table_of


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_have_the_same_keys_and_places() -> None:
    english, russian = (catalogue(language) for language in LANGUAGES)
    assert english.keys() == russian.keys()
    assert {key: _places(text) for key, text in english.items()} == {key: _places(text) for key, text in russian.items()}


@pytest.mark.parametrize(("language", "forms"), [("en", 2), ("ru", 3)])
def test_every_number_has_all_forms(language: Language, forms: int) -> None:
    for text in catalogue(language).values():
        assert all(len(found.split("|")) == forms for found in re.findall(r"\{\w+\?([^{}]*)\}", text))


@pytest.mark.parametrize(("number_of", "form"), [
    (0, 2), (1, 0), (2, 1), (5, 2), (11, 2), (12, 2), (21, 0), (22, 1), (111, 2),
])
def test_russian_plurals(number_of: int, form: int) -> None:
    assert plural_form("ru", number_of) == form


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert (number("en", 2.734), number("ru", 2.734)) == ("2.73", "2,73")
    assert (percent("ru", 0.035), percent("en", 2 / 3), percent("en", 0.0)) == ("3,5 %", "67 %", "0 %")
    assert (percent("en", 0.995), percent("en", 0.985), percent("en", 1.0)) == ("99.5 %", "98 %", "100 %")
    assert (number("en", -0.001), number("en", -0.01)) == ("0.00", "-0.01")
    assert (probability("ru", 0.0379), probability("en", 3.7e-5), probability("en", 0.0)) == ("0,038", "4·10^-5", "0")
    assert (listed("en", ["A", "B", "C"]), listed("ru", ["A", "B"]), listed("en", ["A"])) == ("A, B and C", "A и B", "A")


def test_a_value_that_is_missing_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("en", "rate", preset="A")


def test_the_recipes_verdicts() -> None:
    text = "\n".join(verdicts("en"))
    assert text.startswith("Not decided: D leads (67 % pass, 95 % interval 49 % to 81 %), but B may be as good; run 34 more")
    for part in (
        "A against D: 10 % against 67 %, the difference holds",
        "B against D: 37 % against 67 %, the difference does not hold (p = 0.038, 0.091 after Holm)",
        "A (3 of 30) and the earlier episode (52 of 100) do not agree",
        "D (20 of 30) and the mini test (26 of 50) can be one preset: p = 0.25",
        "1024x768: 2.73 s fixed and 0.275 s a step",
        "These times do not fit one model: at 2 times the pixels a step costs 31.4 times as much",
        "Size and aspect change together over these presets",
    ):
        assert part in text


@pytest.mark.parametrize("neighbour", [0.0, 0.8])
def test_russian_says_all_that_english_says(neighbour: float) -> None:
    rng = np.random.default_rng(70)
    table = table_of(sweeps(rng, 1, [0.1, 0.5, 0.6], 60, neighbour)[0], seconds=4 + 0.1 * latent(rng, (3, 60), 0.0),
                     identity=latent(rng, (3, 60), neighbour))
    analysis = analyse(table)
    english, russian = (list(analysis_sentences(analysis, language)) for language in LANGUAGES)
    assert len(english) == len(russian) > 15
    assert all(re.search("[а-я]", text) for text in russian)
    assert not any("{" in text for text in english + russian)


@pytest.mark.parametrize(("there", "said"), [
    (None, ("run 618 more frames of each", "сделайте ещё 618 кадров каждым")),
    (FramesThere(618, 618), ("run 618 more frames of each", "сделайте ещё 618 кадров каждым")),
    (FramesThere(617, 618), ("The episode's range has 617 more frames, the source 618: widen the range.",
                             "В диапазоне эпизода осталось 617 кадров, в источнике 618: расширьте диапазон.")),
    (FramesThere(0, 1), ("The source has 1 more frame: a longer source could give them; another seed for the same frames "
                         "could not, as it adds no independent frames.",
                         "В источнике остался 1 кадр: их мог бы дать более длинный источник; другой сид на тех же кадрах "
                         "не поможет: независимых кадров он не прибавляет."))])
def test_no_more_frames_are_advised_than_there_are(there: FramesThere | None, said: tuple[str, str]) -> None:
    table = table_of(sweeps(np.random.default_rng(70), 1, [0.1, 0.5, 0.6], 60, 0.0)[0])
    analysis = analyse(table, there)
    for language, wanted in zip(LANGUAGES, said, strict=True):
        texts = list(analysis_sentences(analysis, language))
        assert wanted in texts[0]
        assert ("run 618" in texts[0] or "сделайте" in texts[0]) == (there is None or there.in_range == 618)
        advice = next(text for text in texts if text.startswith(("B against C: 678", "B против C: 678")))
        assert (wanted in advice) == (there is not None and there.in_range < 618)


def test_frames_of_the_sweep_that_are_not_judged_yet_can_still_be_had() -> None:
    passed = sweeps(np.random.default_rng(70), 1, [0.5, 0.5], 90, 0.0)[0].astype(float)
    passed[:, 60:] = np.nan
    advice = analyse(table_of(passed), FramesThere(5, 7)).advice
    assert [one.left for one in advice] == [FramesThere(35, 37)]


@pytest.mark.parametrize(("there", "said"), [
    (FramesThere(500, 500), "take"),
    (FramesThere(40, 500), "The episode's range has only 40, the source 500: widen the range."),
    (FramesThere(51, 60), "The source has only 60: re-roll the frames that are rejected, or take a longer source."),
    (FramesThere(40, 40), "The source has only 40: a re-roll gives other pictures of the same frames, so only a longer")])
def test_unique_frames_come_from_frames_that_are_there(there: FramesThere, said: str) -> None:
    frames = source_frames(50, takes_lost(np.array([0.3, 0.6, 0.7, 0.8] * 10), 0.65))
    assert (frames.likely or 0) > 60
    assert said in source_sentence(frames, "en", there)
    assert str(there.in_source) in source_sentence(frames, "ru", there) or there.in_range == 500


def test_a_plan_of_more_frames_than_there_are_says_so() -> None:
    assert plan_sentence("D", 50, FramesThere(50, 100), "en") == ""
    assert plan_sentence("D", 51, FramesThere(50, 100), "en").endswith("only 50, the source 100: widen the range.")
    assert plan_sentence("D", 101, FramesThere(50, 100), "ru") == (
        "D, 101 кадр: в источнике их только 100, нужен более длинный.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_sentences(language: Language) -> None:
    identities = np.array([0.3, 0.6, 0.7, 0.8] * 10)
    lost = takes_lost(identities, 0.5)
    said = [blind_sentence(blind_result("A", "B", 15, 3), language), blind_sentence(blind_result("A", "B", 5, 4), language),
            blind_sentence(blind_result("A", "B", 0, 0, ties=2), language),
            *(source_sentence(source_frames(50, rate), language) for rate in (lost, takes_lost(identities, 0)))]
    said += [threshold_sentence(lost, strangers_pass(cosines, ["x", "y"], 0.5), language)
             for cosines in (np.array([0.1, 0.6]), np.array([0.1, 0.2]), np.array([np.nan, np.nan]))]
    unknown = takes_lost(np.array([np.nan]), 0.5)
    said += [threshold_sentence(unknown, strangers_pass(np.array([np.nan]), ["x"], 0.5), language)]
    assert "%" not in said[-1]
    assert len(set(said)) == len(said)
    assert not any("{" in text for text in said)
