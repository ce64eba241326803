"""The PNG text `parameters` of Stable Diffusion WebUI (AUTOMATIC1111) and its relatives.

The prompt's lines, then `Negative prompt: ...`, then one line `Steps: 20, Sampler: Euler a, CFG scale: 7, ...`.
"""

from __future__ import annotations

import re

from studio.episode.settings_check import LARGEST_SEED
from studio.episode.take_request import OptionValue
from studio.generate.known_settings import KnownSettings

_FIELD = re.compile(r'\s*([\w ./-]+): ("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)')
_NEGATIVE = "Negative prompt:"
_OPTIONS = (("cfg", "CFG scale"), ("model", "Model"), ("sampler", "Sampler"), ("scheduler", "Schedule type"))


def settings_of_parameters(text: str) -> KnownSettings:
    """What the text says; how it reads steps and denoise together is not ours. Raises ValueError where it is none."""
    head, found, last = text.strip().rpartition("\n")
    fields = dict(_FIELD.findall(last))
    if not {"Steps", "Seed"} <= fields.keys():
        raise ValueError("its last line does not name steps and seed")
    prompt, _, negative = (head if found else "").partition(_NEGATIVE)
    size = re.fullmatch(r"([0-9]{1,6})x([0-9]{1,6})", fields.get("Size", ""))
    seed = _whole(fields["Seed"])
    return KnownSettings(
        prompt=prompt.strip(), negative_prompt=negative.strip(),
        width=int(size[1]) if size else None, height=int(size[2]) if size else None,
        steps=_whole(fields["Steps"]), denoise=_real(fields.get("Denoising strength")),
        guidance=_real(fields.get("Distilled CFG Scale")),
        seed=None if seed is None or seed > LARGEST_SEED else seed, options=_options(fields),
    )


def _options(fields: dict[str, str]) -> tuple[tuple[str, OptionValue], ...]:
    return tuple((name, fields[label].strip('"')) for name, label in _OPTIONS if fields.get(label))


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,19}", text) else None


def _real(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,9})?", text) else None
