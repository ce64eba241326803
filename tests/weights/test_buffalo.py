"""The default pack: its licence first, then the published files and nothing else."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest

from studio.episode.errors import StudioError
from studio.weights.buffalo import LICENCE, fetch_buffalo
from studio.weights.face_packs import DEFAULT_PACK, find_face_pack, packs_folder
from tests.weights.conftest import WebServer

MODELS = {"det_10g.onnx": b"a detector" * 1000, "w600k_r50.onnx": b"a recogniser" * 1000}
DIGESTS = {name: hashlib.sha256(data).hexdigest() for name, data in MODELS.items()}


def archive(folder: str = "", leave_out: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in {**MODELS, "1k3d68.onnx": b"not needed"}.items():
            if name != leave_out:
                file.writestr(folder + name, data)
    return buffer.getvalue()


def accepted(licence: str) -> bool:
    assert licence == LICENCE
    return True


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("folder", ["", "buffalo_l/"])
def test_the_two_models_are_kept_and_found_again(web: WebServer, folder: str) -> None:
    web.content["/pack.zip"] = archive(folder)
    pack = fetch_buffalo(accepted, url=f"{web.address}/pack.zip", files=DIGESTS)
    assert {path.name: path.read_bytes() for path in pack.folder.iterdir()} == MODELS
    assert find_face_pack() == pack
    assert [path.name for path in packs_folder().iterdir()] == [DEFAULT_PACK]


def test_the_licence_is_plain_about_itself() -> None:
    assert "NON-COMMERCIAL RESEARCH ONLY" in LICENCE


@pytest.mark.parametrize("accept", [None, lambda _: False])
def test_nothing_is_fetched_before_the_licence_is_accepted(
    web: WebServer, accept: Callable[[str], bool] | None
) -> None:
    with pytest.raises(StudioError) as caught:
        fetch_buffalo(accept, url=f"{web.address}/pack.zip", files=DIGESTS)
    assert caught.value.kind == "missing"
    assert "--analyzer builtin" in caught.value.message
    assert web.asked == []


@pytest.mark.parametrize("sent", [b"<html>not a zip</html>", archive(leave_out="w600k_r50.onnx"), archive()[:-40]])
def test_anything_but_the_published_pack_is_thrown_away(web: WebServer, sent: bytes) -> None:
    web.content["/pack.zip"] = sent
    with pytest.raises(StudioError) as caught:
        fetch_buffalo(accepted, url=f"{web.address}/pack.zip", files=DIGESTS)
    assert caught.value.kind == "damaged"
    assert list(packs_folder().iterdir()) == []


def test_another_file_of_the_same_name_is_thrown_away(web: WebServer) -> None:
    web.content["/pack.zip"] = archive()
    with pytest.raises(StudioError) as caught:
        fetch_buffalo(accepted, url=f"{web.address}/pack.zip", files={**DIGESTS, "det_10g.onnx": "0" * 64})
    assert caught.value.kind == "damaged"
    assert "det_10g.onnx" in caught.value.detail
    assert list(packs_folder().iterdir()) == []
