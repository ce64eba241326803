"""What a person sends to others names no place, no person and no token."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from studio.jobs.private_text import without_private


@pytest.mark.parametrize(("text", "sent"), [
    ("/data/models of/x", ".../models of/x"),
    ("/data/alice/flux/ae.safetensors is not there", ".../ae.safetensors is not there"),
    (r"C:\Users\alice\flux\ae.safetensors is not there", r".../ae.safetensors is not there"),
    ("~/models/flux/ae.safetensors", ".../ae.safetensors"),
    ("see https://huggingface.co/black-forest-labs/FLUX.1-dev", "see https://huggingface.co/black-forest-labs/FLUX.1-dev"),
    ("token hf_AbCdEfGhIjKlMn in use", "token hf_... in use"),
    ("12 of 13 and/or none, 0.5 s/frame", "12 of 13 and/or none, 0.5 s/frame"),
])
def test_paths_and_tokens(text: str, sent: str) -> None:
    assert without_private(text) == sent


def test_places_of_this_machine(private_home: Path) -> None:
    text = f"{private_home}/cache/a b/c.png, {Path.home()}/x/y and {tempfile.gettempdir()}/z"
    sent = without_private(text)
    for place in (private_home, Path.home(), tempfile.gettempdir()):
        assert str(place) not in sent
