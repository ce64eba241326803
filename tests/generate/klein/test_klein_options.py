"""What a preset may say to klein."""

from __future__ import annotations

import pytest

from studio.episode.errors import StudioError
from studio.episode.take_request import OptionValue
from studio.generate.klein.klein_options import INSTRUCTION, KleinOptions, klein_options


def test_nothing_said_is_the_default() -> None:
    assert klein_options({}) == KleinOptions()
    assert KleinOptions().keep_references


@pytest.mark.parametrize(("name", "value"), [
    ("precision", "fp8"), ("text_tokens", 128), ("noise", "frame"), ("keep_references", False), ("reference_side", 1024),
    ("instruction", "")])
def test_each_is_taken(name: str, value: OptionValue) -> None:
    assert getattr(klein_options({name: value}), name) == value


@pytest.mark.parametrize(("name", "value", "words"), [
    ("precision", "int8", '"auto", "bf16", "fp8"'), ("text_tokens", 100, "multiple of 64"), ("noise", 1, '"same", "frame"'),
    ("keep_references", 1, "true or false"), ("keep_references", "no", "true or false"),
    ("reference_side", 2048, "from 256 to 1024"), ("instruction", 3, "text"), ("keep_reference", True, "keep_references"),
    ("lora", "x", "Known: precision")])
def test_what_cannot_be_used_is_named(name: str, value: OptionValue, words: str) -> None:
    with pytest.raises(StudioError) as caught:
        klein_options({name: value})
    assert caught.value.kind == "input"
    assert words in caught.value.message
    assert name in caught.value.message
    assert "klein" in caught.value.message


def test_the_instruction_stands_before_the_prompt() -> None:
    assert KleinOptions().told("a portrait") == f"{INSTRUCTION} a portrait"
    assert KleinOptions(instruction="").told("a portrait") == "a portrait"
