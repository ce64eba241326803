"""Which models and engines are here, which are missing, under what licence, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from studio.generate.open_engine import engine_names, engine_status
from studio.identity.open_analyzer import available_analyzers
from studio.weights.buffalo import BUFFALO_MEGABYTES, LICENCE, fetch_buffalo
from studio.weights.download import OnBytes
from studio.weights.face_packs import DEFAULT_PACK, packs_folder
from studio.weights.opencv_zoo import ZOO_ADDRESS

ModelKind: TypeAlias = Literal["face", "engine"]
FETCHABLE = (DEFAULT_PACK,)
_ANALYZER_LICENCES = {"insightface": "non-commercial research", "opencv-zoo": "MIT, Apache-2.0", "builtin": "built in"}
_ENGINE_LICENCES = {"draft": "built in", "command": "your own script", "flux-pulid": "non-commercial",
                    "klein": "Apache-2.0"}


@dataclass(frozen=True, slots=True)
class ModelFinding:
    """One model or engine: `here`, why (not) in a few words, its licence, and what to do where it is missing.

    `fetch` names what `fetch_model` can bring, of `megabytes`; "" where the person has to do it.
    """

    name: str
    kind: ModelKind
    here: bool
    why: str
    licence: str
    mend: str = ""
    fetch: str = ""
    megabytes: int = 0

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return asdict(self)


def look_for_models(face_pack: str = "") -> list[ModelFinding]:
    """All of them, told from the files alone; never raises. `face_pack` is the one that an episode names."""
    return [*_faces(face_pack), *_engines()]


def licence_of(name: str) -> str:
    """What has to be read and accepted before `fetch_model`; KeyError for what cannot be fetched."""
    return {DEFAULT_PACK: LICENCE}[name]


def fetch_model(name: str, *, accepted: bool, on_bytes: OnBytes | None = None) -> str:
    """Fetch a model whose licence the person accepted; where it lies now.

    Raises StudioError("missing") without that or without a network, "damaged" where something else was sent.
    """
    licence_of(name)
    return str(fetch_buffalo(lambda _: accepted, on_bytes).folder)


def _faces(face_pack: str) -> Iterator[ModelFinding]:
    statuses = available_analyzers(face_pack or None)
    for status in statuses:
        licence = _ANALYZER_LICENCES[status.name]
        if status.name == "insightface" and status.available and DEFAULT_PACK not in status.label:
            licence = "that of its pack"
        can_fetch = status.name == "insightface" and not status.available and not (packs_folder() / DEFAULT_PACK).exists()
        yield ModelFinding(status.label, "face", status.available, status.why, licence, _mend(status.name, status.mend),
                           DEFAULT_PACK if can_fetch else "", BUFFALO_MEGABYTES if can_fetch else 0)


def _mend(name: str, mend: str) -> str:
    return f"{mend} ({ZOO_ADDRESS})" if name == "opencv-zoo" and mend and ZOO_ADDRESS not in mend else mend


def _engines() -> Iterator[ModelFinding]:
    for name in engine_names():
        status = engine_status(name)
        yield ModelFinding(name, "engine", status.available, status.why or "ready", _ENGINE_LICENCES.get(name, ""),
                           status.mend)
