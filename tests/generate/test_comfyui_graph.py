"""ComfyUI's graphs: what they say is read, what they leave open stays open."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studio.generate.comfyui_graph import parse_prompt, settings_of_graph
from studio.generate.known_settings import KnownSettings
from tests.generate.comfyui_pictures import PROMPT, custom_sampler_graph, ksampler_graph, node


def read(graph: dict[str, Any]) -> KnownSettings:
    return settings_of_graph(parse_prompt(json.dumps(graph)))


def test_the_recipe_is_read_whole() -> None:
    assert read(ksampler_graph()) == KnownSettings(
        prompt=PROMPT, negative_prompt="blurry", width=256, height=384, steps=12, denoise=0.9, schedule="comfyui",
        guidance=3.5, weight=0.8, start_step=0, seed=200, software="ComfyUI",
        options=(("cfg", 1.0), ("model", "flux1-dev.safetensors"), ("sampler", "euler"), ("scheduler", "simple"),
                 ("start_at", 0.0)))


def test_noise_guider_and_sigmas_apart_and_values_from_primitives() -> None:
    assert read(custom_sampler_graph()) == KnownSettings(
        prompt=PROMPT, negative_prompt=None, width=512, height=768, steps=20, denoise=1.0, schedule="comfyui",
        guidance=4.0, weight=None, start_step=None, seed=664154487549730, software="ComfyUI",
        options=(("model", "flux1-dev.safetensors"), ("sampler", "euler"), ("scheduler", "beta")))


def test_the_advanced_sampler_says_no_denoise() -> None:
    graph = ksampler_graph()
    del graph["10"]["inputs"]["seed"], graph["10"]["inputs"]["denoise"]
    graph["10"]["inputs"] |= {"noise_seed": 7, "add_noise": "enable", "start_at_step": 2, "end_at_step": 10000}
    known = read(graph)
    assert (known.seed, known.denoise, known.steps) == (7, None, 12)


def test_what_two_samplers_differ_on_is_not_known() -> None:
    graph = ksampler_graph()
    graph["13"] = node("FaceDetailer", image=["11", 0], model=["1", 0], seed=99, steps=12, cfg=1.0, denoise=0.5,
                       sampler_name="euler", scheduler="simple", positive=["3", 0], negative=["4", 0])
    graph["12"]["inputs"]["images"] = ["13", 0]
    known = read(graph)
    assert (known.seed, known.denoise) == (None, None)
    assert (known.steps, known.prompt, known.guidance) == (12, PROMPT, 3.5)


def test_a_second_stage_without_noise_of_its_own_has_no_seed() -> None:
    graph = ksampler_graph()
    first = graph["10"]["inputs"]
    del first["seed"]
    first |= {"noise_seed": 7, "add_noise": "enable"}
    graph["13"] = node("KSamplerAdvanced", **{**first, "noise_seed": 0, "add_noise": "disable", "latent_image": ["10", 0]})
    graph["11"]["inputs"]["samples"] = ["13", 0]
    assert read(graph).seed == 7


def test_a_node_that_does_not_lead_to_the_picture_says_nothing_of_it() -> None:
    graph = ksampler_graph()
    graph["40"] = node("KSampler", **{**graph["10"]["inputs"], "seed": 1, "steps": 50})
    assert (read(graph).seed, read(graph).steps) == (200, 12)


@pytest.mark.parametrize(("maker", "expected"), [
    (node("Seed (rgthree)", seed=31), 31),
    (node("PrimitiveInt", value=32, control_after_generate="randomize"), 32),
    (node("Adder", a=30, b=3), None),
    (node("PrimitiveInt", value=["31", 0]), None),
    (node("PrimitiveString", value="33"), None),
])
def test_a_linked_seed_is_read_where_one_value_is_handed_on(maker: dict[str, Any], expected: int | None) -> None:
    assert read({**ksampler_graph(["31", 0]), "31": maker}).seed == expected


@pytest.mark.parametrize(("between", "expected"), [
    (node("ConditioningZeroOut", conditioning=["2", 0]), ""),
    (node("ControlNetApplyAdvanced", positive=["3", 0], negative=["4", 0], strength=0.5), "blurry"),
    (node("ConditioningCombine", conditioning_1=["2", 0], conditioning_2=["4", 0]), None),
    (node("CLIPTextEncodeFlux", clip_l="", t5xxl="soft", guidance=3.5, clip=["20", 0]), "soft"),
    (node("CLIPTextEncodeFlux", clip_l="hard", t5xxl="soft", guidance=3.5, clip=["20", 0]), None),
    (node("CLIPTextEncode", text="", clip=["20", 0]), ""),
    (node("CLIPTextEncode", text=["99", 0], clip=["20", 0]), None),
    (node("SomethingUnknown", image=["9", 0]), None),
    (node("ConditioningAverage", conditioning_to=["30", 0], conditioning_from=["4", 0]), "blurry"),
])
def test_prompts_are_followed_to_their_text(between: dict[str, Any], expected: str | None) -> None:
    graph = {**ksampler_graph(negative=["30", 1]), "30": between}
    assert read(graph).negative_prompt == expected
    assert read(graph).prompt == PROMPT


@pytest.mark.parametrize(("values", "seed", "steps", "denoise"), [
    ({"seed": 2**63 - 1}, 2**63 - 1, 12, 0.9),
    ({"seed": 2**64 - 1}, None, 12, 0.9),
    ({"seed": -1}, None, 12, 0.9),
    ({"seed": True, "steps": "12", "denoise": None}, None, None, None),
    ({"denoise": float("nan")}, 200, 12, None),
    ({"denoise": float("inf"), "steps": 12.5}, 200, None, None),
    ({"denoise": 10**400}, 200, 12, None),
])
def test_values_that_are_none_of_ours_are_not_known(values: dict[str, Any], seed: int | None, steps: int | None,
                                                    denoise: float | None) -> None:
    known = read(ksampler_graph(**values))
    assert (known.seed, known.steps, known.denoise) == (seed, steps, denoise)


def test_a_seed_too_large_for_the_studio_is_kept_beside() -> None:
    assert ("large_seed", str(2**64 - 1)) in read(ksampler_graph(2**64 - 1)).options


def test_half_a_character_does_not_stop_what_is_written_later() -> None:
    graph = ksampler_graph()
    graph["2"]["inputs"]["text"] = "caf\ud83d"
    prompt = read(graph).prompt
    assert prompt is not None
    assert prompt.encode("utf-8") == b"caf?"


def test_injecting_the_identity_later_leaves_the_step_open() -> None:
    graph = ksampler_graph()
    graph["6"]["inputs"]["start_at"] = 0.25
    known = read(graph)
    assert known.start_step is None
    assert ("start_at", 0.25) in known.options


def test_the_weight_of_something_else_is_not_the_identitys() -> None:
    graph = ksampler_graph(model=["30", 0])
    graph["30"] = node("IPAdapterAdvanced", model=["6", 0], weight=0.3, start_at=0.5)
    known = read(graph)
    assert (known.weight, known.start_step) == (0.8, 0)


def test_circles_and_dangling_links_end() -> None:
    graph = ksampler_graph(["10", 0], positive=["30", 0], steps=["nowhere", 0])
    graph["30"] = node("ConditioningCombine", conditioning_1=["31", 0], conditioning_2=["30", 0])
    graph["31"] = node("Reroute", conditioning=["30", 0])
    graph["32"] = node("PrimitiveInt", value=["32", 0])
    graph["10"]["inputs"]["denoise"] = ["32", 0]
    known = read(graph)
    assert (known.prompt, known.seed, known.steps, known.denoise) == (None, None, None, None)


@pytest.mark.parametrize(("text", "reason"), [
    ("", "Expecting value"), ("{", "Expecting"), ("[1]", "not a JSON object"), ("{}", "no nodes"),
    ('{"1": 5, "2": {"class_type": 3, "inputs": {}}, "3": {"class_type": "KSampler"}}', "no nodes"),
    ("[" * 200_000, "nested|recursion"), ('{"1": ' * 200_000, "nested|recursion"),
])
def test_what_is_no_graph_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_prompt(text)
