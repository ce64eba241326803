"""What a picture made elsewhere says of its own making."""

from __future__ import annotations

from dataclasses import dataclass

from studio.episode.take_request import OptionValue, Schedule


@dataclass(frozen=True, slots=True)
class KnownSettings:
    """Settings by the names and units of `TakeSettings`; None: the picture does not say.

    `width` and `height` are those it was generated at, which later steps may have changed. `options` holds what
    has no field there (model, sampler, cfg ...); `software` names the program, "" where that is unknown.
    """

    prompt: str | None = None
    negative_prompt: str | None = None
    width: int | None = None
    height: int | None = None
    steps: int | None = None
    denoise: float | None = None
    schedule: Schedule | None = None
    guidance: float | None = None
    weight: float | None = None
    start_step: int | None = None
    seed: int | None = None
    options: tuple[tuple[str, OptionValue], ...] = ()
    software: str = ""
