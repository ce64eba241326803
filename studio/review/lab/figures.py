"""The figures of a report, drawn without a window."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from studio.episode.sweep_table import SweepTable
from studio.review.lab.analysis import Analysis
from studio.review.lab.words import Language, say

Format: TypeAlias = Literal["svg", "png"]
COLOURS = ("#2f62db", "#d9772b", "#1e8e5a", "#8e4ec6", "#c93c37", "#59626e", "#0f8b8d", "#9a6b0f")
"""One for each preset, in their order, then again: dark enough on white, told apart with the usual colour blindnesses
by their labels too."""

_INK, _DIM, _SEAM = "#1b1f24", "#59626e", "#dde1e6"
_INCHES = 6.4, 3.6
_YAW = "yaw"


def colour(place: int) -> str:
    """The colour of a preset by its place in the sweep."""
    return COLOURS[place % len(COLOURS)]


def pass_figure(analysis: Analysis, language: Language, kind: Format = "svg") -> bytes:
    """Time against the share that passes, with intervals and the Pareto front; the shares alone where no time is known."""
    timed = all(point.seconds is not None for point in analysis.points)

    def draw(axes: Axes) -> None:
        places = [point.seconds if timed and point.seconds is not None else float(place)
                  for place, point in enumerate(analysis.points)]
        for place, (x, rate) in enumerate(zip(places, analysis.rates, strict=True)):
            if rate.share is not None:
                axes.plot([x, x], [100 * rate.low, 100 * rate.high], color=colour(place), linewidth=2)
                axes.plot(x, 100 * rate.share, "o", color=colour(place), markersize=8)
                axes.annotate(rate.preset, (x, 100 * rate.share), (8, 4), textcoords="offset points", color=_INK)
        if timed:
            _front(axes, analysis)
        axes.set_xlabel(say(language, "axis_seconds" if timed else "axis_preset"))
        axes.set_ylabel(say(language, "axis_pass"))
        axes.set_ylim(-3, 103)
        if not timed:
            axes.set_xticks([])

    return _drawn(draw, kind)


def yaw_figure(table: SweepTable, score: str, language: Language, kind: Format = "svg") -> bytes | None:
    """A score of every take against the yaw of its face; None where either was not measured."""
    if score not in table.scores or _YAW not in table.scores:
        return None

    def draw(axes: Axes) -> None:
        for place, name in enumerate(table.names):
            axes.plot(table.scores[_YAW][place], table.scores[score][place], "o", color=colour(place), markersize=4,
                      alpha=0.7, label=name)
        axes.set_xlabel(say(language, "axis_yaw"))
        axes.set_ylabel(score_word(score, language))
        axes.legend(frameon=False, loc="best")

    return _drawn(draw, kind)


def spread_figure(table: SweepTable, score: str, language: Language, kind: Format = "svg") -> bytes | None:
    """How a score is distributed with each preset: a box over the middle half, the median, every take as a point."""
    if score not in table.scores:
        return None
    columns = [values[~np.isnan(values)] for values in table.scores[score]]

    def draw(axes: Axes) -> None:
        for place, values in enumerate(columns):
            _spread(axes, place, values)
        axes.set_yticks(range(len(columns)), table.names)
        axes.invert_yaxis()
        axes.set_xlabel(score_word(score, language))

    return _drawn(draw, kind)


def score_word(score: str, language: Language) -> str:
    """What a score is called."""
    return say(language, f"score_{score}")


def _spread(axes: Axes, place: int, values: NDArray[np.float64]) -> None:
    if not values.size:
        return
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    shift = np.random.default_rng(place).uniform(-0.22, 0.22, values.size)
    axes.plot(values, place + shift, "o", color=colour(place), markersize=3, alpha=0.35)
    axes.barh(place, high - low, 0.5, low, color=colour(place), alpha=0.25)
    axes.plot([middle, middle], [place - 0.3, place + 0.3], color=colour(place), linewidth=2.5)


def _front(axes: Axes, analysis: Analysis) -> None:
    on_front = sorted((point.seconds or 0.0, 100 * (point.pass_rate or 0.0)) for point in analysis.points if point.on_front)
    if len(on_front) > 1:
        axes.plot(*zip(*on_front, strict=True), color=_DIM, linewidth=1, linestyle="--", zorder=0)


def _drawn(draw: Callable[[Axes], None], kind: Format) -> bytes:
    """Equal tables give equal bytes."""
    with rc_context({"svg.hashsalt": "studio", "font.size": 10}):
        return _saved(draw, kind)


def _saved(draw: Callable[[Axes], None], kind: Format) -> bytes:
    figure = Figure(figsize=_INCHES, dpi=144, layout="constrained")
    axes = figure.add_subplot()
    draw(axes)
    axes.grid(color=_SEAM, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_DIM, length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_color(_DIM)
    out = io.BytesIO()
    figure.savefig(out, format=kind, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return out.getvalue()


def figures(table: SweepTable, analysis: Analysis, language: Language, kind: Format) -> Sequence[tuple[str, bytes]]:
    """All of a report, by the key of what stands under each."""
    drawn = [("figure_pass", pass_figure(analysis, language, kind)),
             ("figure_yaw_det", yaw_figure(table, "det", language, kind)),
             ("figure_yaw_identity", yaw_figure(table, "identity", language, kind)),
             ("figure_det", spread_figure(table, "det", language, kind)),
             ("figure_identity", spread_figure(table, "identity", language, kind))]
    return [(key, data) for key, data in drawn if data is not None]
