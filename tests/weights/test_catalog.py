"""The table itself: complete, consistent, and honest about what it does not know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.episode.errors import StudioError
from studio.generate.open_engine import engine_names
from studio.identity.open_analyzer import available_analyzers
from studio.weights.catalog import CATALOG, catalog_row, rows_wanted_by
from studio.weights.locate import find, require
from studio.weights.places import insightface_folder, own_place
from studio.weights.weight_file import HubSource, WeightFile, size_text

NAMES = ("flux1-dev", "pulid-flux", "eva02-clip", "antelopev2", "face-parser", "flux2-klein", "buffalo_l", "yunet", "sface")


def test_every_engine_and_analyzer_has_its_rows() -> None:
    users = {user for row in CATALOG.values() for user in row.wanted_by}
    built_in = {"draft", "command", "builtin"}
    assert users | built_in == {*engine_names(), *(status.name for status in available_analyzers())}
    assert set(NAMES) < set(CATALOG)


@pytest.mark.parametrize("row", CATALOG.values(), ids=list(CATALOG))
def test_a_row_is_consistent(row: WeightFile) -> None:
    paths = [part.path for part in row.parts]
    assert len(set(paths)) == len(paths)
    for part in row.parts:
        assert not part.path.startswith("/")
        assert ".." not in part.path
        assert part.sha256 == "" or re.fullmatch(r"[0-9a-f]{64}", part.sha256)
        assert part.size is None or part.size > 0
        if Path(part.path).suffix in (".safetensors", ".onnx"):     # what decides pixels is recorded
            assert part.size
            assert part.sha256
    assert row.licence.sale in ("yes", "no", "unknown")
    assert row.licence.terms.endswith(".")
    assert row.licence.address.startswith("https://")
    assert row.source.address.startswith("https://")
    assert not row.instead_of or row.instead_of in CATALOG


def test_only_safe_formats_are_fetched() -> None:
    endings = {Path(part.path).suffix for row in CATALOG.values() for part in row.parts}
    assert not endings & {".pt", ".pth", ".ckpt", ".bin", ".pkl"}


def test_what_the_flux_engine_needs_in_order() -> None:
    assert [row.name for row in rows_wanted_by("flux-pulid")] == [
        "flux1-dev", "pulid-flux", "eva02-clip", "antelopev2", "face-parser"]
    assert [row.name for row in CATALOG.values() if row.gated] == ["flux1-dev", "flux1-dev-file", "flux1-ae"]


def test_an_unknown_name_is_wrong_usage() -> None:
    for look in (catalog_row, find, require):
        with pytest.raises(StudioError, match="no weights called gpt5") as caught:
            look("gpt5")
        assert caught.value.kind == "usage"


@pytest.mark.usefixtures("home")
def test_required_and_missing_says_what_to_run() -> None:
    with pytest.raises(StudioError, match="`studio weights fetch pulid-flux`") as caught:
        require("pulid-flux")
    assert caught.value.kind == "missing"


def sparse(path: Path, size: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["pulid-flux", "flux2-klein"])
def test_found_in_the_studios_folder(name: str) -> None:
    row = catalog_row(name)
    for part in row.parts:
        sparse(own_place(row) / part.path, part.size or 1)
    assert find(name) == require(name) == (own_place(row) if row.is_folder else own_place(row) / row.parts[0].path)
    sparse(own_place(row) / row.parts[-1].path, 5)
    assert find(name) is None


@pytest.mark.usefixtures("home")
def test_found_in_any_snapshot_of_the_hubs_cache() -> None:
    from huggingface_hub import constants

    row = catalog_row("eva02-clip")
    assert isinstance(row.source, HubSource)
    snapshot = Path(constants.HF_HUB_CACHE) / f"models--{row.source.repository.replace('/', '--')}" / "snapshots" / "abc"
    sparse(snapshot / row.parts[0].path, row.parts[0].size or 0)
    assert find("eva02-clip") == snapshot / "open_clip_model.safetensors"


@pytest.mark.usefixtures("home")
def test_found_where_insightface_keeps_its_packs() -> None:
    for part in catalog_row("antelopev2").parts:
        sparse(insightface_folder() / "antelopev2" / part.path, part.size or 0)
    assert find("antelopev2") == insightface_folder() / "antelopev2"


@pytest.mark.parametrize(("size", "text"), [
    (0, "0 bytes"), (999, "999 bytes"), (232_589, "233 kB"), (1_142_099_520, "1.14 GB"), (33_747_000_000, "33.7 GB")])
def test_sizes_for_a_person(size: int, text: str) -> None:
    assert size_text(size) == text
