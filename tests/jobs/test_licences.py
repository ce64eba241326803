"""May I sell this? By the table of weights, and by what takes and renders say of themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio.episode.settings import EpisodeSettings
from studio.episode.store import EpisodeStore
from studio.finish.targets import ARCHIVE, WEB
from studio.jobs.licences import (
    LicensedPart,
    finishing_parts,
    may_be_sold,
    sale_of_episode,
    sale_of_marks,
    sale_text,
    with_parts,
)
from studio.jobs.outputs import chosen_targets
from studio.weights.catalog import CATALOG
from tests.cli.run_studio import run_studio
from tests.ui.episodes import make_episode_with_takes

FLUX, ANTELOPE, BUFFALO = "FLUX.1-dev", "insightface antelopev2", "insightface buffalo_l"


@pytest.mark.parametrize(("engine", "analyzer", "answer", "because"), [
    ("draft", "builtin", "yes", ()), ("klein", "opencv-zoo", "yes", ()), ("draft", "", "yes", ()),
    ("flux-pulid", "insightface", "no", (FLUX, ANTELOPE, BUFFALO)), ("draft", "insightface", "no", (BUFFALO,)),
    ("flux-pulid", "builtin", "no", (FLUX, ANTELOPE)), ("command", "builtin", "unknown", ("your own script",)),
    ("external", "builtin", "unknown", ("imported pictures",)), ("other", "", "unknown", ("other",)),
    ("command", "insightface", "no", (BUFFALO,)),
])
def test_by_engine_and_analyzer(engine: str, analyzer: str, answer: str, because: tuple[str, ...]) -> None:
    sale = may_be_sold(engine, analyzer)
    assert (sale.answer, sale.because) == (answer, because)


@pytest.mark.parametrize(("weights", "answer", "because"), [
    (["flux2-klein"], "yes", ()), (["flux2-klein", "my style.safetensors"], "unknown", ("my style.safetensors",)),
    (["flux2-klein", "face-parser"], "unknown", ("BiSeNet face parser (ResNet-34)",)),
    (["flux2-klein", "antelopev2"], "no", (ANTELOPE,)),
])
def test_what_takes_record_counts_too(weights: list[str], answer: str, because: tuple[str, ...]) -> None:
    sale = may_be_sold("klein", "", weights)
    assert (sale.answer, sale.because) == (answer, because)


def test_the_terms_are_those_of_the_table() -> None:
    terms = may_be_sold("flux-pulid", "").terms
    assert len(terms) == 2
    assert CATALOG["flux1-dev"].licence.terms in terms[0]
    assert CATALOG["antelopev2"].licence.terms in terms[1]


@pytest.mark.parametrize(("changes", "answer", "because"), [
    ({}, "yes", ()), ({"lip_sync": "draft", "foley": "draft"}, "yes", ()),
    ({"foley": "mmaudio"}, "no", ("MMAudio",)), ({"lip_sync": "my own", "foley": "mmaudio"}, "no", ("MMAudio",)),
    ({"lip_sync": "my own"}, "unknown", ("my own",)), ({"upscaler": "a/4x.pth", "targets": "web"}, "yes", ()),
    ({"upscaler": "a/4x.pth", "targets": "web, archive"}, "unknown", ("upscaler 4x.pth",)),
])
def test_what_finishing_adds_counts(changes: dict[str, Any], answer: str, because: tuple[str, ...]) -> None:
    settings = replace(EpisodeSettings("a"), **changes)
    sale = with_parts(may_be_sold("draft", "builtin"), finishing_parts(settings, chosen_targets(settings.targets)))
    assert (sale.answer, sale.because) == (answer, because)
    if answer == "no":
        assert "non-commercial" in sale_text(sale)


def test_targets_that_are_asked_for_count_before_those_of_the_settings() -> None:
    settings = replace(EpisodeSettings("a"), upscaler="a/4x.pth", targets="web")
    assert [part.title for part in finishing_parts(settings, [ARCHIVE])] == ["upscaler 4x.pth"]
    assert finishing_parts(replace(settings, targets="archive"), [WEB]) == []


def test_finishing_does_not_soften_an_answer() -> None:
    no = may_be_sold("flux-pulid", "")
    sale = with_parts(no, [LicensedPart("own")])
    assert sale == no
    assert sale_text(may_be_sold("draft", "")).startswith("May I sell this? Yes")


def test_an_episode_and_its_files_answer(tmp_path: Path) -> None:
    folder = make_episode_with_takes(tmp_path / "a.episode", 12)
    with EpisodeStore.open(folder) as store:
        assert sale_of_episode(store).answer == "yes"
        take = store.takes.row(1)
        picture = store.takes.picture_path(take.request.key)
        other = replace(take.request, weights=(("carol/lora.safetensors", "0" * 64),))
        store.takes.set_current_recipe(store.takes.add_recipe(other.recipe_json(1), "small", "draft"))
        assert sale_of_episode(store).because == ("lora.safetensors",)
    assert run_studio("info", folder, "--json").result["may_be_sold"]["answer"] == "unknown"
    assert run_studio("info", picture, "--json").result["may_be_sold"]["answer"] == "yes"


@pytest.mark.parametrize(("marks", "answer"), [
    ({"engine": "draft", "analyzer": "builtin 1"}, "yes"),
    ({"engine": "draft", "analyzer": "insightface 1-abc"}, "no"),
    ({"engine": "klein", "analyzer": "", "weights": ["flux2-klein", "lora"]}, "unknown"),
    ({"request": {"settings": {"engine": "flux-pulid"}, "weights": [["flux1-dev", "ab"]]}}, "no"),
])
def test_by_the_marks_of_a_file(marks: dict[str, object], answer: str) -> None:
    assert sale_of_marks(marks).answer == answer
