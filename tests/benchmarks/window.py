"""`python -m tests.benchmarks.window`: how fast the window is, each figure beside the way it is written first.

Offscreen, over real databases with real thumbnails (see `large_episode`: built once, 100,000 takes in a minute), median
of five. `--only NAME ...` measures some parts: start, grid, generating, blocks, waveform.
The references run too, where the way that is written first does not end in reasonable time at a smaller size, which
stands in the name: 2,000 icons, 10,000 rows, 400 pictures, 10 minutes of sound.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.large_episode import large_episode, to_make_takes_in, working_copy
from tests.benchmarks.report import Line, finish, median
from tests.benchmarks.window_parts.measuring import ROUNDS, run_part

SMALL, LARGE = 1_000, 100_000
_BLOCK_ROUNDS = 3


def main() -> None:
    """Measure, print, exit non-zero past a bound."""
    chosen = _arguments()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    episodes = [large_episode(SMALL), large_episode(LARGE)]     # kept where the person's caches are
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STUDIO_HOME"] = str(Path(folder) / "home")
        small, large = (str(working_copy(episode, Path(folder))) for episode in episodes)
        lines = [line for name in chosen for line in _PARTS[name](small, large)]
    finish(f"the window, offscreen; the reference is the way it is written first ({os.cpu_count()} processors)", lines)


def _start(small: str, large: str) -> list[Line]:
    del large
    ours, naive = _starts("start", small), _starts("naive_start", small)
    return [Line("start to first key, 1,000 takes", ours, naive, "s", 1.0, absolute=True)]


def _starts(part: str, episode: str) -> float:
    """The first start only warms the caches."""
    told = [run_part(part, [repr(time.time()), episode]) for _ in range(ROUNDS + 1)][1:]
    assert not any(one.get("torch", 0) or one.get("code", 0) for one in told)
    return median([one["seconds"] for one in told])


def _grid(small: str, large: str) -> list[Line]:
    del small
    ours, naive = run_part("grid", [large]), run_part("naive_grid", [large])

    def line(name: str, key: str, unit: str, bound: float) -> Line:
        return Line(name, ours[key], naive[key], unit, bound, absolute=True)

    return [
        line("100,000: first paint (ref 2,000 icons)", "first_paint", "ms", 20),
        line("100,000: threshold drag (ref 10,000 rows)", "drag", "ms", 16),
        line("100,000: scroll, worst of 20 (ref full pictures)", "scroll", "ms", 8),
        line("100,000: select all, reject (ref 10,000)", "reject", "ms", 150),
        line("100,000: memory, cache full (ref 400 pictures)", "memory", "MB", 600),
    ]


def _generating(small: str, large: str) -> list[Line]:
    with to_make_takes_in(Path(large)) as copy:
        ours = run_part("generating", [str(copy)])
    naive = run_part("naive_generating", [small])
    assert ours["takes"] > 0
    assert ours["shown"] > 0
    return [Line("16 ms timer late while generating, p99", ours["p99"], naive["p99"], "ms", 16, absolute=True)]


def _blocks(small: str, large: str) -> list[Line]:
    """Each run of the job is in a copy of its own: what was made stays made."""
    del large
    usual, early, cold = ([_blocked(small, word) for _ in range(_BLOCK_ROUNDS)] for word in ("", "early", "cold"))

    def line(name: str, ours: list[dict[str, float]], key: str) -> Line:
        longest, reference = (median([told[key] for told in rounds]) for rounds in (ours, cold))
        return Line(name, longest, reference, "ms", 100, absolute=True)

    return [line("longest block: opening, five first visits, a job", usual, "worst"),
            line("the same, before anything is made beforehand", early, "worst"),
            line("longest block: looks, languages, views, closing", usual, "acts")]


def _blocked(small: str, word: str) -> dict[str, float]:
    with to_make_takes_in(Path(small)) as copy:
        return run_part("blocks", [str(copy), word])


def _waveform(small: str, large: str) -> list[Line]:
    del small, large
    ours, naive = run_part("waveform", []), run_part("naive_waveform", [])
    return [Line("redraw an hour of sound (ref 10 minutes)", max(ours.values()), naive["redraw"], "ms", 8, absolute=True)]


_PARTS: dict[str, Callable[[str, str], list[Line]]] = {
    "start": _start, "grid": _grid, "generating": _generating, "blocks": _blocks, "waveform": _waveform,
}


def _arguments() -> list[str]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(_PARTS), default=list(_PARTS))
    chosen: list[str] = parser.parse_args().only
    return chosen


if __name__ == "__main__":
    main()
