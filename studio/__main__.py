"""Chooses between window and command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Entry point of `studio`; returns the exit code."""
    from studio.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
