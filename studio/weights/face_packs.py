"""Which insightface pack is meant: by name or folder, never fetched from here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import named_path
from studio.weights.places import insightface_folder, models_folder

PACK_VARIABLE = "STUDIO_FACE_PACK"
DEFAULT_PACK = "buffalo_l"


@dataclass(frozen=True, slots=True)
class FacePack:
    """A folder of .onnx files that insightface reads: a detector, a recogniser, possibly more."""

    name: str
    folder: Path

    @property
    def files(self) -> list[Path]:
        """All its models, by name."""
        return sorted(self.folder.glob("*.onnx"))


def find_face_pack(wanted: str | None = None) -> FacePack | None:
    """The pack called `wanted` (a name or a folder), else $STUDIO_FACE_PACK's, else the default one if it is there.

    None only where nothing was asked for and the default pack is not on this disk, or where the default pack
    was asked for by name. Raises StudioError("input") for any other pack that is not there.
    """
    asked = wanted or os.environ.get(PACK_VARIABLE, "") or DEFAULT_PACK
    for folder in _candidates(asked):
        if folder.is_dir():
            return _checked(FacePack(folder.name, folder), asked)
    if asked == DEFAULT_PACK:
        return None
    places = " or ".join(str(root) for root in _roots())
    raise StudioError("input", f"There is no face pack {asked}. Give the folder that holds its .onnx files, or put "
                               f"that folder into {places}.")


def pack_named_in(folder: Path, name: str) -> str:
    """A pack as somebody in `folder` names it, for `find_face_pack` anywhere: a path counts from there, the bare name of a
    pack that is here, or of none at all, stays one. "" stays "": none is named."""
    if not name or (Path(name).name == name and any((root / name).is_dir() for root in _roots())):
        return name
    path = named_path(folder, name).absolute()
    return str(path) if Path(name).name != name or path.exists() else name


def _candidates(asked: str) -> list[Path]:
    """A bare name is first looked for among the packs, so that a stray folder of that name does not win."""
    direct = Path(asked).expanduser()
    named = [root / asked for root in _roots()] if direct.name == asked else []
    return [*named, direct.absolute()]


def _roots() -> tuple[Path, Path]:
    return models_folder(), insightface_folder()


def _checked(pack: FacePack, asked: str) -> FacePack:
    if pack.files:
        return pack
    raise StudioError("input", f"The face pack {asked} has no .onnx file in {pack.folder}. Give the folder that "
                               "directly holds the models.")
