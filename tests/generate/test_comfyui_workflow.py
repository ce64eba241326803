"""ComfyUI's drawings: values by their place, links past bends and muted nodes."""

from __future__ import annotations

import json

import pytest

from studio.generate.comfyui_graph import settings_of_graph
from studio.generate.comfyui_workflow import parse_workflow
from tests.generate.comfyui_pictures import drawing, drawn


def test_a_drawing_is_read_like_the_graph_it_stands_for() -> None:
    known = settings_of_graph(parse_workflow(json.dumps(drawing())))
    assert (known.prompt, known.negative_prompt, known.seed, known.steps, known.denoise) == ("a face", "", 77, 12, 0.9)
    assert (known.width, known.height, known.guidance, known.weight) == (512, 768, 3.5, 0.8)
    assert dict(known.options)["model"] == "flux1-dev.safetensors"


def test_a_bypassed_node_says_nothing() -> None:
    content = drawing()
    assert content["nodes"][5]["type"] == "ApplyPulidFlux"
    content["nodes"][5]["mode"] = 4
    known = settings_of_graph(parse_workflow(json.dumps(content)))
    assert (known.weight, known.start_step, known.seed) == (None, None, 77)


def test_values_with_names_and_nodes_nobody_knows() -> None:
    content = drawing()
    content["nodes"][7]["widgets_values"] = {"seed": 5, "steps": 9, "denoise": 0.5}
    content["nodes"].append(drawn(40, "SomethingNew", [1, 2, 3]))
    known = settings_of_graph(parse_workflow(json.dumps(content)))
    assert (known.seed, known.steps) == (77, 9)


@pytest.mark.parametrize("text", ['{"nodes": []}', '{"nodes": {"1": 2}}', "{}", "[]", "{", '{"nodes": [1, {"id": 2}]}'])
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_workflow(text)


@pytest.mark.parametrize("links", [None, 7, [3], [[1]], [[1, 2]], [[1, [2]]], [["a", "b"]]])
def test_broken_links_leave_values_readable(links: object) -> None:
    content = {"nodes": [drawn(3, "FluxGuidance", [3.5], {"conditioning": 1}), {"id": 4, "type": "Reroute"}], "links": links}
    assert settings_of_graph(parse_workflow(json.dumps(content))).guidance == 3.5


def test_a_bend_that_leads_to_itself_ends() -> None:
    content = drawing()
    content["links"].append([50, 5, 0, 5, 0, "*"])
    content["nodes"][4]["inputs"][0]["link"] = 50
    assert settings_of_graph(parse_workflow(json.dumps(content))).prompt is None
