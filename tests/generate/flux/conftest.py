"""The numbers of the reference implementation, and the tiny transformer that they were computed with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from torch import Tensor

    from tests.generate.flux.tiny import TinyFlux

pytest.importorskip("torch", reason="torch is not installed")


@pytest.fixture(scope="session")
def parity(shared: Path) -> Path:
    """The folder of the fixtures."""
    return shared / "parity"


@pytest.fixture(scope="session")
def tensors(parity: Path) -> Callable[[str], dict[str, Tensor]]:
    """Reads one of its safetensors files."""
    from safetensors.torch import load_file

    return lambda name: load_file(parity / f"{name}.safetensors")


@pytest.fixture(scope="session")
def facts(parity: Path) -> dict[str, Any]:
    """Sizes and options behind the numbers."""
    read: dict[str, Any] = json.loads((parity / "flux_pulid_config.json").read_text())
    return read


@pytest.fixture(scope="session")
def tiny_flux(parity: Path, facts: dict[str, Any]) -> TinyFlux:
    """The tiny FLUX with its four adapters."""
    from tests.generate.flux.tiny import tiny_flux_of

    return tiny_flux_of(parity, facts)
