"""`python -m tests.benchmarks.recipe_verdicts [en|ru]`: what the evidence lab says of the recipe's own figures."""

from __future__ import annotations

import argparse

from studio.episode.sweep_table import CountTable, PassCount
from studio.review.lab.analysis import analyse
from studio.review.lab.pass_rates import pass_rates
from studio.review.lab.sentences import agreement_sentence, analysis_sentences, source_sentence
from studio.review.lab.unique_frames import source_frames
from studio.review.lab.words import LANGUAGES, Language
from tests.benchmarks.recipe_figures import EARLIER_EPISODE, MINI_TEST, RECIPE

WANTED = 50
NAMES: dict[Language, tuple[str, str]] = {
    "en": ("the earlier episode", "the mini test"), "ru": ("прежний эпизод", "мини-проба"),
}


def verdicts(language: Language) -> list[str]:
    """Every sentence; the last is of D with both of its counts together."""
    a, *_, d = RECIPE.counts
    earlier, again = NAMES[language]
    both = PassCount(d.passed + MINI_TEST.passed, d.tried + MINI_TEST.tried)
    rate = pass_rates(CountTable(RECIPE.presets[3:], (both,)))[0]
    return [*analysis_sentences(analyse(RECIPE), language),
            agreement_sentence(("A", earlier), a, EARLIER_EPISODE, language),
            agreement_sentence(("D", again), d, MINI_TEST, language),
            source_sentence(source_frames(WANTED, rate), language)]


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("language", nargs="?", choices=LANGUAGES, default="en")
    print("\n".join(verdicts(parser.parse_args().language)))


if __name__ == "__main__":
    main()
