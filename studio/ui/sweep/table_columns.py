"""The columns of the table of presets: what each says, and by what it is sorted."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.episode.sweep_table import pass_counts
from studio.jobs.sweep_reading import SECONDS, SweepFindings, SweepReading
from studio.review.lab.words import Language, number
from studio.ui.language import shown_language
from studio.ui.sweep.sweep_words import score_word, sentence_case
from studio.ui.translation import tr

NOTHING = "–"
TIMES = "×"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in the table, and the number or text that it is sorted by; NaN last."""

    text: str
    order: float | str


@dataclass(frozen=True, slots=True)
class Column:
    """`rank`: the lower, the longer it stays where there is little room. `cells`: one for each preset."""

    key: str
    title: str
    tip: str
    rank: int
    cells: tuple[Cell, ...]

    @property
    def is_figure(self) -> bool:
        """Whether it stands at the right of its place."""
        return self.key not in ("preset", "size")


def sweep_columns(reading: SweepReading, findings: SweepFindings | None) -> list[Column]:
    """Those of the recipe's table first in rank; scores that nobody measured have none."""
    table, language = reading.table, shown_language()
    arms = range(len(table.presets))
    columns = [
        Column("preset", tr("Preset"), "", 0, tuple(Cell(name, name) for name in table.names)),
        Column("size", tr("Size"), tr("width × height, pixels"), 4, tuple(_size(reading, arm) for arm in arms)),
        Column("steps", tr("Steps"), "", 5, tuple(_setting(reading, arm, "steps") for arm in arms)),
        _means("seconds", tr("s / frame"), tr("Seconds a take, with half the 95 % interval"), 2, SECONDS, findings,
               len(arms)),
        *_pass_columns(reading, findings, language),
    ]
    columns += [_means(name, _title(name), sentence_case(score_word(name)), rank, name, findings, len(arms))
                for rank, name in enumerate(_SCORES, 10) if name in table.scores]
    columns += [_pixels(key, title, rank, names, findings, len(arms), language)
                for key, title, rank, names in _pixel_columns() if names[0] in table.scores]
    return columns


_SCORES = ("identity", "identity_at_front", "landmarks", "sharpness", "structure", "perceptual", "flicker", "noise",
           "flow_motion", "frame_diff")


def _pixel_columns() -> list[tuple[str, str, int, tuple[str, str]]]:
    return [("pixels", tr("Pixels mean / std"), 9, ("pixel_mean", "pixel_std")),
            ("face_pixels", tr("Face mean / std"), 20, ("face_pixel_mean", "face_pixel_std"))]


def _title(score: str) -> str:
    return {"identity": tr("Identity"), "identity_at_front": tr("as from front"), "landmarks": tr("Landmarks"),
            "sharpness": tr("Sharpness"), "structure": tr("Structure"), "perceptual": "LPIPS", "noise": tr("Noise"),
            "flicker": tr("Flicker"), "flow_motion": tr("Flow motion"), "frame_diff": tr("Frame-diff")}[score]


def _pass_columns(reading: SweepReading, findings: SweepFindings | None, language: Language) -> list[Column]:
    counts = pass_counts(reading.table)
    shares = [100 * count.passed / count.tried if count.tried else math.nan for count in counts]
    tip = tr("Face found ≥ {limit}").format(limit=number(language, reading.strict))
    intervals = tuple(_interval(findings, arm) for arm in range(len(counts)))
    return [
        Column("strict", tr("Strict pass"), tip, 1,
               tuple(Cell(f"{count.passed}/{count.tried}" if count.tried else NOTHING, count.passed) for count in counts)),
        Column("share", "%", tip, 1,
               tuple(Cell(NOTHING if math.isnan(share) else f"{share:.0f}", share) for share in shares)),
        Column("interval", tr("95 % interval"), tr("Wilson's, on as many frames as the neighbours' likeness leaves"), 3,
               intervals),
    ]


def _interval(findings: SweepFindings | None, arm: int) -> Cell:
    rate = findings.analysis.rates[arm] if findings else None
    if rate is None or rate.share is None:
        return Cell(NOTHING, math.nan)
    return Cell(f"{100 * rate.low:.0f} – {100 * rate.high:.0f}", rate.low)


def _size(reading: SweepReading, arm: int) -> Cell:
    settings = reading.table.presets[arm].settings
    if "width" not in settings:
        return Cell(NOTHING, math.nan)
    width, height = int(settings["width"]), int(settings["height"])
    return Cell(f"{width}{TIMES}{height}", float(width * height))


def _setting(reading: SweepReading, arm: int, name: str) -> Cell:
    value = reading.table.presets[arm].settings.get(name)
    return Cell(NOTHING, math.nan) if value is None else Cell(str(value), float(value))


def _means(key: str, title: str, tip: str, rank: int, name: str, findings: SweepFindings | None, arms: int) -> Column:
    if findings is None or name not in findings.means:      # takes came, and with them a score, since it was analysed
        return Column(key, title, tip, rank, (Cell("…", math.nan),) * arms)
    from studio.review.lab.mean_text import mean_text  # the analysis has loaded it meanwhile

    found = findings.means[name]
    return Column(key, title, tip, rank, tuple(Cell(mean_text(mean, shown_language()), mean.mean) for mean in found))


def _pixels(key: str, title: str, rank: int, names: tuple[str, str], findings: SweepFindings | None, arms: int,
            language: Language) -> Column:
    tip = sentence_case(" / ".join(map(score_word, names)))
    if findings is None or not findings.means.keys() >= set(names):
        return Column(key, title, tip, rank, (Cell("…", math.nan),) * arms)
    pairs = zip(findings.means[names[0]], findings.means[names[1]], strict=True)
    cells = tuple(Cell(NOTHING if math.isnan(mean.mean) else f"{number(language, mean.mean, 1)} / "
                       f"{number(language, std.mean, 1)}", mean.mean) for mean, std in pairs)
    return Column(key, title, tip, rank, cells)


def sorted_arms(column: Column, *, descending: bool) -> list[int]:
    """The places of the presets in the order of a column; what has no value comes last."""
    def missing(arm: int) -> bool:
        order = column.cells[arm].order
        return isinstance(order, float) and math.isnan(order)

    known = [arm for arm in range(len(column.cells)) if not missing(arm)]
    by: Callable[[int], tuple[float, str]] = lambda arm: _order(column.cells[arm].order)  # noqa: E731
    return [*sorted(known, key=by, reverse=descending), *(arm for arm in range(len(column.cells)) if missing(arm))]


def _order(value: float | str) -> tuple[float, str]:
    return (0.0, value.casefold()) if isinstance(value, str) else (value, "")


def fitting(columns: Sequence[Column], widths: Sequence[int], room: int, always: set[str], never: set[str]) -> list[bool]:
    """Which columns are shown in `room` pixels: by rank, `always` whatever the room, `never` not."""
    shown = [column.key in always and column.key not in never for column in columns]
    used = sum(width for width, yes in zip(widths, shown, strict=True) if yes)
    for place in sorted(range(len(columns)), key=lambda place: columns[place].rank):
        if shown[place] or columns[place].key in never:
            continue
        if columns[place].rank and used + widths[place] > room:
            break
        shown[place] = True
        used += widths[place]
    return shown
