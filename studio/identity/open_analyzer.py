"""Which analyzer a name stands for here, and why."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from studio.episode.errors import StudioError
from studio.identity.analyzer import CODE_REVISIONS, Analyzer, AnalyzerHere, AnalyzerStatus
from studio.weights.catalog import catalog_row
from studio.weights.digests import short_digest
from studio.weights.download import OnBytes
from studio.weights.face_packs import DEFAULT_PACK, PACK_VARIABLE, FacePack, find_face_pack
from studio.weights.fetch import Accept, fetch
from studio.weights.opencv_zoo import ZOO_VARIABLE, OpencvZoo, find_opencv_zoo, zoo_folder
from studio.weights.remembered import remembered_sha256

AnalyzerName: TypeAlias = Literal["auto", "insightface", "opencv-zoo", "builtin"]

_LABELS = {"insightface": "insightface", "opencv-zoo": "OpenCV (YuNet)", "builtin": "built-in stand-in"}


def analyzer_label(name: str) -> str:
    """How an analyzer is shown where only its stored name is known; an unknown name is shown as it is."""
    return _LABELS.get(name, name)


def open_analyzer(name: str, *, face_pack: str | None = None, accept_licence: Accept | None = None,
                  on_bytes: OnBytes | None = None) -> tuple[Analyzer, list[str]]:
    """Load the analyzer; the notices say what `auto` took and why.

    `face_pack` is an insightface pack's name or folder, or a folder with YuNet. `insightface` fetches its default pack
    if no other was asked for, it is not here, and `accept_licence` says yes; `auto` never fetches anything. Raises
    StudioError: "usage" for an unknown name, "input" for a pack that is not there, "missing" where files must be
    fetched first, "damaged" where they cannot be loaded.
    """
    if name not in get_args(AnalyzerName):
        raise StudioError("usage", f"There is no analyzer {name}. Choose one of {', '.join(get_args(AnalyzerName))}.")
    if name == "auto":
        return _best_here(face_pack)
    if name == "insightface":
        return _insightface(find_face_pack(face_pack) or _fetched(accept_licence, on_bytes)), []
    if name == "opencv-zoo":
        return _opencv_zoo(_zoo(face_pack) or _no_zoo()), []
    return _builtin(), []


def available_analyzers(face_pack: str | None = None) -> list[AnalyzerStatus]:
    """What is here and what is missing, told from the files alone: nothing is loaded."""
    return [_insightface_status(face_pack), _zoo_status(face_pack), AnalyzerStatus(
        "builtin", _LABELS["builtin"], available=True, why="always here; finds faces, cannot compare them", mend="")]


def analyzer_here(name: str, face_pack: str | None = None) -> AnalyzerHere:
    """What a name stands for here, told from the files alone: nothing is loaded. What is not here has no version."""
    try:
        models = _models_of(name, face_pack)
    except StudioError:
        return AnalyzerHere(name, "")
    if isinstance(models, FacePack):
        return AnalyzerHere("insightface", _version("insightface", models.files))
    if isinstance(models, OpencvZoo):
        return AnalyzerHere("opencv-zoo", _version("opencv-zoo", models.files))
    if name not in ("auto", "builtin"):
        return AnalyzerHere(name, "")
    from studio.identity.builtin_analyzer import cascade_files

    return AnalyzerHere("builtin", _version("builtin", cascade_files()))


def _version(name: str, files: Sequence[Path]) -> str:
    if not all(path.is_file() for path in files):
        return ""
    return f"{CODE_REVISIONS[name]}-{short_digest(files, remembered_sha256)}"


def _models_of(name: str, face_pack: str | None) -> FacePack | OpencvZoo | None:
    if name == "auto":
        return _best_models(face_pack)
    if name == "insightface":
        return find_face_pack(face_pack)
    return _zoo(face_pack) if name == "opencv-zoo" else None


def _best_models(face_pack: str | None) -> FacePack | OpencvZoo | None:
    """Those that `auto` takes; None: there are none, and the stand-in has to do."""
    return (find_opencv_zoo(face_pack) if face_pack else None) or find_face_pack(face_pack) or _zoo(None)


def _best_here(face_pack: str | None) -> tuple[Analyzer, list[str]]:
    models = _best_models(face_pack)
    if isinstance(models, FacePack):
        return _insightface(models), [f"Faces are measured by insightface with the pack {models.name} ({models.folder})."]
    if zoo := models:
        why = "as asked for" if face_pack and find_opencv_zoo(face_pack) else "as no insightface pack is here"
        lacking = "" if zoo.sface else "; without SFace it cannot compare faces, so identity stays empty"
        return _opencv_zoo(zoo), [f"Faces are measured by OpenCV's YuNet ({zoo.yunet}), {why}{lacking}."]
    return _builtin(), ["Faces are only found by the built-in stand-in, as neither an insightface pack nor YuNet is "
                        "here: det is on its own scale and identity stays empty; `studio doctor` says how to mend it."]


def _insightface(pack: FacePack) -> Analyzer:
    lacking = _lacking_packages()
    if lacking:
        raise StudioError("missing", f"The analyzer insightface needs {' and '.join(lacking)}. Install with "
                                     f"`pip install {' '.join(lacking)}`, or choose another --analyzer.")
    from studio.identity.insightface_analyzer import InsightfaceAnalyzer

    return InsightfaceAnalyzer(pack)


def _fetched(accept: Accept | None, on_bytes: OnBytes | None) -> FacePack:
    return FacePack(DEFAULT_PACK, fetch(catalog_row(DEFAULT_PACK), accept, on_bytes))


def _opencv_zoo(zoo: OpencvZoo) -> Analyzer:
    from studio.identity.opencv_zoo_analyzer import OpencvZooAnalyzer

    return OpencvZooAnalyzer(zoo)


def _builtin() -> Analyzer:
    from studio.identity.builtin_analyzer import BuiltinAnalyzer

    return BuiltinAnalyzer()


def _zoo(face_pack: str | None) -> OpencvZoo | None:
    """`face_pack` (which may hold an insightface pack instead) first, then the usual places."""
    return (find_opencv_zoo(face_pack) if face_pack else None) or find_opencv_zoo()


def _no_zoo() -> OpencvZoo:
    raise StudioError("missing", f"The analyzer opencv-zoo needs YuNet: {_zoo_mend()}")


def _zoo_mend() -> str:
    return ("run `studio weights fetch yunet` (and, to compare faces, `studio weights fetch sface`), put the files into "
            f"{zoo_folder()}, or name their folder in ${ZOO_VARIABLE}.")


def _lacking_packages() -> list[str]:
    return [package for package in ("insightface", "onnxruntime") if find_spec(package) is None]


def _insightface_status(face_pack: str | None) -> AnalyzerStatus:
    label = _LABELS["insightface"]
    lacking = _lacking_packages()
    if lacking:
        return AnalyzerStatus("insightface", label, available=False, why=f"{' and '.join(lacking)} not installed",
                              mend=f"pip install {' '.join(lacking)}")
    try:
        pack = find_face_pack(face_pack)
    except StudioError as error:
        return AnalyzerStatus("insightface", label, available=False, why="no such face pack", mend=error.message)
    if pack is None:
        return AnalyzerStatus("insightface", label, available=False, why=f"no face pack {DEFAULT_PACK} here",
                              mend=f"run `studio weights fetch {DEFAULT_PACK}`, or name a pack's folder in "
                                   f"${PACK_VARIABLE}")
    return AnalyzerStatus("insightface", f"{label} ({pack.name})", available=True, why=str(pack.folder), mend="")


def _zoo_status(face_pack: str | None) -> AnalyzerStatus:
    zoo = _zoo(face_pack)
    label = _LABELS["opencv-zoo"]
    if zoo is None:
        return AnalyzerStatus("opencv-zoo", label, available=False, why="YuNet is not here", mend=_zoo_mend())
    if zoo.sface is None:
        return AnalyzerStatus("opencv-zoo", label, available=True, why=f"{zoo.yunet}; without SFace no identity",
                              mend=_zoo_mend())
    return AnalyzerStatus("opencv-zoo", label, available=True, why=str(zoo.yunet), mend="")
