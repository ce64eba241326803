"""Pictures made elsewhere as takes: what they say of themselves, and the request that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.episode.external_takes import EXTERNAL_ENGINE, UNKNOWN_NUMBER, UNKNOWN_OPTION
from studio.episode.take_request import OptionValue, TakeRequest, TakeSettings
from studio.generate.comfyui_graph import parse_prompt, settings_of_graph
from studio.generate.comfyui_workflow import parse_workflow
from studio.generate.known_settings import KnownSettings
from studio.generate.parameters_text import settings_of_parameters

KEPT_TEXTS = ("prompt", "workflow", "parameters")
"""PNG texts that carry settings, the most exact first."""

_READERS: Mapping[str, Callable[[str], KnownSettings]] = {
    "prompt": lambda text: settings_of_graph(parse_prompt(text)),
    "workflow": lambda text: settings_of_graph(parse_workflow(text)),
    "parameters": settings_of_parameters,
}
_UNKNOWABLE = ("fit", "references")     # no picture says how it was fitted, or whose face was wanted
_ASKED = ("prompt", "negative_prompt", "steps", "denoise", "schedule", "guidance", "weight", "start_step", "seed")


def known_settings(texts: Mapping[str, str]) -> tuple[KnownSettings, list[str]]:
    """What a picture's texts (`png_text`) say of its making, and why a text could not be read.

    The first text of `KEPT_TEXTS` that is there counts; a broken one leaves everything unknown.
    """
    name = next((name for name in KEPT_TEXTS if name in texts), None)
    if name is None:
        return KnownSettings(), []
    try:
        return _READERS[name](texts[name]), []
    except ValueError as problem:
        return KnownSettings(), [f'its text "{name}" cannot be read, so its settings are unknown: {problem}']


def external_request(picture_pixels: str, frame_pixels: str, known: KnownSettings, width: int,
                     height: int) -> TakeRequest:
    """The request that stands for a picture of `width` x `height` on a frame, both given by the sha256 of their pixels.

    The same picture on the same frame has the same key. What is not known is said so by `unknown_settings`.
    """
    values = {name: value for name in _ASKED if (value := getattr(known, name)) is not None}
    unknown = (*(name for name in _ASKED if name not in values), *_UNKNOWABLE)
    numbers = dict.fromkeys(("steps", "denoise", "guidance", "weight", "start_step", "seed"), UNKNOWN_NUMBER)
    settings = TakeSettings(**{
        **numbers, **values, "engine": EXTERNAL_ENGINE, "width": width, "height": height,
        "options": (*known.options, *_made_at(known, width, height), (UNKNOWN_OPTION, ",".join(unknown))),
    })
    return TakeRequest(frame_pixels, None, (), "", settings, engine_revision=f"picture:{picture_pixels}")


def _made_at(known: KnownSettings, width: int, height: int) -> tuple[tuple[str, OptionValue], ...]:
    """The size before a later step changed it."""
    made = (known.width, known.height)
    return () if None in made or made == (width, height) else (("made_at", f"{known.width}x{known.height}"),)
