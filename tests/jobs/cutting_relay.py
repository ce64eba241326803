"""Stands between the studio and a worker and cuts the pipe, as a lost connection does.

`python -m tests.jobs.cutting_relay COUNTER CUTS SEED NAME`: of its first CUTS starts (counted in the file COUNTER) each
ends after a number of bytes drawn from SEED; later ones let everything pass.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

_SHORTEST, _LONGEST = 2_000, 1_500_000


def _allowance(counter: Path, cuts: int, seed: int) -> int | None:
    number = int(counter.read_text()) if counter.exists() else 0
    counter.write_text(str(number + 1))
    return random.Random(seed * 1000 + number).randint(_SHORTEST, _LONGEST) if number < cuts else None


def _down(child_input: IO[bytes]) -> None:
    while block := os.read(0, 65536):
        child_input.write(block)
        child_input.flush()
    child_input.close()


def main() -> None:
    """Relay until the allowance is used up or the worker ends."""
    counter, cuts, seed, name = sys.argv[1:5]
    left = _allowance(Path(counter), int(cuts), int(seed))
    child = subprocess.Popen([sys.executable, "-m", "studio", "worker", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    threading.Thread(target=_down, args=(child.stdin,), daemon=True).start()
    while block := os.read(child.stdout.fileno(), 65536):
        if left is not None:
            block, left = block[:left], left - len(block)
        os.write(1, block)
        if left is not None and left <= 0:
            os._exit(0)     # the worker sees the end of its input, the studio a message that stops in the middle


if __name__ == "__main__":
    main()
