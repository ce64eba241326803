"""`studio make --engine klein` with a tiny klein in the published layout, on the processor."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.run_studio import run_studio
from tests.cli.small_inputs import make_arguments, write_inputs

PRESET = """engine = "klein"
prompt = "a portrait"
width = 64
height = 96
steps = 4

[options]
text_tokens = 64
reference_side = 256
"""


@pytest.mark.slow
@pytest.mark.skipif(find_spec("diffusers") is None, reason="diffusers is not installed")
def test_an_episode_by_klein(tmp_path: Path) -> None:
    from tests.generate.klein.tiny_klein import write_tiny_klein

    weights, out = write_tiny_klein(tmp_path / "klein"), tmp_path / "e.mp4"
    env = {"STUDIO_DEVICE": "cpu", "STUDIO_KLEIN_WEIGHTS": str(weights)}
    inputs = write_inputs(tmp_path / "in", frames=3)
    inputs["preset"].write_text(PRESET, encoding="utf-8")
    first = run_studio(*make_arguments(inputs, out), env=env)
    assert first.error["kind"] == "nothing", first.err       # random weights paint no faces
    assert "klein starts from noise" in first.err
    accepted = run_studio("review", tmp_path / "e.episode", "--accept", "0-2", "--json")
    assert accepted.code == 0, accepted.err
    ran = run_studio(*make_arguments(inputs, out), env=env)
    assert ran.code == 0, ran.err
    assert out.is_file()
    told = run_studio("info", out, "--json").result
    assert "klein" in str(told)
