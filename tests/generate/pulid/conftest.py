"""The numbers of the reference implementation; nothing of this folder is collected where there is no torch."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

collect_ignore_glob = [] if find_spec("torch") else ["test_*.py"]


@pytest.fixture(scope="session")
def parity(shared: Path) -> Path:
    """The folder of fixtures."""
    return shared / "parity"
