"""Chooses between window and command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

EXIT_FAILED = 1


def main() -> int:
    """Entry point of `studio`; returns the exit code."""
    words = sys.argv[1:]
    if asks_for_window(words):
        return _window(words)
    from studio.cli.main import run

    return run(words)


def asks_for_window(words: Sequence[str]) -> bool:
    """`studio` alone, or with the folder of an episode; everything else is the command line's."""
    return not words or (len(words) == 1 and (Path(words[0]) / "episode.toml").is_file())


def _window(words: Sequence[str]) -> int:
    """Open the window; where none can be shown, say so in a sentence."""
    from studio.ui.display import display_problem, library_problem

    problem = display_problem()
    if problem is None:
        try:
            from studio.ui.quick_start import load_quickly

            load_quickly()
            from studio.ui.application import run_window
        except ImportError as error:
            problem = library_problem(error)
        else:
            return run_window(words)
    sys.stderr.write(f"studio: {problem}\n")
    return EXIT_FAILED


if __name__ == "__main__":
    sys.exit(main())
