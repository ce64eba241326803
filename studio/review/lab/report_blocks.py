"""A report of a sweep as blocks, the same for every format it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from studio.review.lab.block_bootstrap import mean_interval
from studio.review.lab.differences import SECONDS
from studio.review.lab.figures import Format, figures, score_word
from studio.review.lab.mean_text import mean_text, plain_text
from studio.review.lab.report_facts import ContactRow, ReportFacts
from studio.review.lab.sentences import (
    advice_sentence,
    blind_sentence,
    confounded_sentence,
    cost_sentence,
    difference_sentence,
    pair_sentence,
    rate_sentence,
    recommendation_sentence,
    sizes_sentence,
)
from studio.review.lab.words import Language, listed, number, percent, say

ALL_SCORES = ("det", "identity", "identity_at_front", "landmarks", "sharpness", "structure", "perceptual", "noise",
              "flicker", "flow_motion", "frame_diff", "pixel_mean", "pixel_std", "face_pixel_mean", "face_pixel_std")
"""In the order of the table."""

_REFERENCE_OF = {"pixel_mean", "pixel_std", "face_pixel_mean", "face_pixel_std", "sharpness"}


@dataclass(frozen=True, slots=True)
class Heading:
    """Of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence that a reader takes away."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or a few."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences under one another."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; all columns but the first hold figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure in the format asked for, `name` being short and of plain letters, and the line under it."""

    name: str
    data: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Small pictures, a row a preset, over the numbers of their frames."""

    rows: Sequence[ContactRow]
    frames: tuple[int, ...]


Block: TypeAlias = Heading | Lead | Paragraph | Points | Grid | Drawing | Sheet


def report_title(facts: ReportFacts, language: Language) -> str:
    """Such as `Sweep 3 of morning: A, B, C and D on 100 frames`."""
    return say(language, "report_title", sweep=facts.sweep, episode=facts.episode,
               presets=listed(language, facts.table.names), n=len(facts.table.frames))


def report_blocks(facts: ReportFacts, language: Language, kind: Format) -> Iterator[Block]:
    """From the question to what stays open; figures as `kind`."""
    yield Heading(say(language, "heading_question"))
    yield Paragraph(facts.question or say(language, "question_unsaid"))
    yield Lead(recommendation_sentence(facts.analysis.recommendation, language))
    yield from _method(facts, language)
    yield from _results(facts, language)
    yield from (Drawing(key, data, say(language, key)) for key, data in figures(facts.table, facts.analysis, language, kind))
    yield from _comparisons(facts, language)
    yield Heading(say(language, "heading_sheet"))
    yield Sheet(facts.sheet, facts.sheet_frames)
    yield from _spent(facts, language)
    yield Heading(say(language, "heading_gaps"))
    yield Points(tuple(say(language, key, **values) for key, values in facts.gaps))


def _method(facts: ReportFacts, language: Language) -> Iterator[Block]:
    yield Heading(say(language, "heading_method"))
    table = facts.table
    yield Paragraph(say(language, "method", n=len(table.frames), first=int(table.frames[0]), last=int(table.frames[-1]),
                        presets=len(table.presets), engine=facts.engine, analyzer=table.analyzer,
                        strict=number(language, facts.strict)))
    names = tuple(dict.fromkeys(name for preset in table.presets for name in preset.settings))
    rows = [(preset.name, *(str(preset.settings.get(name, "–")) for name in names)) for preset in table.presets]
    yield Grid((say(language, "preset"), *names), tuple(rows))


def _results(facts: ReportFacts, language: Language) -> Iterator[Block]:
    yield Heading(say(language, "heading_results"))
    yield Grid(*_pass_grid(facts, language))
    yield Points(tuple(rate_sentence(rate, language) for rate in facts.analysis.rates))
    yield Grid(*_score_grid(facts, language))
    yield Paragraph(say(language, "scores_note"))


def _pass_grid(facts: ReportFacts, language: Language) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    keys = ("preset", "size_steps", "seconds_a_frame", "strict_pass", "share", "interval")
    rows = []
    for place, rate in enumerate(facts.analysis.rates):
        settings = facts.table.presets[place].settings
        counted = rate.independent
        size = f"{settings['width']}x{settings['height']} / {settings['steps']}" if "width" in settings else "–"
        rows.append((rate.preset, size, _with_interval(facts.table.seconds[place], language),
                     f"{counted.passed}/{counted.tried}", "–" if rate.share is None else percent(language, rate.share),
                     f"{percent(language, rate.low)} – {percent(language, rate.high)}" if counted.tried else "–"))
    return tuple(say(language, key) for key in keys), tuple(rows)


def _score_grid(facts: ReportFacts, language: Language) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A row for each score, a column for each preset, and what the reference has."""
    head = (say(language, "score"), *facts.table.names, say(language, "reference"), say(language, "direction"))
    rows = []
    for name in ALL_SCORES:
        if name in facts.table.scores:
            values = [_with_interval(row, language) for row in facts.table.scores[name]]
            known = facts.reference.get(name) if name in _REFERENCE_OF else None
            rows.append((_row_word(name, facts, language), *values, "–" if known is None else plain_text(known, language),
                         say(language, f"direction_{name}")))
    return head, tuple(rows)


def _row_word(name: str, facts: ReportFacts, language: Language) -> str:
    word = score_word(name, language)
    return say(language, "over_points", score=word, n=facts.points) if name == "landmarks" else word


def _comparisons(facts: ReportFacts, language: Language) -> Iterator[Block]:
    analysis = facts.analysis
    yield Heading(say(language, "heading_comparisons"))
    yield Paragraph(say(language, "paired", n=len(analysis.pairs)) if analysis.paired else say(language, "unpaired"))
    yield Points((*(pair_sentence(pair, language) for pair in analysis.pairs),
                  *(advice_sentence(advice, language) for advice in analysis.advice)))
    told = [one for one in analysis.differences if one.score in (*ALL_SCORES, SECONDS)]
    holding = [replace(one, score=score_word(one.score, language)) for one in told if one.holds]
    if holding:
        yield Paragraph(say(language, "differences_note", n=len(holding), all=len(told)))
        yield Points(tuple(difference_sentence(one, language) for one in holding))
    checked = (*(cost_sentence(cost, language) for cost in analysis.times.costs),
               *(sizes_sentence(size, language) for size in analysis.times.sizes),
               *(confounded_sentence(factors, language) for factors in analysis.confounded))
    if checked:
        yield Points(checked)
    if facts.blind:
        yield Heading(say(language, "heading_blind"))
        yield Points(tuple(blind_sentence(result, language) for result in facts.blind))


def _spent(facts: ReportFacts, language: Language) -> Iterator[Block]:
    yield Heading(say(language, "heading_spent"))
    with_money = any(item.money is not None for item in facts.spent)
    keys = ("stage", "items", "seconds", "device", *(["money"] if with_money else []))
    rows = [(item.stage, str(item.items), number(language, item.seconds, 1), item.device,
             *(["–" if item.money is None else number(language, item.money)] if with_money else []))
            for item in facts.spent]
    yield Grid(tuple(say(language, key) for key in keys), tuple(rows))
    yield Grid((say(language, "machine"), ""), tuple(facts.machine))


def _with_interval(values: NDArray[np.float64], language: Language) -> str:
    return mean_text(mean_interval(values), language)
