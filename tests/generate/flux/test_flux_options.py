"""What a preset's options may say, and the one sentence for each that cannot be used."""

from __future__ import annotations

import pytest

from studio.episode.errors import StudioError
from studio.episode.take_request import OptionValue
from studio.generate.flux.denoise import Steering
from studio.generate.flux.flux_options import RULES, FluxOptions, flux_options

WRONG: dict[str, tuple[OptionValue, ...]] = {
    "precision": ("fp16", 8), "text_tokens": (100, 0, 1024, "many"), "posterior": ("mean", 1), "noise": ("different", True),
    "true_cfg": (0.5, 21, "high"), "true_cfg_from": (-1, 1.5), "step_cache": (-0.1, 2), "lora": (3,),
    "lora_scale": (-5, "strong")}


def test_every_option_has_a_rule_that_its_default_obeys() -> None:
    assert set(RULES) == set(FluxOptions.__dataclass_fields__) == set(WRONG)
    assert all(rule.accepts(getattr(FluxOptions(), name)) for name, rule in RULES.items())
    assert flux_options({}) == FluxOptions()


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_gives_one_sentence_that_names_the_option(name: str, value: OptionValue) -> None:
    with pytest.raises(StudioError) as refused:
        flux_options({name: value})
    assert refused.value.kind == "input"
    assert refused.value.message.startswith(f"The option {name} of the engine flux-pulid must be ")
    assert refused.value.message.count(". ") == 0


def test_an_unknown_option_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(StudioError, match="has no option presicion") as refused:
        flux_options({"presicion": "fp8"})
    assert "precision" in refused.value.message.partition("Known")[0]


def test_what_steers_the_loop() -> None:
    options = flux_options({"true_cfg": 3, "true_cfg_from": 2, "step_cache": 0.1})
    assert options.steering(4) == Steering(4, 3, 2, 0.1)
    assert options.steering(0).uses_negative
    assert not flux_options({}).steering(0).uses_negative
