"""ComfyUI's PNG text `workflow`, the drawing that its window saves, read where the text `prompt` is missing.

There the values of a node stand in a list without names; those of the usual nodes are known here, in the order in
which ComfyUI's own nodes (comfy_extras, nodes.py) and PuLID-Flux declare them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from studio.generate.comfyui_graph import Graph, Node, parse_object

NodeId: TypeAlias = int | str
Links: TypeAlias = Mapping[int, NodeId]
"""By id: the node that each comes from."""

_ALWAYS = 0         # a node's mode; 2 is muted, 4 bypassed

_VALUES: Mapping[str, tuple[str, ...]] = {
    "KSampler": ("seed", "control_after_generate", "steps", "cfg", "sampler_name", "scheduler", "denoise"),
    "KSamplerAdvanced": ("add_noise", "noise_seed", "control_after_generate", "steps", "cfg", "sampler_name",
                         "scheduler", "start_at_step", "end_at_step", "return_with_leftover_noise"),
    "RandomNoise": ("noise_seed", "control_after_generate"),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "KSamplerSelect": ("sampler_name",),
    "CFGGuider": ("cfg",),
    "FluxGuidance": ("guidance",),
    "CLIPTextEncode": ("text",),
    "CLIPTextEncodeFlux": ("clip_l", "t5xxl", "guidance"),
    "EmptyLatentImage": ("width", "height", "batch_size"),
    "EmptySD3LatentImage": ("width", "height", "batch_size"),
    "ImageScale": ("upscale_method", "width", "height", "crop"),
    "UNETLoader": ("unet_name", "weight_dtype"),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "ApplyPulidFlux": ("weight", "start_at", "end_at"),
    "PrimitiveNode": ("value", "control_after_generate"),
    "PrimitiveInt": ("value", "control_after_generate"),
    "PrimitiveFloat": ("value",),
    "PrimitiveString": ("value",),
    "PrimitiveStringMultiline": ("value",),
}


def parse_workflow(text: str) -> Graph:
    """The graph in the text `workflow`; raises ValueError with the reason where it is none."""
    content = parse_object(text)
    listed = content.get("nodes")
    nodes = [item for item in listed if _is_node(item)] if isinstance(listed, list) else []
    if not nodes:
        raise ValueError("it holds no nodes")
    origins = _origins(content.get("links"), {item["id"]: item for item in nodes})
    return {str(item["id"]): Node(item["type"], {**_values(item), **_links(item, origins)}) for item in nodes
            if item.get("mode", _ALWAYS) == _ALWAYS and item["type"] != "Reroute"}


def _is_node(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str | int) and isinstance(item.get("type"), str)


def _values(item: Mapping[str, Any]) -> dict[str, Any]:
    values = item.get("widgets_values")
    if isinstance(values, dict):
        return dict(values)
    return dict(zip(_VALUES.get(item["type"], ()), values, strict=False)) if isinstance(values, list) else {}


def _links(item: Mapping[str, Any], origins: Links) -> dict[str, Any]:
    return {entry["name"]: [origins[link], 0] for entry in _inputs(item)
            if isinstance(entry.get("name"), str) and (link := _link(entry)) in origins}


def _origins(links: object, nodes: Mapping[NodeId, Mapping[str, Any]]) -> Links:
    """Where each link comes from, past the bends that are nodes of their own."""
    rows: Sequence[Any] = links if isinstance(links, list) else ()
    direct = {row[0]: row[1] for row in rows if _is_link_row(row)}
    return {link: _past_bends(link, direct, nodes) for link in direct}


def _is_link_row(row: object) -> bool:
    return isinstance(row, list) and len(row) > 1 and isinstance(row[0], int) and isinstance(row[1], int | str)


def _past_bends(link: int, direct: Links, nodes: Mapping[NodeId, Mapping[str, Any]]) -> NodeId:
    origin = direct[link]
    for _ in range(len(direct)):
        item = nodes.get(origin, {})
        before = [_link(entry) for entry in _inputs(item)] if item.get("type") == "Reroute" else []
        if len(before) != 1 or before[0] not in direct:
            break
        origin = direct[before[0]]
    return origin


def _link(entry: Mapping[str, Any]) -> int:
    """The id of an input's link, -1 where it has none."""
    link = entry.get("link")
    return link if isinstance(link, int) else -1


def _inputs(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    inputs = item.get("inputs")
    return [entry for entry in inputs if isinstance(entry, dict)] if isinstance(inputs, list) else []
