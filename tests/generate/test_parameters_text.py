"""The text of Stable Diffusion WebUI."""

from __future__ import annotations

import pytest

from studio.generate.known_settings import KnownSettings
from studio.generate.parameters_text import settings_of_parameters

TEXT = """a face, studio light
two lines: really
Negative prompt: blurry,
dark
Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 4294967296, \
Size: 512x768, Model hash: abc, Model: flux1-dev-fp8, Denoising strength: 0.75, Lora hashes: "a: b, c: d", Version: f2.0"""


def test_everything_is_read() -> None:
    assert settings_of_parameters(TEXT) == KnownSettings(
        prompt="a face, studio light\ntwo lines: really", negative_prompt="blurry,\ndark", width=512, height=768,
        steps=20, denoise=0.75, guidance=3.5, seed=4294967296,
        options=(("cfg", "1"), ("model", "flux1-dev-fp8"), ("sampler", "DPM++ 2M"), ("scheduler", "Karras")))


def test_what_is_missing_or_odd_stays_open() -> None:
    known = settings_of_parameters("Steps: 20, Seed: 99999999999999999999, Size: wide, Denoising strength: much")
    assert known == KnownSettings(prompt="", negative_prompt="", steps=20)
    assert settings_of_parameters(f"x\nSteps: 1, Seed: {2**63}").seed is None


@pytest.mark.parametrize("text", ["", "a face", "a face\nSteps: 20", "Seed: 3"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="steps and seed"):
        settings_of_parameters(text)
