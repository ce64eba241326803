"""Which takes a list shows, and in what order: the options that say it, as the window's filter bar does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from studio.episode.errors import StudioError
from studio.episode.face import SCORE_NAMES

if TYPE_CHECKING:
    from studio.review.take_filter import ScoreSpan, TakeFilter, TakeSort

Command = TypeVar("Command", bound=Callable[..., Any])
LISTED = "listed"
"""In place of a range of frames: the takes that the list shows."""

_GROUPS = ("all", "picks", "out", "by-hand", "undecided")
_CONDITION = re.compile(r"\s*(\w+)\s*(<=|>=|<|>|=)\s*(-?\d+(?:\.\d*)?|-?\.\d+)\s*")


def listing_options(command: Command) -> Command:
    """--show, --where, --sort, --descending."""
    for option in reversed((
        click.option("--show", "group", type=click.Choice(_GROUPS), help="List these only: out failed or were rejected."),
        click.option("--where", "conditions", multiple=True, metavar="SCORE<X",
                     help="List those with such a score only, as in 'det<0.8' or 'yaw>=-20'; repeat it: all must hold."),
        click.option("--sort", "by", type=click.Choice(("frame", *SCORE_NAMES)),
                     help="List in this order; takes without that score come last."),
        click.option("--descending", is_flag=True, help="The largest first."),
    )):
        command = option(command)
    return command


def filter_from(group: str | None, conditions: Sequence[str]) -> TakeFilter:
    """What the options let through; StudioError("usage") for a condition that cannot be read."""
    from studio.review.take_filter import Group, TakeFilter

    named = (group or "all").replace("-", " ")
    wanted = TakeFilter(next(known for known in get_args(Group) if known == named))
    for text in conditions:
        score, span = _condition(text)
        wanted = wanted.with_span(score, wanted.span(score).within(span))
    return wanted


def sort_from(by: str | None, *, descending: bool) -> TakeSort:
    """The order that the options name."""
    from studio.review.take_filter import FRAME, TakeSort

    return TakeSort(by or FRAME, descending)


def _condition(text: str) -> tuple[str, ScoreSpan]:
    import math

    from studio.review.take_filter import ScoreSpan

    found = _CONDITION.fullmatch(text)
    if found is None or found[1] not in SCORE_NAMES:
        raise StudioError("usage", f"--where {text!r} cannot be read: write a score, one of < <= > >= = and a number, such "
                                   f"as 'det<0.8'. The scores are {', '.join(SCORE_NAMES)}.")
    score, sign, value = found[1], found[2], float(found[3])
    low = {">": math.nextafter(value, math.inf), ">=": value, "=": value}.get(sign)
    high = {"<": math.nextafter(value, -math.inf), "<=": value, "=": value}.get(sign)
    return score, ScoreSpan(low, high)
