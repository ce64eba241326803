"""Fetching rows: the licence first, then the published files and nothing else, into a cache that others share."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from huggingface_hub import constants, try_to_load_from_cache

from studio.episode.config import load_config
from studio.episode.errors import StudioError
from studio.episode.folders import data_folder
from studio.weights.fetch import fetch, licence_question
from studio.weights.locate import find_row, missing_error
from studio.weights.places import models_folder, own_place
from studio.weights.weight_file import WeightFile
from tests.weights.rows import REPOSITORY, hub_row, url_row, zip_of, zip_row
from tests.weights.web_server import COMMIT, WebServer

# The large one comes in several of the library's chunks.
FILES = {"model_index.json": b'{"_class_name": "Tiny"}', "transformer/weights.safetensors": b"transformer" * 2_300_000,
         "vae/weights.safetensors": b"vae" * 100_000}
MODELS = {"det.onnx": b"a detector" * 1000, "rec.onnx": b"a recogniser" * 1000}


def yes(licence: str) -> bool:
    del licence
    return True


@pytest.fixture
def row(hub: WebServer) -> WeightFile:
    hub.add_repository(REPOSITORY, FILES)
    return hub_row(FILES, unrecorded=("model_index.json",))


def test_a_repository_comes_into_the_hubs_own_cache(hub: WebServer, row: WeightFile) -> None:
    assert find_row(row) is None
    heard: list[tuple[int, int | None]] = []
    folder = fetch(row, yes, lambda have, of: heard.append((have, of)))
    assert folder == Path(constants.HF_HUB_CACHE) / "models--somebody--model" / "snapshots" / COMMIT
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert [try_to_load_from_cache(REPOSITORY, path) for path in FILES] == [str(folder / path) for path in FILES]
    assert heard[-1] == (row.size, row.size)
    assert [have for have, _ in heard] == sorted(have for have, _ in heard)
    asked = len(hub.asked)
    assert fetch(row, None) == find_row(row) == folder
    assert len(hub.asked) == asked          # what is here is not asked for again


def test_cut_off_it_goes_on_at_the_byte_where_it_ended(hub: WebServer, row: WeightFile) -> None:
    path = f"/{REPOSITORY}/resolve/main/transformer/weights.safetensors"
    hub.cut_off[path] = 1
    folder = fetch(row, yes)
    assert (folder / "transformer" / "weights.safetensors").read_bytes() == FILES["transformer/weights.safetensors"]
    assert [asked.start for asked in hub.asked if asked.path == path and asked.method == "GET"] == [
        0, constants.DOWNLOAD_CHUNK_SIZE]


def test_stopped_it_goes_on_with_the_next_call(hub: WebServer, row: WeightFile) -> None:
    have: list[int] = []
    with pytest.raises(StudioError, match="stays for the next time"):
        fetch(row, yes, lambda count, _: have.append(count), lambda: bool(have) and have[-1] > 1_000_000)
    stopped_at = hub.asked[-1].path
    fetch(row, None)
    again = [asked.start for asked in hub.asked if asked.path == stopped_at and asked.method == "GET"]
    assert again == [0, constants.DOWNLOAD_CHUNK_SIZE]
    assert len(hub.fetched()) == len(FILES) + 1


def test_the_licence_is_asked_for_once(hub: WebServer, row: WeightFile) -> None:
    del hub
    shown: list[str] = []

    def accept(text: str) -> bool:
        shown.append(text)
        return True

    fetch(row, accept)
    assert shown == [licence_question(row)]
    assert "Test-1.0" in shown[0]
    assert "Commercial use is allowed." in shown[0]
    assert load_config()[0].accepted_licences == ("Test-1.0",)
    other = hub_row(FILES | {"more.json": b"{}"})
    with pytest.raises(StudioError, match=r"answered 404"):
        fetch(other, None)


@pytest.mark.parametrize("accept", [None, lambda _: False])
def test_nothing_is_fetched_before_the_licence_is_accepted(hub: WebServer, row: WeightFile,
                                                           accept: Callable[[str], bool] | None) -> None:
    with pytest.raises(StudioError, match="only after its licence") as caught:
        fetch(row, accept)
    assert caught.value.kind == "missing"
    assert hub.asked == []
    assert load_config()[0].accepted_licences == ()


def test_another_file_is_thrown_away(hub: WebServer, row: WeightFile) -> None:
    wrong = b"TRANSFORMER" * 2_300_000
    hub.add_repository(REPOSITORY, {"transformer/weights.safetensors": wrong})
    with pytest.raises(StudioError) as caught:
        fetch(row, yes)
    assert caught.value.kind == "damaged"
    assert "transformer/weights.safetensors" in caught.value.detail
    assert find_row(row) is None
    assert not [path for path in Path(constants.HF_HUB_CACHE).rglob("*") if path.is_file() and path.read_bytes() == wrong]


def test_another_size_is_not_even_begun(hub: WebServer, row: WeightFile) -> None:
    hub.add_repository(REPOSITORY, {"vae/weights.safetensors": b"longer" * 100_000})
    with pytest.raises(StudioError, match=r"now has another vae/weights\.safetensors"):
        fetch(row, yes)
    assert f"/{REPOSITORY}/resolve/main/vae/weights.safetensors" not in hub.fetched()


def test_a_closed_gate_says_which_page_and_where_the_token_goes(hub: WebServer, row: WeightFile) -> None:
    hub.gated.add(REPOSITORY)
    with pytest.raises(StudioError) as caught:
        fetch(row, yes)
    assert caught.value.kind == "missing"
    for words in (f"https://huggingface.co/{REPOSITORY}", "accept the terms", "hf auth login", "HF_TOKEN"):
        assert words in caught.value.message


def test_an_account_that_did_not_accept_is_told_so(hub: WebServer, row: WeightFile,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    hub.closed.add(REPOSITORY)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with pytest.raises(StudioError, match="does not let the account of your token in") as caught:
        fetch(row, yes)
    assert "hf auth whoami" in caught.value.message


def test_the_token_opens_the_gate_and_is_kept_nowhere(hub: WebServer, row: WeightFile, monkeypatch: pytest.MonkeyPatch,
                                                      caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hub.gated.add(REPOSITORY)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    fetch(row, yes)
    assert all(asked.authorized for asked in hub.asked)
    assert "hf_secret" not in caplog.text
    home = data_folder().parent
    assert not [path for path in home.rglob("*") if path.is_file() and b"hf_secret" in path.read_bytes()]


def test_without_a_network_it_is_one_sentence(row: WeightFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE",
                        "http://127.0.0.1:9/{repo_id}/resolve/{revision}/{filename}")
    with pytest.raises(StudioError, match=r"could not be fetched\. Check the network") as caught:
        fetch(row, yes)
    assert caught.value.kind == "missing"


def test_a_single_file_comes_into_the_studios_folder(hub: WebServer) -> None:
    hub.content["/release/one.onnx"] = b"one" * 1000
    row = url_row(f"{hub.address}/release/one.onnx", {"one.onnx": b"one" * 1000})
    path = fetch(row, yes)
    assert path == own_place(row) / "one.onnx"
    assert path.read_bytes() == b"one" * 1000
    assert not any(asked.authorized for asked in hub.asked)


def test_the_token_goes_to_the_hub_alone(hub: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.content["/release/one.onnx"] = b"one"
    fetch(url_row(f"{hub.address}/release/one.onnx", {"one.onnx": b"one"}), yes)
    assert not any(asked.authorized for asked in hub.asked)


@pytest.mark.parametrize("folder", ["", "pack/"])
def test_of_an_archive_the_parts_are_kept(hub: WebServer, folder: str) -> None:
    archive = zip_of({**MODELS, "1k3d68.onnx": b"not needed"}, folder)
    hub.content["/pack.zip"] = archive
    row = zip_row(f"{hub.address}/pack.zip", archive, MODELS)
    place = fetch(row, yes)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == MODELS
    assert [path.name for path in models_folder().iterdir() if path.is_dir()] == ["tiny"]
    assert not (models_folder() / ".tiny.download").exists()


@pytest.mark.parametrize("sent", [b"<html>not a zip</html>", zip_of({"det.onnx": MODELS["det.onnx"]}),
                                  zip_of({**MODELS, "det.onnx": b"a defector" * 1000})])
def test_an_archive_of_something_else_is_thrown_away(hub: WebServer, sent: bytes) -> None:
    hub.content["/pack.zip"] = sent
    row = zip_row(f"{hub.address}/pack.zip", sent, MODELS)
    with pytest.raises(StudioError) as caught:
        fetch(row, yes)
    assert caught.value.kind == "damaged"
    assert find_row(row) is None
    assert not [path for path in models_folder().iterdir() if path.is_dir()]


def test_what_is_missing_says_what_to_run() -> None:
    row = hub_row(FILES, gated=True)
    error = missing_error(row)
    assert error.kind == "missing"
    steps = ["accept its terms", "`hf auth login`", "`studio weights fetch tiny`", "`studio weights import DIR`"]
    places = [error.message.index(step) for step in steps]
    assert places == sorted(places)
