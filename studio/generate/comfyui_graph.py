"""The settings in ComfyUI's PNG text `prompt`: the graph that was run, read from the picture upwards.

Format: a JSON object {node id: {"class_type": ..., "inputs": {name: value or [node id, output]}}}, as ComfyUI's
server takes it at POST /prompt. Nodes are recognised by the names of their inputs, so that variants of the usual
ones count too. Only nodes that lead to the picture are read, and a setting on which two of them differ (a second
sampler, a face detailer) is not known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, TypeAlias, TypeVar

from studio.episode.settings_check import LARGEST_SEED
from studio.episode.take_request import OptionValue
from studio.generate.known_settings import KnownSettings

Value = TypeVar("Value")
Reader: TypeAlias = Callable[[object], Value | None]

_TEXTS = ("text", "t5xxl", "clip_l", "text_g", "text_l")
_CONDITIONING = ("conditioning", "conditioning_1", "conditioning_2", "conditioning_to", "conditioning_from")
_NO_SETTING = "control_after_generate"      # how the window changes the seed after the run


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its class, and its inputs by name (a value, or a link [node id, output])."""

    kind: str
    inputs: Mapping[str, Any]


Graph: TypeAlias = Mapping[str, Node]


def parse_prompt(text: str) -> Graph:
    """The graph in the text `prompt`; raises ValueError with the reason where it is none."""
    content = parse_object(text)
    nodes = {name: Node(item["class_type"], item["inputs"]) for name, item in content.items() if _is_node(item)}
    if not nodes:
        raise ValueError("it holds no nodes")
    return nodes


def parse_object(text: str) -> dict[str, Any]:
    """A JSON object; raises ValueError for anything else, however deep."""
    try:
        content = json.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if isinstance(content, dict):
        return content
    raise ValueError("it is not a JSON object")


def settings_of_graph(graph: Graph) -> KnownSettings:
    """What the graph says of the picture; None where it does not say, or says two things."""
    makers = _Makers(graph)
    seed = makers.seed()
    steps = makers.agreed(_whole, "steps")
    start_at = makers.agreed(_real, "start_at", kind="pulid")
    width, height = makers.size()
    too_large = seed is not None and seed > LARGEST_SEED
    return KnownSettings(
        prompt=makers.prompt("positive"), negative_prompt=makers.prompt("negative"), width=width, height=height,
        steps=steps, denoise=makers.agreed(_real, "denoise", beside="steps"),
        schedule=None if steps is None else "comfyui", guidance=makers.agreed(_real, "guidance"),
        weight=makers.agreed(_real, "weight", kind="pulid"), start_step=0 if start_at == 0 else None,
        seed=None if too_large else seed, software="ComfyUI",
        options=_options({
            "cfg": makers.agreed(_real, "cfg"), "large_seed": str(seed) if too_large else None,
            "model": makers.model(), "sampler": makers.agreed(_text, "sampler_name"),
            "scheduler": makers.agreed(_text, "scheduler"), "start_at": start_at,
        }),
    )


class _Makers:
    """The nodes that lead to the picture, asked for what they agree on."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._nodes = [graph[name] for name in _leading_to(graph, _outputs(graph))]

    def agreed(self, read: Reader[Value], *names: str, beside: str = "", kind: str = "") -> Value | None:
        """The one value of the inputs called so, in nodes that have `beside` and whose class holds `kind`."""
        nodes = [node for node in self._nodes if kind in node.kind.lower() and (not beside or beside in node.inputs)]
        return _same(self._read(read, nodes, names))

    def seed(self) -> int | None:
        """The seed of all noise; a second sampler that goes on with the first one's noise has none of its own."""
        nodes = [node for node in self._nodes if node.inputs.get("add_noise") != "disable"]
        samplers = [node for node in nodes if "steps" in node.inputs]
        return _same([*self._read(_whole, nodes, ("noise_seed",)), *self._read(_whole, samplers, ("seed",))])

    def model(self) -> str | None:
        """The file of the diffusion model."""
        return self.agreed(_text, "unet_name", "ckpt_name")

    def size(self) -> tuple[int | None, int | None]:
        """Width and height of the latent picture that was sampled."""
        start = [str(node.inputs["latent_image"][0]) for node in self._nodes if _is_link(node.inputs.get("latent_image"))]
        for name in _leading_to(self._graph, start):
            inputs = self._graph[name].inputs
            if "width" in inputs and "height" in inputs:
                width, height = (_whole(self._literal(inputs[side])) or None for side in ("width", "height"))
                return width, height
        return None, None

    def prompt(self, role: str) -> str | None:
        """The text behind the input `positive` or `negative` of whatever samples; a guider's only input is positive."""
        links = [node.inputs[role] for node in self._nodes if "model" in node.inputs and role in node.inputs]
        if role == "positive":
            links += [node.inputs["conditioning"] for node in self._nodes if {"model", "conditioning"} <= node.inputs.keys()]
        return _same(self._texts(links, role))

    def _read(self, read: Reader[Value], nodes: Iterable[Node], names: Iterable[str]) -> list[Value | None]:
        return [read(self._literal(node.inputs[name])) for node in nodes for name in names if name in node.inputs]

    def _texts(self, links: Iterable[object], role: str) -> list[str | None]:
        """Every text that these conditionings are made of; None among them where one cannot be told."""
        texts: list[str | None] = []
        reached, seen = list(links), set[str]()
        for link in reached:
            name = _target(self._graph, link)
            if name in seen:
                continue
            node = Node("", {}) if name is None else self._graph[name]
            seen |= {name} if name else set()
            ways = [node.inputs[key] for key in (role, *_CONDITIONING) if _is_link(node.inputs.get(key))]
            if node.kind == "ConditioningZeroOut":
                texts.append("")
            elif "clip" in node.inputs and any(key in node.inputs for key in _TEXTS):
                texts.append(self._encoded(node))
            elif ways:
                reached += ways
            else:
                texts.append(None)
        return texts

    def _encoded(self, node: Node) -> str | None:
        texts = {_text(self._literal(node.inputs[key])) for key in _TEXTS if key in node.inputs}
        filled = texts - {""}
        return (filled or texts).pop() if len(filled) <= 1 else None

    def _literal(self, value: object) -> object:
        """The value itself, or the one that a node of a single input hands on (a primitive, a seed node)."""
        for _ in range(len(self._graph) + 1):
            if not _is_link(value):
                return value
            name = _target(self._graph, value)
            inputs = [] if name is None else [
                item for key, item in self._graph[name].inputs.items() if key != _NO_SETTING]
            if len(inputs) != 1:
                return None
            value = inputs[0]
        return None


def _outputs(graph: Graph) -> list[str]:
    """The nodes that nothing follows and that take pictures; any that nothing follows where no such is there."""
    used = {str(value[0]) for node in graph.values() for value in node.inputs.values() if _is_link(value)}
    last = [name for name in graph if name not in used]
    return [name for name in last if {"images", "image"} & graph[name].inputs.keys()] or last


def _leading_to(graph: Graph, names: Iterable[str]) -> list[str]:
    """These nodes and all that lead to them, the nearest first."""
    found: dict[str, None] = {}
    reached = list(names)
    for name in reached:
        if name in graph and name not in found:
            found[name] = None
            reached += [str(value[0]) for value in graph[name].inputs.values() if _is_link(value)]
    return list(found)


def _target(graph: Graph, link: object) -> str | None:
    if not isinstance(link, list) or not _is_link(link):
        return None
    return str(link[0]) if str(link[0]) in graph else None


def _is_link(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str | int) and isinstance(value[1], int)


def _is_node(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("class_type"), str) and isinstance(item.get("inputs"), dict)


def _same(values: Sequence[Value | None]) -> Value | None:
    """The value that all are; None where they differ, or there are none."""
    return values[0] if len(set(values)) == 1 else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _real(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if isfinite(value) else None
    except OverflowError:
        return None


def _text(value: object) -> str | None:
    """Text that can be written as UTF-8: JSON may hold halves of characters."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else None


def _options(values: Mapping[str, OptionValue | None]) -> tuple[tuple[str, OptionValue], ...]:
    return tuple((name, value) for name, value in sorted(values.items()) if value is not None)
