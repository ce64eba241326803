"""The type and range of every value in `TakeSettings`, in one place for presets, options and editors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from math import isfinite
from typing import Any, Protocol, TypeAlias, TypeGuard, get_args

from studio.episode.errors import StudioError
from studio.episode.nearest import suggestion
from studio.episode.take_request import Fit, OptionValue, Schedule, TakeSettings

LARGEST_SEED = 2**63 - 1
LONGEST_TEXT = 10_000

Problems: TypeAlias = list[str]


class Rule(Protocol):
    """What one value must be."""

    @property
    def wanted(self) -> str:
        """The rule in words, after "must be"."""

    def accepts(self, value: object) -> bool:
        """Whether `value` obeys."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text that can be stored and handed to another program; `filled`: not empty or blank."""

    filled: bool = False

    @property
    def wanted(self) -> str:
        filled = "text that is not empty" if self.filled else "text"
        return f"{filled}, at most {LONGEST_TEXT} characters and no NUL"

    def accepts(self, value: object) -> bool:
        return is_text(value) and len(value) <= LONGEST_TEXT and bool(not self.filled or value.strip())


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, a multiple of `step`."""

    low: int
    high: int
    step: int = 1

    @property
    def wanted(self) -> str:
        multiple = f", a multiple of {self.step}" if self.step > 1 else ""
        return f"a whole number from {self.low} to {self.high}{multiple}"

    def accepts(self, value: object) -> bool:
        return _is_whole(value) and self.low <= value <= self.high and value % self.step == 0


@dataclass(frozen=True, slots=True)
class Real:
    """A number from `low` (not itself, where `above`) to `high`."""

    low: float
    high: float
    above: bool = False

    @property
    def wanted(self) -> str:
        if self.above:
            return f"a number above {self.low:g}, at most {self.high:g}"
        return f"a number from {self.low:g} to {self.high:g}"

    def accepts(self, value: object) -> bool:
        if not (_is_whole(value) or isinstance(value, float)):
            return False
        return self.low <= value <= self.high and not (self.above and value == self.low)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def wanted(self) -> str:
        return "one of " + ", ".join(f'"{word}"' for word in self.words)

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and value in self.words


@dataclass(frozen=True, slots=True)
class YesNo:
    """true or false."""

    @property
    def wanted(self) -> str:
        return "true or false"

    def accepts(self, value: object) -> bool:
        return isinstance(value, bool)


RULES: Mapping[str, Rule] = {
    "engine": Text(filled=True),
    "prompt": Text(),
    "negative_prompt": Text(),
    "width": Whole(64, 4096, 16),       # the FLUX VAE halves three times, its patches once more
    "height": Whole(64, 4096, 16),
    "fit": OneOf(get_args(Fit)),
    "steps": Whole(1, 200),
    "denoise": Real(0, 1, above=True),
    "schedule": OneOf(get_args(Schedule)),
    "guidance": Real(0, 30),
    "weight": Real(0, 3),
    "start_step": Whole(0, 200),
    "seed": Whole(0, LARGEST_SEED),
}
"""The rule of each field of `TakeSettings` except `options`, in the order of declaration."""

SETTING_NAMES: tuple[str, ...] = tuple(field.name for field in fields(TakeSettings))

_DEFAULTS: Mapping[str, object] = {field.name: field.default for field in fields(TakeSettings)}


def settings_from(
    values: Mapping[str, object], engines: Collection[str] | None = None
) -> tuple[TakeSettings | None, Problems]:
    """Settings made of `values` (names as in `TakeSettings`, `options` a mapping), and every problem met.

    Names that are absent take the default; names that are not settings are the caller's to refuse. With
    `engines`, the engine must be one of them. The settings are None when there is any problem.
    """
    problems = [text for name, rule in RULES.items() for text in _problem(name, rule, values)]
    if "engine" not in values:
        problems.insert(0, "engine is missing")
    problems += _unknown_engine(values.get("engine"), engines)
    problems += _late_start(values)
    options = values.get("options", {})
    problems += _option_problems(options)
    if problems or not isinstance(options, Mapping):
        return None, problems
    plain: dict[str, Any] = {name: _plain(RULES[name], values[name]) for name in RULES if name in values}
    return TakeSettings(**plain, options=tuple(sorted(options.items()))), []


def obeyed(rule: Rule, value: object, spelled: str) -> object:
    """`value` in its one spelling (1 is 1.0 where it is a real number).

    StudioError("input") where it breaks the rule; `spelled` is what the person wrote.
    """
    if not rule.accepts(value):
        raise StudioError("input", f"{spelled} is {shown(value)}; it must be {rule.wanted}.")
    return float(value) if isinstance(rule, Real) and isinstance(value, int | float) else value


def shown(value: object) -> str:
    """`value` as a person would recognise it from their file, shortened."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        text = value if len(value) <= 40 else value[:39] + "…"
        return f'"{text if text.isprintable() else ascii(text)[1:-1]}"'
    if isinstance(value, int | float):
        return repr(value)
    kinds = ((Mapping, "a table"), (list, "a list"), (datetime | date | time, "a date or time"))
    return next((words for kind, words in kinds if isinstance(value, kind)), type(value).__name__)


def is_text(value: object) -> TypeGuard[str]:
    """A string without NUL or half characters, so that files, databases and other programs take it."""
    if not isinstance(value, str) or "\0" in value:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _problem(name: str, rule: Rule, values: Mapping[str, object]) -> Problems:
    if name not in values or rule.accepts(values[name]):
        return []
    return [f"{name} must be {rule.wanted}, not {shown(values[name])}"]


def _plain(rule: Rule, value: object) -> object:
    """One spelling for equal values, since the take's key is made from them: 1 is 1.0, -0.0 is 0.0."""
    return float(value) + 0.0 if isinstance(rule, Real) and isinstance(value, int | float) else value


def _unknown_engine(engine: object, engines: Collection[str] | None) -> Problems:
    if engines is None or not RULES["engine"].accepts(engine) or engine in engines:
        return []
    known = ", ".join(sorted(engines))
    return [f"engine {shown(engine)} is not known{suggestion(str(engine), engines)}, known are {known}"]


def _late_start(values: Mapping[str, object]) -> Problems:
    both = {name: values.get(name, _DEFAULTS[name]) for name in ("start_step", "steps")}
    start, steps = both.values()
    if not all(RULES[name].accepts(value) for name, value in both.items()):
        return []
    if not _is_whole(start) or not _is_whole(steps) or start <= steps:
        return []
    return [f"start_step must not be above steps ({steps}), and is {start}"]


def _option_problems(options: object) -> Problems:
    if not isinstance(options, Mapping):
        return [f"options must be a table, not {shown(options)}"]
    return [
        f"options.{name} must be text, a whole number, a finite number, true or false, not {shown(value)}"
        for name, value in options.items()
        if not _is_option(value)
    ]


def _is_option(value: object) -> TypeGuard[OptionValue]:
    if isinstance(value, float):
        return isfinite(value)
    if _is_whole(value):
        return -(2**63) <= value < 2**63
    return isinstance(value, bool) or Text().accepts(value)
