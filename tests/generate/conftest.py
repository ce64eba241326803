"""The tiny weights of flux-pulid."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """A folder for $STUDIO_FLUX_WEIGHTS; not to be written to."""
    pytest.importorskip("torch", reason="torch is not installed")
    from tests.generate.flux.tiny_weights import write_tiny_weights

    return write_tiny_weights(tmp_path_factory.mktemp("weights"), shared / "parity")
