"""Which engine a name stands for, and whether it can run here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.episode.errors import StudioError
from studio.episode.take_request import OptionValue
from studio.generate.card_engine import hindrances
from studio.generate.engine import Engine

_NAMES = ("draft", "command", "flux-pulid", "klein")
_OWN_WEIGHTS = {"flux-pulid": "STUDIO_FLUX_WEIGHTS", "klein": "STUDIO_KLEIN_WEIGHTS"}


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """Whether an engine works here: `why` not, in a few words, and the line that mends it."""

    available: bool
    why: str
    mend: str


def engine_names() -> tuple[str, ...]:
    """All engines a preset may name."""
    return _NAMES


def engine_status(name: str) -> EngineStatus:
    """Whether `name` can run here; raises StudioError("usage") for a name nobody knows."""
    if name not in _NAMES:
        raise StudioError("usage", f"There is no engine {name}. Choose one of {', '.join(_NAMES)}.")
    if name in _OWN_WEIGHTS:
        for why, mend in hindrances(name, _OWN_WEIGHTS[name]):
            return EngineStatus(available=False, why=why, mend=mend)
    return EngineStatus(available=True, why="", mend="")


def open_engine(name: str, options: Mapping[str, OptionValue]) -> Engine:
    """The engine, not loaded yet. Raises StudioError("usage") for an unknown name, "missing" where it cannot run."""
    status = engine_status(name)
    if not status.available:
        raise StudioError("missing", f"The engine {name} cannot run here: {status.why}. {status.mend}")
    if name == "draft":
        from studio.generate.draft import DraftEngine

        return DraftEngine()
    if name == "flux-pulid":
        from studio.generate.flux_pulid import FluxPulidEngine

        return FluxPulidEngine(options)
    if name == "klein":
        from studio.generate.flux2_klein import KleinEngine

        return KleinEngine(options)
    from studio.generate.command import CommandEngine

    return CommandEngine(options)
