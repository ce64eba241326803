"""Where the weights of klein lie."""

from __future__ import annotations

import os
from pathlib import Path

from studio.episode.errors import StudioError
from studio.weights.locate import require

WEIGHTS_VARIABLE = "STUDIO_KLEIN_WEIGHTS"
"""A FLUX.2 klein that stands for the published one, such as a fine-tuned one: a diffusers folder with transformer, vae,
text_encoder, tokenizer and scheduler."""

KLEIN = "flux2-klein"
_PARTS = ("transformer", "vae", "text_encoder", "tokenizer", "scheduler")


def klein_folder() -> Path:
    """The folder in $STUDIO_KLEIN_WEIGHTS, else that of the table if it is on this machine.

    Raises StudioError("missing") with the commands that bring what is not here.
    """
    own = os.environ.get(WEIGHTS_VARIABLE, "")
    if not own:
        return require(KLEIN)
    folder = Path(own).expanduser().absolute()
    for part in _PARTS:
        if not (folder / part).is_dir():
            raise StudioError("missing", f"{folder / part} is not there: ${WEIGHTS_VARIABLE} must name a diffusers folder "
                                         "of FLUX.2 klein, or not be set.")
    return folder
