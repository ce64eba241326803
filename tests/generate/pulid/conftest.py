"""The numbers of the reference implementation."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")


@pytest.fixture(scope="session")
def parity(shared: Path) -> Path:
    """The folder of fixtures."""
    return shared / "parity"
