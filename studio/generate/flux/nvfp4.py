"""FLUX.1 in 4-bit floats (NVFP4) through diffusers' nunchaku, for RTX 50 cards. Untested on hardware: there was none.

The kernels are not part of diffusers: it fetches them from the Hub and runs them, and only where the person has said that it
may, by diffusers' own $DIFFUSERS_TRUST_REMOTE_KERNELS.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import torch
from diffusers import FluxTransformer2DModel
from torch import Tensor, nn

from studio.episode.errors import StudioError
from studio.generate.flux.blocks import FluxSizes
from studio.generate.flux.flux_files import sizes_of

NVFP4_VARIABLE = "STUDIO_FLUX_NVFP4"
"""A diffusers folder of FLUX.1-dev's transformer whose config.json has a `quantization_config` of nunchaku_lite."""

_CONSENT = "DIFFUSERS_TRUST_REMOTE_KERNELS"
_INSTEAD = "or set the option precision to fp8 in the preset"


class LayersOf:
    """Reads a loaded diffusers transformer: its layers as they are, whatever their weights are kept in, and its tensors."""

    def __init__(self, model: nn.Module) -> None:
        self._model = model
        self._tensors = model.state_dict()

    def __call__(self, name: str) -> Tensor:
        """One tensor; KeyError where it is not there."""
        tensor: Tensor = self._tensors[name]
        return tensor

    def layer(self, name: str) -> nn.Module:
        """One layer; AttributeError where it is not there."""
        return self._model.get_submodule(name)


def nvfp4_folder() -> Path:
    """$STUDIO_FLUX_NVFP4; raises StudioError("missing") where that or what runs it is not here, or may not run."""
    named = os.environ.get(NVFP4_VARIABLE, "")
    if not named:
        raise StudioError("missing", f"NVFP4 needs a transformer of FLUX.1-dev exported for nunchaku_lite: name its folder "
                                     f"in ${NVFP4_VARIABLE}, {_INSTEAD}.")
    if find_spec("kernels") is None:
        raise StudioError("missing", f"NVFP4 needs the package kernels: pip install kernels, {_INSTEAD}.")
    if os.environ.get(_CONSENT, "").lower() not in ("1", "true", "yes", "on"):
        raise StudioError("missing", "NVFP4 runs kernels that diffusers fetches from the Hub "
                                     f"(rootonchair/nunchaku-lite-kernels): set ${_CONSENT}=true if you trust them, "
                                     f"{_INSTEAD}.")
    return Path(named).expanduser().absolute()


def open_nvfp4(folder: Path, device: str) -> tuple[LayersOf, FluxSizes]:
    """The transformer in `folder` on the card. Raises StudioError("damaged") where diffusers cannot load it."""
    sizes = sizes_of(folder)
    try:
        model = FluxTransformer2DModel.from_pretrained(folder, torch_dtype=torch.bfloat16, local_files_only=True,
                                                       use_safetensors=True)
    except (OSError, ValueError, TypeError, ImportError, RuntimeError) as error:
        raise StudioError("damaged", f"{folder} cannot be loaded as a transformer for nunchaku_lite. Export it anew, "
                                     f"{_INSTEAD}.", repr(error)) from error
    return LayersOf(model.to(device)), sizes
