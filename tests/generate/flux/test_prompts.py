"""Prompts are encoded once, and never again while their file is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, CLIPTextModel, T5EncoderModel

from studio.episode.errors import StudioError
from studio.episode.folders import cache_folder
from studio.generate.flux.prompts import EncodedPrompt, PromptEncoder

TOKENS = 16
CPU = torch.device("cpu")


def encoder(folder: Path, *weights: str) -> PromptEncoder:
    return PromptEncoder(folder, weights or ("digest",), CPU, torch.float32)


@pytest.fixture
def flux(tiny_weights: Path) -> Path:
    return tiny_weights / "flux1-dev"


def test_the_text_encoders_own_numbers(flux: Path) -> None:
    encoded = encoder(flux).encode("a b", TOKENS)
    padded = AutoTokenizer.from_pretrained(flux / "tokenizer_2")("a b", padding="max_length", max_length=TOKENS)
    short = AutoTokenizer.from_pretrained(flux / "tokenizer")("a b", padding="max_length", max_length=77)
    with torch.no_grad():
        text = T5EncoderModel.from_pretrained(flux / "text_encoder_2")(torch.tensor([padded.input_ids]))[0]
        pooled = CLIPTextModel.from_pretrained(flux / "text_encoder")(torch.tensor([short.input_ids])).pooler_output
    assert torch.allclose(encoded.text, text, atol=1e-6)
    assert torch.allclose(encoded.pooled, pooled, atol=1e-6)


def test_a_prompt_seen_before_needs_no_encoder(flux: Path, tmp_path: Path) -> None:
    first = encoder(flux).encode("a b", TOKENS)
    assert _equal(encoder(tmp_path / "nothing here").encode("a b", TOKENS), first)


@pytest.mark.parametrize("what", ["prompt", "tokens", "weights"])
def test_what_differs_is_encoded_anew(flux: Path, tmp_path: Path, what: str) -> None:
    encoder(flux).encode("a b", TOKENS)
    elsewhere = encoder(tmp_path / "nothing here", *(["other"] if what == "weights" else []))
    with pytest.raises(StudioError, match=r"The text encoders in .* cannot be loaded") as refused:
        elsewhere.encode("a" if what == "prompt" else "a b", 32 if what == "tokens" else TOKENS)
    assert refused.value.kind == "damaged"


@pytest.mark.parametrize("damage", [b"", b"x" * 400])
def test_a_damaged_file_is_made_again(flux: Path, tmp_path: Path, damage: bytes) -> None:
    first = encoder(flux).encode("a b", TOKENS)
    file, = (cache_folder() / "prompts").iterdir()
    file.write_bytes(damage)
    assert _equal(encoder(flux).encode("a b", TOKENS), first)
    assert _equal(encoder(tmp_path / "nothing here").encode("a b", TOKENS), first)


def _equal(one: EncodedPrompt, other: EncodedPrompt) -> bool:
    return torch.equal(one.text, other.text) and torch.equal(one.pooled, other.pooled)
