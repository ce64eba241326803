"""What keeps an engine from running here, told without loading anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.generate import card_engine
from studio.generate.card_engine import hindrances
from studio.generate.open_engine import engine_status, open_engine

OWN = "STUDIO_FLUX_WEIGHTS"


@pytest.fixture
def able(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Packages, a card and weights of one's own, as far as can be told without loading them."""
    monkeypatch.setattr(card_engine, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.delenv("STUDIO_DEVICE", raising=False)
    monkeypatch.setenv(OWN, str(tmp_path))


def _without(*lacking: str) -> Callable[[str], ModuleSpec | None]:
    return lambda name: None if name in lacking else ModuleSpec(name, None)


@pytest.mark.usefixtures("able")
def test_nothing_in_the_way() -> None:
    assert list(hindrances("flux-pulid", OWN)) == []
    assert engine_status("flux-pulid").available


@pytest.mark.usefixtures("able")
def test_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_engine, "find_spec", _without("torch", "safetensors"))
    assert list(hindrances("flux-pulid", OWN)) == [
        ("torch, safetensors not installed", "pip install 'fullmotion-studio[gpu]'")]


@pytest.mark.usefixtures("able")
def test_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (why, mend), = hindrances("flux-pulid", OWN)
    assert why == "no NVIDIA card here"
    assert "studio hosts add" in mend
    monkeypatch.setenv("STUDIO_DEVICE", "cpu")
    assert list(hindrances("flux-pulid", OWN)) == []


@pytest.mark.usefixtures("able")
def test_weights_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(OWN)
    (why, mend), = hindrances("flux-pulid", OWN)
    assert why.startswith("without ")
    assert "FLUX.1" in why
    assert "studio weights fetch flux1-dev" in mend
    with pytest.raises(StudioError, match="The engine flux-pulid cannot run here: without ") as refused:
        open_engine("flux-pulid", {})
    assert refused.value.kind == "missing"


@pytest.mark.usefixtures("able")
def test_the_first_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_engine, "find_spec", _without("torch"))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv(OWN)
    assert [why.split()[0] for why, _ in hindrances("flux-pulid", OWN)] == ["torch", "no", "without"]
    assert engine_status("flux-pulid").why == "torch not installed"
