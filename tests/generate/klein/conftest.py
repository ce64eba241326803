"""The tiny klein, as diffusers' pipeline and as a folder; nothing of this folder is collected where there is no torch."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from diffusers import Flux2KleinPipeline

    from studio.generate.flux2_klein import KleinEngine

collect_ignore_glob = [] if find_spec("torch") and find_spec("diffusers") else ["test_*.py"]


@pytest.fixture(scope="session")
def stock() -> Flux2KleinPipeline:
    """diffusers' own, tiny."""
    from tests.generate.klein.tiny_klein import tiny_pipeline

    return tiny_pipeline()


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in the published layout."""
    from tests.generate.klein.tiny_klein import write_tiny_klein

    return write_tiny_klein(tmp_path_factory.mktemp("klein"))


@pytest.fixture
def on_processor(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Engines run on the processor with the tiny klein."""
    monkeypatch.setenv("STUDIO_DEVICE", "cpu")
    monkeypatch.setenv("STUDIO_KLEIN_WEIGHTS", str(tiny_folder))
    return tiny_folder


@pytest.fixture
def engine(on_processor: Path) -> KleinEngine:
    """Loaded, with every step as diffusers has it."""
    from studio.generate.flux2_klein import KleinEngine
    from tests.generate.klein.klein_jobs import PLAIN

    assert on_processor
    made = KleinEngine(PLAIN)
    made.load()
    return made
