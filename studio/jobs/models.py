"""Which engines and analyzers work here, which lack something, under what licence, and what to do.

Their files, one by one, are the table of weights (`jobs/weights.py`): an engine wants several, and a person asks either
"what can I run" or "what do I have to fetch".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from studio.generate.open_engine import engine_names, engine_status
from studio.identity.open_analyzer import available_analyzers
from studio.weights.catalog import rows_wanted_by
from studio.weights.face_packs import DEFAULT_PACK, pack_named_in

ModelKind: TypeAlias = Literal["face", "engine"]
_OWN: Final = {"builtin": "built in", "draft": "built in", "command": "your own script"}


@dataclass(frozen=True, slots=True)
class ModelFinding:
    """One engine or analyzer: `here`, why (not) in a few words, its licence, and what to do where it does not work."""

    name: str
    kind: ModelKind
    here: bool
    why: str
    licence: str
    mend: str = ""

    def as_dict(self) -> dict[str, object]:
        """As the command line prints it."""
        return asdict(self)


def look_for_models(face_pack: str = "", folder: Path | None = None) -> list[ModelFinding]:
    """All of them, told from the files alone; never raises. `face_pack` is the one that the episode at `folder` names."""
    return [*_faces(pack_named_in(folder, face_pack) if folder else face_pack), *_engines()]


def _faces(face_pack: str) -> Iterator[ModelFinding]:
    for status in available_analyzers(face_pack or None):
        foreign = status.name == "insightface" and status.available and DEFAULT_PACK not in status.label
        licence = "that of its pack" if foreign else _licence(status.name)
        yield ModelFinding(status.label, "face", status.available, status.why, licence, status.mend)


def _engines() -> Iterator[ModelFinding]:
    for name in engine_names():
        status = engine_status(name)
        yield ModelFinding(name, "engine", status.available, status.why or "ready", _licence(name), status.mend)


def _licence(user: str) -> str:
    """The licences of what an engine or analyzer cannot do without; the strictest alone where one forbids sale."""
    licences = [row.licence for row in rows_wanted_by(user)]
    strict = [licence for licence in licences if licence.sale == "no"]
    names = dict.fromkeys(licence.name for licence in strict or licences)
    return _OWN.get(user) or ", ".join(names)
