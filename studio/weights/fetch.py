"""Fetching a row of the table, after its licence was accepted, and checking what came."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from studio.episode.config import load_config, update_config
from studio.episode.errors import StudioError
from studio.episode.files import disk_errors
from studio.weights import hub
from studio.weights.digest_records import check_part, forget
from studio.weights.digests import sha256_of
from studio.weights.download import Cancelled, OnBytes, download
from studio.weights.locate import find_row, is_there, missing_error
from studio.weights.places import models_folder, own_place, part_path
from studio.weights.weight_file import HubSource, UrlSource, WeightFile, WeightPart, ZipSource, size_text

Accept: TypeAlias = Callable[[str], bool]
"""Shown a licence; says whether the person accepts it."""


def licence_question(row: WeightFile) -> str:
    """What has to be read and accepted before the first fetch."""
    regions = f" It does not hold in {row.licence.regions}." if row.licence.regions else ""
    return (f"{row.title} is under {row.licence.name} ({row.licence.address}). {row.licence.terms}{regions} "
            f"{size_text(row.size)} are fetched once from {row.source.address}.")


def is_accepted(row: WeightFile) -> bool:
    """Whether the row's licence was accepted on this machine before."""
    return row.licence.name in load_config()[0].accepted_licences


def fetch(row: WeightFile, accept: Accept | None, on_bytes: OnBytes | None = None,
          cancelled: Cancelled | None = None) -> Path:
    """The row's folder or file, fetched where it is not here yet; `accept` is asked once for every licence.

    Raises StudioError: "missing" where nobody accepted the licence, the gate is closed or the network failed;
    "damaged" where something else was sent; "interrupted" where `cancelled` said so; "busy", "disk".
    """
    found = find_row(row)
    if found is not None:
        return found
    _have_accepted(row, accept)
    forget(row)
    if isinstance(row.source, HubSource):
        _from_hub(row, row.source, on_bytes, cancelled)
    elif isinstance(row.source, ZipSource):
        _from_zip(row, row.source, on_bytes, cancelled)
    else:
        _from_address(row, row.source, on_bytes, cancelled)
    found = find_row(row)
    if found is None:
        raise missing_error(row)
    return found


def _have_accepted(row: WeightFile, accept: Accept | None) -> None:
    if is_accepted(row):
        return
    if accept is None or not accept(licence_question(row)):
        otherwise = f"; or {row.otherwise}" if row.otherwise else ""
        raise StudioError("missing", f"{row.title} is not here, and is fetched only after its licence ({row.licence.name}) "
                                     f"was read and accepted: run `studio weights fetch {row.name}` in a terminal"
                                     f"{otherwise}.")
    name = row.licence.name
    update_config(lambda config: replace(config, accepted_licences=(*config.accepted_licences, name)))


def _from_hub(row: WeightFile, source: HubSource, on_bytes: OnBytes | None, cancelled: Cancelled | None) -> None:
    done = 0
    for part in row.parts:
        path = hub.fetch_part(source, part, _shifted(on_bytes, done, row.size), cancelled)
        if check_part(row, part, path) == "another file":
            hub.throw_away(path)
            raise _not_the_published(row, f"{part.path} has another sha256")
        done += path.stat().st_size


def _from_address(row: WeightFile, source: UrlSource, on_bytes: OnBytes | None, cancelled: Cancelled | None) -> None:
    part = row.parts[0]
    with _work_folder(row) as work:
        download(source.address, _kept(row), on_bytes, size=part.size, cancelled=cancelled)
        _place(row, work, lambda target: _kept(row).replace(part_path(target, part)))


def _from_zip(row: WeightFile, source: ZipSource, on_bytes: OnBytes | None, cancelled: Cancelled | None) -> None:
    archive = _kept(row)
    with _work_folder(row) as work:
        download(source.address, archive, on_bytes, size=source.size, cancelled=cancelled)
        try:
            if sha256_of(archive) != source.sha256:
                raise _not_the_published(row, f"{archive.name} has another sha256")
            _place(row, work, lambda target: _unpack(row, archive, target))
        finally:
            archive.unlink(missing_ok=True)


def _kept(row: WeightFile) -> Path:
    """Where a download that is not the Hub's grows, to be continued when it is cut off."""
    return models_folder() / f".{row.name}.download"


@contextmanager
def _work_folder(row: WeightFile) -> Iterator[Path]:
    """A folder beside the row's own, so that the row appears in one step."""
    with disk_errors(own_place(row)):
        models_folder().mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{row.name}-", dir=models_folder()))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _place(row: WeightFile, work: Path, fill: Callable[[Path], object]) -> None:
    """Have the parts put into `work`, check them, and move them to the row's own place."""
    with disk_errors(own_place(row)):
        fill(work)
    for part in row.parts:
        path = part_path(work, part)
        if not is_there(path, part) or check_part(row, part, path) == "another file":
            raise _not_the_published(row, f"{part.path} is another file")
    with disk_errors(own_place(row)):
        own_place(row).mkdir(parents=True, exist_ok=True)
        for part in row.parts:
            part_path(work, part).replace(part_path(own_place(row), part))


def _unpack(row: WeightFile, archive: Path, target: Path) -> None:
    for part in row.parts:
        _unpack_one(row, archive, part, part_path(target, part))


def _unpack_one(row: WeightFile, archive: Path, part: WeightPart, target: Path) -> None:
    """The archive has its files at its root or in one folder, depending on who packed it."""
    try:
        with zipfile.ZipFile(archive) as content:
            member = next(item for item in content.namelist() if item.rpartition("/")[2] == part.file_name)
            with content.open(member) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
    except (zipfile.BadZipFile, StopIteration, EOFError, zlib.error) as error:
        raise _not_the_published(row, f"{part.path}: {type(error).__name__}: {error}") from error


def _shifted(on_bytes: OnBytes | None, done: int, of: int) -> OnBytes | None:
    """Tells of one part as of the whole row."""
    if on_bytes is None:
        return None
    return lambda have, _: on_bytes(min(done + have, of) if of else done + have, of or None)


def _not_the_published(row: WeightFile, detail: str) -> StudioError:
    return StudioError("damaged", f"What was fetched for {row.title} is not what its publisher gave out. Try again later, "
                                  "or fetch it by hand and run `studio weights import DIR` on its folder.", detail)
