"""The request that stands for a picture made elsewhere: nothing invented, nothing doubled."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studio.episode.external_takes import shown_settings, unknown_settings
from studio.episode.take_request import TakeRequest, TakeSettings
from studio.generate.imported import external_request, known_settings
from studio.generate.known_settings import KnownSettings
from tests.generate.comfyui_pictures import PROMPT, custom_sampler_graph, drawing, ksampler_graph

NOTHING_KNOWN = ("prompt", "negative_prompt", "steps", "denoise", "schedule", "guidance", "weight", "start_step", "seed",
                 "fit", "references")


def test_known_values_stand_in_the_settings_and_the_rest_is_named() -> None:
    known, problems = known_settings({"prompt": json.dumps(ksampler_graph())})
    request = external_request("a" * 64, "b" * 64, replace(known, denoise=None), 256, 384)
    assert problems == []
    assert unknown_settings(request) == ("denoise", "fit", "references")
    settings = request.settings
    assert (settings.engine, settings.prompt, settings.steps, settings.seed) == ("external", PROMPT, 12, 200)
    assert (settings.width, settings.height) == (256, 384)
    assert request.engine_revision == "picture:" + "a" * 64
    assert TakeRequest.from_json(request.canonical_json()) == request


def test_of_an_unknown_picture_no_value_could_be_taken_for_a_real_one() -> None:
    request = external_request("a" * 64, "b" * 64, KnownSettings(), 100, 50)
    assert unknown_settings(request) == NOTHING_KNOWN
    settings = request.settings
    assert {settings.steps, settings.denoise, settings.guidance, settings.weight, settings.start_step, settings.seed} == {-1}
    shown = shown_settings(asdict(settings))
    assert shown == {"engine": "external", "width": 100, "height": 50, "options": [], "unknown": list(NOTHING_KNOWN),
                     **dict.fromkeys(NOTHING_KNOWN[:-1])}
    assert shown_settings(json.loads(request.canonical_json())["settings"]) == shown


def test_settings_of_an_engine_are_shown_as_they_are() -> None:
    settings = TakeSettings("command", options=(("argv", "x"),))
    assert shown_settings(asdict(settings)) == asdict(settings)


def test_the_same_picture_on_the_same_frame_is_the_same_take() -> None:
    known = KnownSettings(seed=3)
    key = external_request("a" * 64, "b" * 64, known, 8, 8).key
    assert external_request("a" * 64, "b" * 64, known, 8, 8).key == key
    assert external_request("c" * 64, "b" * 64, known, 8, 8).key != key
    assert external_request("a" * 64, "c" * 64, known, 8, 8).key != key


def test_a_size_that_was_changed_later_is_kept_beside() -> None:
    known = KnownSettings(width=512, height=768)
    assert ("made_at", "512x768") in external_request("a", "b", known, 1024, 1536).settings.options
    assert "made_at" not in dict(external_request("a", "b", known, 512, 768).settings.options)


def test_the_most_exact_text_counts_and_a_broken_one_leaves_nothing_known() -> None:
    parameters = "x\nSteps: 3, Seed: 4"
    assert known_settings({"parameters": parameters})[0].seed == 4
    assert known_settings({"parameters": parameters, "prompt": json.dumps(ksampler_graph())})[0].seed == 200
    known, problems = known_settings({"prompt": '{"1": ', "parameters": parameters})
    assert known == KnownSettings()
    assert len(problems) == 1
    assert '"prompt" cannot be read' in problems[0]
    assert known_settings({"Title": "x"}) == (KnownSettings(), [])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 40) | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=4)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    """The way to every value inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(way for key, item in inside for way in places(item, (*path, key)))]


@given(st.sampled_from(("prompt", "workflow")), st.booleans(), st.data())
def test_a_graph_damaged_anywhere_is_read_or_said_to_be_broken(name: str, other: bool, data: st.DataObject) -> None:
    graph: Any = drawing() if name == "workflow" else custom_sampler_graph() if other else ksampler_graph()
    for _ in range(data.draw(st.integers(1, 4))):
        way = data.draw(st.sampled_from(places(graph)[1:]))
        place = graph
        for key in way[:-1]:
            place = place[key]
        place[way[-1]] = data.draw(ANYTHING)
        if len(places(graph)) < 2:
            break
    known, problems = known_settings({name: json.dumps(graph)})
    assert not problems or known == KnownSettings()
    request = external_request("a", "b", known, 8, 8)
    assert TakeRequest.from_json(request.canonical_json()) == request
