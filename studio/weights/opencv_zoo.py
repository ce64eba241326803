"""Which of OpenCV's own face models are meant: YuNet (detector) and SFace (recogniser), of any version."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from studio.weights.catalog import catalog_row
from studio.weights.places import own_place

ZOO_VARIABLE = "STUDIO_OPENCV_ZOO"


@dataclass(frozen=True, slots=True)
class OpencvZoo:
    """YuNet (MIT or Apache-2.0) and, where it is there, SFace (Apache-2.0); both may be used commercially."""

    yunet: Path
    sface: Path | None

    @property
    def files(self) -> list[Path]:
        """Those that are here."""
        return [self.yunet, *([self.sface] if self.sface else [])]


def zoo_folder() -> Path:
    """Where the two files are looked for when nothing else is said."""
    return own_place(catalog_row("yunet"))


def find_opencv_zoo(wanted: str | None = None) -> OpencvZoo | None:
    """The newest YuNet (and SFace) in `wanted`, else in $STUDIO_OPENCV_ZOO, else in the studio's data folder.

    `wanted` is a folder or YuNet's own file; None where no YuNet is there.
    """
    place = Path(wanted or os.environ.get(ZOO_VARIABLE, "") or zoo_folder()).expanduser()
    folder = place.parent if place.is_file() else place
    yunet = place if place.is_file() else _newest(folder, "*yunet*.onnx")
    return OpencvZoo(yunet, _newest(folder, "*sface*.onnx")) if yunet else None


def _newest(folder: Path, pattern: str) -> Path | None:
    """OpenCV writes year and month into the names, so the last one in order is the newest.

    The quantised variants (`int8`) are passed over: they are slower on most processors and give other numbers.
    """
    return max((path for path in folder.glob(pattern) if "int8" not in path.name), default=None)
