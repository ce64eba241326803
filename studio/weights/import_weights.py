"""Taking in weights that are on this machine already: a ComfyUI `models` folder, a diffusers folder, anything.

Files are known by name and size, or by the tensors in the header of a safetensors file; pickles are never opened.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studio.episode.errors import StudioError
from studio.episode.files import atomic_path, disk_errors
from studio.weights.catalog import CATALOG
from studio.weights.digest_records import check_part, forget
from studio.weights.download import Cancelled, OnBytes
from studio.weights.locate import find_row, is_there, is_whole
from studio.weights.places import own_place, part_path
from studio.weights.weight_file import WeightFile, size_text

_OPENED = (".safetensors", ".onnx")
_NAMED = 3      # files named in a sentence before it says how many more


@dataclass(slots=True)
class ImportReport:
    """Names of rows taken in, of rows that were here before, and sentences on what was left out."""

    imported: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def import_weights(folder: Path, *, copy: bool = False, on_bytes: OnBytes | None = None,
                   cancelled: Cancelled | None = None, rows: Iterable[WeightFile] | None = None) -> ImportReport:
    """Look through `folder`, check what is known, and link (or copy) it into the studio's data folder.

    Raises StudioError: "input" for what is no folder or holds nothing known, "disk", "interrupted".
    """
    if not folder.is_dir():
        raise StudioError("input", f"{folder} is not a folder. Give the folder that holds the weights.")
    contents = _Contents(folder.absolute())
    report = ImportReport(notices=contents.pickles())
    asked = list(rows if rows is not None else CATALOG.values())
    found = [(row, paths) for row in asked if (paths := _parts_of(row, contents, report))]
    told = _Progress(sum(path.stat().st_size for _, paths in found for path in paths), on_bytes, cancelled)
    for row, paths in found:
        _take_in(row, paths, report, told, copy=copy)
    if not report.imported and not report.already:
        raise StudioError("input", _nothing(folder, report.notices))
    return report


class _Contents:
    """The files of a folder, with the headers of its safetensors read once."""

    def __init__(self, folder: Path) -> None:
        self.folders: list[Path] = []
        self.files: list[Path] = []
        for place, _, names in os.walk(folder):
            self.folders.append(Path(place))
            self.files += [Path(place) / name for name in names]
        self.files.sort()
        self._shapes: dict[Path, Mapping[str, tuple[int, ...]]] = {}

    def pickles(self) -> list[str]:
        """A sentence for each pickle of weights that are known."""
        return [f"{path} is a pickle, which can run any program when it is opened: it was left alone. The same weights "
                f"as {row.parts[0].file_name}: `studio weights fetch {row.name}`."
                for row in CATALOG.values() for path in self.files if path.name in row.pickled_as]

    def shapes(self, path: Path) -> Mapping[str, tuple[int, ...]]:
        """Names and shapes of a safetensors file's tensors; nothing where its header cannot be read."""
        if path not in self._shapes:
            self._shapes[path] = _read_shapes(path)
        return self._shapes[path]

    def safetensors(self) -> Iterator[Path]:
        """The safetensors files."""
        return (path for path in self.files if path.suffix == ".safetensors")


def _read_shapes(path: Path) -> Mapping[str, tuple[int, ...]]:
    from huggingface_hub import parse_local_safetensors_file_metadata
    from huggingface_hub.errors import SafetensorsParsingError

    try:
        header = parse_local_safetensors_file_metadata(path)
    except (SafetensorsParsingError, OSError, ValueError):
        return {}
    return {name: tuple(tensor.shape) for name, tensor in header.tensors.items()}


def _parts_of(row: WeightFile, contents: _Contents, report: ImportReport) -> list[Path]:
    """The row's files in the folder, in the order of its parts; none where they are not whole, or were here before."""
    paths = _folder_parts(row, contents, report) if row.is_folder else _single_part(row, contents, report)
    if paths and find_row(row) is not None:
        report.already.append(row.name)
        return []
    return paths


def _folder_parts(row: WeightFile, contents: _Contents, report: ImportReport) -> list[Path]:
    for folder in contents.folders:
        if is_whole(row, folder):
            return [part_path(folder, part) for part in row.parts]
    for folder in contents.folders:
        lacking = [part.path for part in row.parts if not is_there(part_path(folder, part), part)]
        if len(lacking) <= len(row.parts) // 2:
            report.notices.append(f"{folder} looks like {row.title} but is not whole: {_listed(lacking)} "
                                  f"{'is' if len(lacking) == 1 else 'are'} missing or of another size.")
    return []


def _single_part(row: WeightFile, contents: _Contents, report: ImportReport) -> list[Path]:
    part = row.parts[0]
    for path in contents.files:
        if path.name == part.file_name and path.suffix in _OPENED and is_there(path, part):
            return [path]
    alike = [path for path in contents.safetensors() if row.tensors and _has(contents.shapes(path), row.tensors)]
    for path in alike:
        if is_there(path, part):
            return [path]
    report.notices += [f"{path} has the tensors of {row.title} but is {size_text(path.stat().st_size)} and not the "
                       f"published {size_text(part.size or 0)}: left out." for path in alike]
    return []


def _has(shapes: Mapping[str, tuple[int, ...]], wanted: Mapping[str, tuple[int, ...]]) -> bool:
    return all(shapes.get(name) == shape for name, shape in wanted.items())


def _take_in(row: WeightFile, paths: Sequence[Path], report: ImportReport, told: _Progress, *, copy: bool) -> None:
    forget(row)
    for part, path in zip(row.parts, paths, strict=True):
        good = check_part(row, part, path) != "another file"
        told.read(path.stat().st_size)
        if not good:
            report.notices.append(f"{path} is not the published {part.file_name} (another sha256): {row.title} was left "
                                  "out.")
            return
    for part, path in zip(row.parts, paths, strict=True):
        _place(path, part_path(own_place(row), part), copy=copy)
    report.imported.append(row.name)


def _place(path: Path, target: Path, *, copy: bool) -> None:
    """Link `target` to `path`; copy where asked to, or where the system has neither kind of link."""
    source = path.resolve()
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
    if not copy:
        for link in (target.symlink_to, target.hardlink_to):
            with contextlib.suppress(OSError):
                link(source)
                return
    with atomic_path(target) as temporary:
        shutil.copyfile(source, temporary)


class _Progress:
    """Bytes read of all that has to be read."""

    def __init__(self, of: int, on_bytes: OnBytes | None, cancelled: Cancelled | None) -> None:
        self._have, self._of = 0, of
        self._on_bytes, self._cancelled = on_bytes, cancelled

    def read(self, count: int) -> None:
        """`count` more bytes were read."""
        self._have += count
        if self._cancelled and self._cancelled():
            raise StudioError("interrupted", "The import was stopped. What was taken in before stays.")
        if self._on_bytes:
            self._on_bytes(self._have, self._of)


def _nothing(folder: Path, notices: Sequence[str]) -> str:
    words = f"{folder} holds none of the weights that `studio weights list` names"
    return f"{words}. {' '.join(notices)}" if notices else f"{words}, whole and by name, size or tensors."


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
