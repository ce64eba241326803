"""ComfyUI's drawings: values by their place, links past bends and muted nodes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studio.generate.comfyui_graph import settings_of_graph
from studio.generate.comfyui_workflow import parse_workflow


def drawn(number: int, kind: str, values: Any = None, links: dict[str, int] | None = None,  # noqa: ANN401
          mode: int = 0) -> dict[str, Any]:
    inputs = [{"name": name, "type": "*", "link": link} for name, link in (links or {}).items()]
    return {"id": number, "type": kind, "mode": mode, "inputs": inputs, "widgets_values": values or []}


def drawing() -> dict[str, Any]:
    nodes = [
        drawn(1, "UNETLoader", ["flux1-dev.safetensors", "default"]),
        drawn(2, "CLIPTextEncode", ["a face"], {"clip": 20}),
        drawn(3, "FluxGuidance", [3.5], {"conditioning": 21}),
        drawn(4, "CLIPTextEncode", [""], {"clip": 22}),
        drawn(5, "Reroute", None, {"": 23}),
        drawn(6, "ApplyPulidFlux", [0.8, 0.0, 1.0], {"model": 24}),
        drawn(7, "EmptyLatentImage", [512, 768, 1]),
        drawn(8, "KSampler", [1, "randomize", 12, 1.0, "euler", "simple", 0.9],
              {"model": 25, "positive": 26, "negative": 27, "latent_image": 28, "seed": 29}),
        drawn(9, "PrimitiveNode", [77, "fixed"]),
        drawn(10, "VAEDecode", None, {"samples": 30}),
        drawn(11, "SaveImage", ["ComfyUI"], {"images": 31}),
        drawn(12, "DualCLIPLoader", ["a", "b", "flux"]),
        drawn(13, "ApplyPulidFlux", [0.1, 0.0, 1.0], {"model": 24}, mode=4),
    ]
    ends = {20: (12, 2), 21: (2, 3), 22: (12, 4), 23: (3, 5), 24: (1, 6), 25: (6, 8), 26: (5, 8), 27: (4, 8), 28: (7, 8),
            29: (9, 8), 30: (8, 10), 31: (10, 11)}
    return {"nodes": nodes, "links": [[link, start, 0, end, 0, "*"] for link, (start, end) in ends.items()]}


def test_a_drawing_is_read_like_the_graph_it_stands_for() -> None:
    known = settings_of_graph(parse_workflow(json.dumps(drawing())))
    assert (known.prompt, known.negative_prompt, known.seed, known.steps, known.denoise) == ("a face", "", 77, 12, 0.9)
    assert (known.width, known.height, known.guidance, known.weight) == (512, 768, 3.5, 0.8)
    assert dict(known.options)["model"] == "flux1-dev.safetensors"


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


@pytest.mark.parametrize("links", [None, 7, [3], [[1]], [[1, 2]], [["a", "b"]]])
def test_broken_links_leave_values_readable(links: object) -> None:
    content = {"nodes": [drawn(3, "FluxGuidance", [3.5], {"conditioning": 1}), {"id": 4, "type": "Reroute"}], "links": links}
    assert settings_of_graph(parse_workflow(json.dumps(content))).guidance == 3.5


def test_a_bend_that_leads_to_itself_ends() -> None:
    content = drawing()
    content["links"].append([50, 5, 0, 5, 0, "*"])
    content["nodes"][4]["inputs"][0]["link"] = 50
    assert settings_of_graph(parse_workflow(json.dumps(content))).prompt is None
