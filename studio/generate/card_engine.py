"""Whether an engine that needs a card, torch and weights can run here, told without loading any of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec

from studio.weights.catalog import rows_wanted_by
from studio.weights.locate import fetch_steps, find_row

DEVICE_VARIABLE = "STUDIO_DEVICE"
"""Where engines run: "cuda" or "cpu"; not set, on the card."""

_PACKAGES = ("torch", "diffusers", "transformers", "safetensors")


def hindrances(name: str, own_weights: str) -> Iterator[tuple[str, str]]:
    """What keeps the engine `name` from running here, and what mends it, the first first.

    `own_weights` is the environment variable that names weights of one's own in place of those of the table.
    """
    lacking = [package for package in _PACKAGES if find_spec(package) is None]
    if lacking:
        yield f"{', '.join(lacking)} not installed", "pip install 'fullmotion-studio[gpu]'"
    if os.environ.get(DEVICE_VARIABLE, "") != "cpu" and shutil.which("nvidia-smi") is None:
        yield "no NVIDIA card here", "studio hosts add NAME user@machine, for a card on another machine"
    if not os.environ.get(own_weights, ""):
        missing = [row for row in rows_wanted_by(name) if not row.optional and find_row(row) is None]
        if missing:
            steps = [step for row in missing for step in fetch_steps(row)]
            yield f"without {', '.join(row.title for row in missing)}", "; ".join(dict.fromkeys(steps))
