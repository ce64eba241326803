"""The command line starts without anything heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("PySide6", "torch", "diffusers", "insightface", "onnxruntime", "cv2", "av", "scipy", "numpy", "ray")


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-X", "importtime", "-m", "studio", *words], capture_output=True, text=True,
                          check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "studio" in loaded
    assert not loaded & set(HEAVY)
