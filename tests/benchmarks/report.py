"""How every benchmark prints: what, ours, the reference, the ratio, the bound; and its exit code."""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure. `bound` is on the ratio ours / reference unless `absolute`, then on ours."""

    name: str
    ours: float
    reference: float
    unit: str
    bound: float
    at_most: bool = True
    absolute: bool = False

    @property
    def ratio(self) -> float:
        """Ours over the reference."""
        return self.ours / self.reference if self.reference else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        value = self.ours if self.absolute else self.ratio
        return value <= self.bound if self.at_most else value >= self.bound


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def median(values: Sequence[float]) -> float:
    """The middle of several runs."""
    return statistics.median(values)


def finish(title: str, lines: Sequence[Line]) -> None:
    """Print the table and end the process, non-zero where a bound is broken."""
    print(f"{title} ({platform.processor() or platform.machine()}, Python {platform.python_version()})")
    print(f"{'':<46} {'ours':>11} {'reference':>11} {'ratio':>7}   bound")
    for line in lines:
        sign = "<=" if line.at_most else ">="
        what = f"{line.bound:g} {line.unit}" if line.absolute else f"ratio {sign} {line.bound:g}"
        word = "ok" if line.holds else "BROKEN"
        print(f"{line.name:<46} {line.ours:>8.4g} {line.unit:<2} {line.reference:>8.4g} {line.unit:<2} "
              f"{line.ratio:>7.3f}   {what:<14} {word}")
    sys.exit(0 if all(line.holds for line in lines) else 1)
