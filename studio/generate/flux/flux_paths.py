"""Where the weights of flux-pulid lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.generate.pulid.identity_encoder import IdentityFiles
from studio.weights.catalog import catalog_row
from studio.weights.locate import find, require
from studio.weights.places import part_path

WEIGHTS_VARIABLE = "STUDIO_FLUX_WEIGHTS"
"""A folder with weights of the published layouts that stand for the published ones, such as a fine-tuned FLUX.1.

In it is a folder for each row of the table of weights: flux1-dev, pulid-flux, eva02-clip, antelopev2 and, if there is
one, face-parser.
"""

FLUX, FLUX_FILE, PULID, TOWER, RECOGNISER, PARSER = (
    "flux1-dev", "flux1-dev-file", "pulid-flux", "eva02-clip", "antelopev2", "face-parser")


@dataclass(frozen=True, slots=True)
class FluxPaths:
    """All of them."""

    flux: Path                      # FLUX.1-dev's diffusers folder
    transformer: Path               # the same folder, or a single file in its stead
    identity: IdentityFiles

    @staticmethod
    def found() -> FluxPaths:
        """Those in $STUDIO_FLUX_WEIGHTS, else those of the table that are on this machine.

        Raises StudioError("missing") with the commands that bring what is not here.
        """
        own = os.environ.get(WEIGHTS_VARIABLE, "")
        if own:
            return _in(Path(own).expanduser().absolute())
        flux = require(FLUX)
        files = IdentityFiles(require(PULID), require(TOWER), require(RECOGNISER) / "glintr100.onnx", find(PARSER))
        return FluxPaths(flux, find(FLUX_FILE) or flux, files)


def _in(folder: Path) -> FluxPaths:
    files = {name: part_path(folder / name, catalog_row(name).parts[0]) for name in (PULID, TOWER, RECOGNISER, PARSER)}
    for path in (folder / FLUX / "transformer", *(files[name] for name in (PULID, TOWER, RECOGNISER))):
        if not path.exists():
            raise StudioError("missing", f"{path} is not there: ${WEIGHTS_VARIABLE} must name a folder with all weights of "
                                         "flux-pulid, or not be set.")
    parser = files[PARSER] if files[PARSER].exists() else None
    flux = folder / FLUX
    return FluxPaths(flux, flux, IdentityFiles(files[PULID], files[TOWER], files[RECOGNISER], parser))
