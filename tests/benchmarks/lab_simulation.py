"""`python -m tests.benchmarks.lab_simulation`: how often the evidence lab is right where the truth is known.

`--series N` (4000) made-up sweeps for each line; frames of an orbit whose neighbours resemble each other included.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tests.review.lab import simulations as lab


def main() -> None:
    """Print every line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=4000)
    for line in _lines(parser.parse_args().series):
        print(line, flush=True)


def _lines(series: int) -> Iterator[str]:
    yield "coverage of 95 % intervals, at least 0.93; neighbours correlate by r"
    for frames, rate, r in lab.RATES:
        yield f"  pass rate {rate:.2f}, {frames} frames, r {r}: {lab.coverage_of_rates(frames, rate, r, series):.3f}"
    for frames, r in lab.HIDDEN:
        yield f"  pass rate 0.40 by a hidden score, {frames} frames, r {r}: {lab.coverage_of_hidden(frames, r, series):.3f}"
    for frames, r in lab.MEANS:
        yield f"  mean difference, {frames} frames, r {r}: {lab.coverage_of_means(frames, r, series):.3f}"
    yield "equal presets said to differ, at most 0.05"
    for frames, r in lab.PAIRS:
        yield f"  one pair, {frames} frames, r {r}: {lab.errors_of_pairs(frames, r, series):.3f}"
    for frames, r in (*lab.FAMILIES, (200, 0.8), (100, 0.9)):
        yield f"  any of four presets, {frames} frames, r {r}: {lab.errors_of_families(frames, r, series):.3f}"
    yield "differences found on the frames advised for 0.80"
    for first, second, r, alpha in lab.POWERS:
        frames, found = lab.power_as_advised(first, second, r, alpha, series)
        yield f"  {first} against {second}, r {r}, p <= {alpha:.4f}: {found:.3f} on {frames} frames"


if __name__ == "__main__":
    main()
