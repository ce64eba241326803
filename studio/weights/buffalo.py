"""insightface's pack buffalo_l: its licence, and fetching it once the person has accepted that."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.weights.digests import sha256_of
from studio.weights.download import OnBytes, download
from studio.weights.face_packs import DEFAULT_PACK, FacePack, packs_folder

BUFFALO_URL = "https://github.com/deepinsight/insightface/releases/download/v0.7/buffalo_l.zip"
BUFFALO_MEGABYTES = 289
BUFFALO_FILES: Mapping[str, str] = {
    "det_10g.onnx": "5838f7fe053675b1c7a08b633df49e7af5495cee0493c7dcf6697200b85b5b91",
    "w600k_r50.onnx": "4c06341c33c2ca1f86781dab0e829f88ad5b64be9fba56e56bc9ebdefc619e43",
}
"""The two of the archive's five models that we use, with the sha256 of the published files."""

LICENCE = (
    f"The face models {DEFAULT_PACK} by insightface (https://github.com/deepinsight/insightface) may be used for "
    "NON-COMMERCIAL RESEARCH ONLY. For commercial work use the analyzer opencv-zoo, or ask insightface for a "
    f"licence. {BUFFALO_MEGABYTES} MB are fetched once from {BUFFALO_URL}."
)


def fetch_buffalo(accept: Callable[[str], bool] | None, on_bytes: OnBytes | None = None, *, url: str = BUFFALO_URL,
                  files: Mapping[str, str] = BUFFALO_FILES) -> FacePack:
    """Show the licence to `accept`; where it says yes, fetch the pack and check its files.

    `url` and `files` (name to sha256) stand for a mirror. Raises StudioError("missing") where nobody was asked,
    the licence was declined, or the network failed; StudioError("damaged") where the files are not the published ones.
    """
    if accept is None or not accept(LICENCE):
        raise _not_accepted()
    pack = FacePack(DEFAULT_PACK, packs_folder() / DEFAULT_PACK)
    with disk_errors(pack.folder):
        pack.folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{DEFAULT_PACK}-", dir=pack.folder.parent))
    try:
        download(url, work / "pack.zip", on_bytes)
        unpacked = _unpack(work / "pack.zip", work / DEFAULT_PACK, files)
        with disk_errors(pack.folder):
            unpacked.rename(pack.folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return pack


def _unpack(archive: Path, folder: Path, files: Mapping[str, str]) -> Path:
    with disk_errors(folder):
        folder.mkdir()
    for name, digest in files.items():
        _unpack_one(archive, folder / name)
        if sha256_of(folder / name) != digest:
            raise _not_the_published(f"{name} has another sha256")
    return folder


def _unpack_one(archive: Path, target: Path) -> None:
    """The archive has its files at its root or in one folder, depending on who packed it."""
    try:
        with zipfile.ZipFile(archive) as content:
            member = next(item for item in content.namelist() if item.rpartition("/")[2] == target.name)
            with content.open(member) as packed, disk_errors(target), target.open("wb") as file:
                shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, StopIteration, EOFError, zlib.error) as error:
        raise _not_the_published(f"{target.name}: {type(error).__name__}: {error}") from error


def _not_accepted() -> StudioError:
    return StudioError(
        "missing", f"The face models {DEFAULT_PACK} are not here, and they are fetched only after their licence "
                   "(non-commercial research) was read and accepted: run the command in a terminal, give another "
                   "pack with --face-pack, or use --analyzer builtin.")


def _not_the_published(detail: str) -> StudioError:
    return StudioError("damaged", f"What was fetched for {DEFAULT_PACK} is not the published pack. Try again later, or "
                                  "fetch the pack by hand and give its folder with --face-pack.", detail)
