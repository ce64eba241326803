"""Rows of the table, made for a few bytes; and safetensors files without a library."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import cast

import pytest

from studio.weights.catalog import CATALOG
from studio.weights.weight_file import (
    HubSource,
    Licence,
    Source,
    UrlSource,
    WeightFile,
    WeightPart,
    ZipSource,
)

FREE = Licence("Test-1.0", "https://example.org/licence", "yes", "Commercial use is allowed.")
REPOSITORY = "somebody/model"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def parts_of(files: Mapping[str, bytes], unrecorded: tuple[str, ...] = ()) -> tuple[WeightPart, ...]:
    return tuple(WeightPart(path) if path in unrecorded else WeightPart(path, len(data), sha256(data))
                 for path, data in files.items())


def make_row(source: Source, files: Mapping[str, bytes], name: str = "tiny", *, unrecorded: tuple[str, ...] = (),
             licence: Licence = FREE, tensors: Mapping[str, tuple[int, ...]] | None = None,
             pickled_as: tuple[str, ...] = ()) -> WeightFile:
    return WeightFile(name, f"The {name} model", source, parts_of(files, unrecorded), licence, ("draft",), name,
                      tensors=tensors or {}, pickled_as=pickled_as)


def hub_row(files: Mapping[str, bytes], *, gated: bool = False, unrecorded: tuple[str, ...] = (),
            tensors: Mapping[str, tuple[int, ...]] | None = None, pickled_as: tuple[str, ...] = ()) -> WeightFile:
    return make_row(HubSource(REPOSITORY, gated=gated), files, unrecorded=unrecorded, tensors=tensors,
                    pickled_as=pickled_as)


def url_row(address: str, files: Mapping[str, bytes]) -> WeightFile:
    return make_row(UrlSource(address), files)


def zip_row(address: str, archive: bytes, files: Mapping[str, bytes]) -> WeightFile:
    return make_row(ZipSource(address, len(archive), sha256(archive)), files)


def zip_of(files: Mapping[str, bytes], folder: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(folder + name, data)
    return buffer.getvalue()


def safetensors_of(shapes: Mapping[str, tuple[int, ...]], fill: bytes = b"\x11") -> bytes:
    """A file of one-byte tensors: 8 bytes of header length, a JSON header, the data."""
    header: dict[str, object] = {}
    end = 0
    for name, shape in shapes.items():
        size = 1
        for side in shape:
            size *= side
        header[name] = {"dtype": "U8", "shape": list(shape), "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(header).encode("ascii")
    return len(text).to_bytes(8, "little") + text + fill * end


def put_rows(monkeypatch: pytest.MonkeyPatch, *rows: WeightFile) -> None:
    """Let these stand at the end of the table, wherever it was imported."""
    for row in rows:
        monkeypatch.setitem(cast("dict[str, WeightFile]", CATALOG), row.name, row)
